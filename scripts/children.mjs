import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/**
 * Child processes that do not outlive this one. Each leads a process group of its own, so that what it started
 * dies with it.
 *
 * @typedef {{ code: number, output: string, timedOut: boolean }} Outcome `code` is 128 + n after signal n.
 * @typedef {{
 *   env?: NodeJS.ProcessEnv,
 *   quiet?: boolean,
 *   limitMs?: number,
 * }} Options `quiet` keeps the output for `Outcome.output` instead of showing it; `limitMs` ends the group in time.
 */

const GRACE_MS = 5_000
/** @type {Set<import('node:child_process').ChildProcess>} */
const living = new Set()
const groups = process.platform !== 'win32'

/** The exit code that a shell gives a process ended by this signal. @param {NodeJS.Signals} signal */
const codeOf = (signal) => 128 + constants.signals[signal]

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function kill(child, signal) {
  if (child.pid === undefined) return
  try {
    if (groups) process.kill(-child.pid, signal)
    else child.kill(signal)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error
  }
}

/** Asks the group to end, and after five seconds makes it. @param {import('node:child_process').ChildProcess} child */
function end(child) {
  kill(child, 'SIGTERM')
  const hammer = setTimeout(() => kill(child, 'SIGKILL'), GRACE_MS)
  child.once('close', () => {
    clearTimeout(hammer)
    kill(child, 'SIGKILL')
  })
}

/**
 * Runs a command to its end. Never rejects: a command that cannot be started ends with code 127 and says why in
 * `output`.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Options} [options]
 * @returns {Promise<Outcome>}
 */
export function run(command, args, { env = process.env, quiet = false, limitMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env,
      detached: groups,
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    })
    living.add(child)
    let output = ''
    let timedOut = false
    const keep = (/** @type {Buffer} */ bytes) => {
      output += bytes.toString('utf8')
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    const limit =
      limitMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true
            end(child)
          }, limitMs)
    const settle = (/** @type {number} */ code) => {
      clearTimeout(limit)
      living.delete(child)
      resolve({ code, output, timedOut })
    }
    child.once('error', (error) => {
      output += error.message
      settle(127)
    })
    child.once('close', (code, signal) => settle(signal ? codeOf(signal) : (code ?? 1)))
  })
}

/** Ends every child that `run` started, and resolves when they are gone. */
export async function endChildren() {
  await Promise.all(
    [...living].map(
      (child) =>
        new Promise((resolve) => {
          child.once('close', resolve)
          end(child)
        }),
    ),
  )
}

/**
 * From now on SIGINT, SIGTERM and SIGHUP end the children, then run `finish`, then end this process with the
 * signal's code. The returned function gives the signals back.
 *
 * @param {() => void | Promise<void>} [finish]
 */
export function guardChildren(finish) {
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  let ending = false
  const stop = async (/** @type {NodeJS.Signals} */ signal) => {
    if (ending) return
    ending = true
    await endChildren()
    await finish?.()
    process.exit(codeOf(signal))
  }
  for (const signal of signals) process.on(signal, stop)
  return () => {
    for (const signal of signals) process.off(signal, stop)
  }
}
