/** Where the browser does not tell free moments: until the next one is taken for granted, in milliseconds. */
const PAUSE_MS = 50

/** Calls back in the next free moment; answers how to take that back. */
export function whenFree(work: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(work, PAUSE_MS)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(work)
  return () => cancelIdleCallback(handle)
}
