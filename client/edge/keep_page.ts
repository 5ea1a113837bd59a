import { trustedScript } from './trusted_script.ts'

/** So long after the page was loaded, in milliseconds, everything that a person waits for is there. */
const REST_MS = 5_000
const SCRIPT = '/service_worker.js'

interface Network {
  /** The person asked for little to be fetched. */
  readonly saveData?: boolean
}

/**
 * Has the page's own files kept in the browser, once there is nothing better to do: see offline/service_worker.ts.
 * Where that cannot be, without a secure origin or by the person's wish, the page needs its server to be opened.
 */
export function keepPage(page: Pick<Window, 'addEventListener' | 'setTimeout'>, browser: Navigator): void {
  const { saveData } = (browser as { connection?: Network }).connection ?? {}
  if (!('serviceWorker' in browser) || saveData === true) return
  const register = () => {
    // Without it the page is what it was.
    browser.serviceWorker.register(trustedScript(SCRIPT)).catch(() => undefined)
  }
  page.addEventListener('load', () => page.setTimeout(register, REST_MS), { once: true })
}
