import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './children.mjs'
import { say } from './project.mjs'

/**
 * Programs that some tests start and npm does not have, with the names they go by and the Debian package.
 *
 * @typedef {'chromium' | 'redis-server' | 'coturn'} Program
 * @type {Readonly<Record<Program, readonly string[]>>}
 */
const NAMES = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
  'redis-server': ['redis-server'],
  coturn: ['turnserver'],
}

/** Where a program is on the PATH, or null. @param {Program} program */
export function findProgram(program) {
  for (const name of NAMES[program]) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(folder, name)
      if (folder !== '' && existsSync(path)) return path
    }
  }
  return null
}

/** What to put before apt-get: nothing for root, sudo when it asks no password; null when neither. */
async function privilege() {
  if (process.getuid?.() === 0) return []
  const { code } = await run('sudo', ['-n', 'true'], { quiet: true })
  return code === 0 ? ['sudo', '-n'] : null
}

/**
 * Installs what is missing with apt-get, where that may be done without asking.
 *
 * @param {readonly Program[]} programs
 * @returns {Promise<Program[]>} those that are still missing, after a sentence that says what to do about them
 */
export async function ensurePrograms(programs) {
  const missing = programs.filter((program) => findProgram(program) === null)
  if (missing.length === 0) return []
  const prefix = process.platform === 'linux' ? await privilege() : null
  if (prefix !== null) {
    say(`Installing ${missing.join(' and ')} with apt-get…`)
    const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...missing]
    for (const command of [['apt-get', 'update'], install]) {
      const [program, ...args] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', ...command]
      const { code, output } = await run(/** @type {string} */ (program), args, { quiet: true })
      if (code !== 0) {
        say(`${output.trim()}\n${command.join(' ')} ended with code ${code}.`)
        break
      }
    }
  }
  const still = missing.filter((program) => findProgram(program) === null)
  if (still.length > 0) {
    say(`These tests need ${still.join(' and ')} on the PATH: on Debian, apt-get install ${still.join(' ')}.`)
  }
  return still
}
