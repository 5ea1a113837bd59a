import { type Component, lazy, onCleanup, onMount } from 'solid-js'

/** How long after a load that failed it is tried again, in milliseconds. */
const RETRY_MS = 3_000

/** When parts are fetched beforehand, in milliseconds after opening: the room comes first, and they before an outage. */
const PRELOAD_MS = 2_000

/**
 * A part of the page that is loaded when it is first shown, or before when `preload` is called. A load that fails,
 * as without the server, is tried again until it is there: what stands around it shows a fallback meanwhile.
 */
export function later<P extends object>(load: () => Promise<{ default: Component<P> }>) {
  const loadAtLast = async (): Promise<{ default: Component<P> }> => {
    for (;;) {
      try {
        return await load()
      } catch {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      }
    }
  }
  return lazy(loadAtLast)
}

/** Has parts fetched once the component has been there for a while, whether they are needed by then or not. */
export function preloadSoon(...parts: readonly { preload(): Promise<unknown> }[]): void {
  onMount(() => {
    const timer = setTimeout(() => {
      for (const part of parts) void part.preload()
    }, PRELOAD_MS)
    onCleanup(() => clearTimeout(timer))
  })
}
