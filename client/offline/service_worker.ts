import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

/**
 * Keeps the page itself in the browser, so that a room can be opened again while the server is away: what was typed
 * lies in this browser and is shown. It keeps nothing of any room. As long as the server answers, its page is the one
 * that opens; files whose name holds a hash of their content come out of the browser.
 */
declare const self: ServiceWorkerGlobalScope

interface KeptFile {
  readonly url: string
  /** Null where the name says which version it is. */
  readonly revision: string | null
}
/** All files of the page; the build puts the list here. */
declare const KEPT_FILES: readonly KeptFile[]
const files = KEPT_FILES

/** A server that does not answer for so long, in milliseconds, is away. */
const PATIENCE_MS = 4_000
/** What a proxy says whose server is away. */
const AWAY = new Set([502, 503, 504])
const INDEX = '/'

/** The server's answer; what is kept of the same file where there is none. */
const newestOf =
  (kept: string) =>
  async ({ request }: { readonly request: Request }): Promise<Response> => {
    const answer = fetch(request)
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS))
    try {
      const first = await Promise.race([answer, late])
      if (first !== null && !AWAY.has(first.status)) return first
    } catch {
      // No way to the server.
    }
    return (await matchPrecache(kept)) ?? answer
  }

registerRoute(new NavigationRoute(newestOf(INDEX), { allowlist: [/^\/(?:r\/[^/]+)?(?:\?|$)/] }))
for (const { url, revision } of files)
  if (revision !== null && url !== INDEX)
    registerRoute(({ sameOrigin, url: asked }) => sameOrigin && asked.pathname === url, newestOf(url))
precacheAndRoute([...files], { directoryIndex: '', cleanURLs: false })
cleanupOutdatedCaches()
// The page that brought this here may fetch the rest of itself from it, too.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
