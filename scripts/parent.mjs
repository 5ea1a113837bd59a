const EVERY_MS = 500

/**
 * Under npm, a process whose npm was killed ends as if it had been asked to (SIGTERM). Started in another way, it
 * may outlive its parent.
 */
export function endWithParent() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, EVERY_MS)
  watch.unref()
}
