/** A page that nobody sees makes no frames: so long is one waited for, in milliseconds. */
const MOST_MS = 100

/** Calls back once the next frame is made, or where there is none soon anyway. The returned function cancels. */
export function afterFrame(callback: () => void): () => void {
  let timer = setTimeout(end, MOST_MS)
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer)
    timer = setTimeout(end)
  })
  const cancel = () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
  function end() {
    cancel()
    callback()
  }
  return cancel
}
