import type { Terminal } from './command.ts'

const LONG_MS = 1_000_000

/** The terminal that this process was started in. A reader that goes away (`| head`) ends it without a complaint. */
export function processTerminal(): Terminal {
  const { stdout, stdin, env } = process
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  return {
    env,
    isScreen: stdout.isTTY === true,
    write: (what) =>
      new Promise((resolve, reject) => {
        stdout.write(what, (error) => (error ? reject(error) : resolve()))
      }),
    stopped: (over) =>
      new Promise((resolve) => {
        // Timers of a session that waits for its server keep no process.
        const hold = setInterval(() => undefined, LONG_MS)
        const stop = () => {
          clearInterval(hold)
          resolve()
        }
        process.once('SIGINT', stop)
        process.once('SIGTERM', stop)
        over.addEventListener('abort', stop)
      }),
    async read(most) {
      const parts: Uint8Array[] = []
      let length = 0
      for await (const part of stdin as AsyncIterable<Buffer>) {
        length += part.length
        if (length > most) return null
        parts.push(part)
      }
      return Buffer.concat(parts)
    },
  }
}
