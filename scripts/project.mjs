import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** A failure that its message explains in full: shown without a stack. */
export class Failure extends Error {}

/** One line for the person who runs the command. @param {string} text */
export const say = (text) => console.error(text)

/**
 * Runs a script's body in the project's folder; a `Failure` ends the process with its sentence and code 1.
 *
 * @param {() => Promise<void>} body
 */
export async function main(body) {
  process.chdir(ROOT)
  try {
    await body()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    say(error.message)
    process.exit(1)
  }
}
