import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Every process of a run inherits this variable, whatever group or parent it ends up with. */
export const MARK = 'TANDEM_TEST_RUN'
const PATIENCE_MS = 3_000
const STEP_MS = 50

/** @param {string} path @returns {string} the file's text; empty when it is gone or not ours to read */
function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/**
 * The processes whose environment carries `MARK=run`, but for this one. Linux only: elsewhere none are found.
 *
 * @param {string} run
 * @returns {{ pid: number, command: string }[]}
 */
export function marked(run) {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => read(`/proc/${name}/environ`).split('\0').includes(`${MARK}=${run}`))
    .map((name) => ({
      pid: Number(name),
      command: read(`/proc/${name}/cmdline`).replaceAll('\0', ' ').trim(),
    }))
}

/**
 * Gives what is still ending a few seconds, then kills the rest of the run.
 *
 * @param {string} run
 * @returns {Promise<string[]>} the command lines of what had to be killed
 */
export async function killLeftovers(run) {
  let left = marked(run)
  for (let waited = 0; left.length > 0 && waited < PATIENCE_MS; waited += STEP_MS) {
    await sleep(STEP_MS)
    left = marked(run)
  }
  for (const { pid } of left) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error
    }
  }
  return left.map(({ pid, command }) => `${command} (process ${pid})`)
}
