import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** Starts a script of this folder in a process of its own. */
export const startScript = (
  name: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = process.env,
): ChildProcess =>
  fork(fileURLToPath(new URL(name, import.meta.url)), [...args], { execArgv: ['--import', 'tsx'], env })

/** What the child says next. Rejects when it ends instead. */
export async function said<T>(child: ChildProcess): Promise<T> {
  const over = new AbortController()
  const { signal } = over
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`a process of the measurement ended with ${code}`)
  })
  try {
    const [message] = await Promise.race([once(child, 'message', { signal }), ended])
    return message as T
  } finally {
    ended.catch(() => undefined)
    over.abort()
  }
}

/** Tells the child something and answers what it says to that; one question at a time. */
export async function ask<T>(child: ChildProcess, message: string | number | object): Promise<T> {
  const answer = said<T>(child)
  child.send(message)
  return answer
}

/** Ends the child in its own way, or by a signal at once. Resolves when it is gone. */
export async function end(child: ChildProcess, signal?: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  if (signal === undefined) child.disconnect()
  else child.kill(signal)
  await gone
}
