import { readFileSync } from 'node:fs'
import { type BrowserContext, chromium } from 'playwright-core'
import { CHROMIUM_FLAGS, findProgram } from './chromium.ts'
import { processTree, signalAll } from './process_tree.ts'
import { type TempDir, tempDir } from './temp_dir.ts'

/** A person's browser whose storage outlives its process, on a directory of its own. */
export class Profile {
  readonly #dir: TempDir
  #context: BrowserContext

  private constructor(dir: TempDir, context: BrowserContext) {
    this.#dir = dir
    this.#context = context
  }

  static async open(): Promise<Profile> {
    const dir = await tempDir()
    return new Profile(dir, await launch(dir))
  }

  /** The person: there is one only. */
  async person(): Promise<BrowserContext> {
    return this.#context
  }

  /** All of the browser's processes end at once (SIGKILL). */
  async kill(): Promise<void> {
    const context = this.#context
    const gone = new Promise((resolve) => context.once('close', resolve))
    signalAll(
      processTree(process.pid).filter((pid) => belongsTo(pid, this.#dir.path)),
      'SIGKILL',
    )
    await gone
  }

  /** Starts the browser again, on what it had on its disk. */
  async restart(): Promise<void> {
    this.#context = await launch(this.#dir)
  }

  async remove(): Promise<void> {
    await this.#context.close()
    await this.#dir.remove()
  }
}

const launch = (dir: TempDir): Promise<BrowserContext> =>
  chromium.launchPersistentContext(dir.path, {
    executablePath: findProgram('chromium'),
    args: [...CHROMIUM_FLAGS],
    headless: true,
    viewport: { width: 1100, height: 760 },
  })

/** Whether a process was started for this directory; what is gone belongs to nothing. */
function belongsTo(pid: number, dir: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dir)
  } catch {
    return false
  }
}
