/** What is used of the browser's trusted types, where it has them. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ): {
    createScriptURL(url: string): unknown
  }
}

/** The scripts that may be started by their address. */
const SCRIPTS: readonly string[] = ['/service_worker.js']

/** What the browser takes for the address of a script of ours; throws for any other. Once for a page. */
export function trustedScript(url: string): string {
  if (!SCRIPTS.includes(url)) throw new Error('the page has no such script')
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  const policy = trustedTypes?.createPolicy('scripts', { createScriptURL: () => url })
  // The browser's own kind of text, which its types do not know.
  return (policy?.createScriptURL(url) ?? url) as string
}
