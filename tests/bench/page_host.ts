import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHROMIUM_FLAGS, findProgram } from '../support/chromium.ts'
import { processTree, signalAll } from '../support/process_tree.ts'
import { until } from '../support/until.ts'

/** Beside the flags of the tests: no other process hears of each frame, as it does where a browser is driven. */
const FLAGS = [...CHROMIUM_FLAGS, '--headless=new', '--disable-features=WebRtcHideLocalIpsWithMdns']

/** The real page as the first member of a room, in a browser that nobody drives. */
export class PageHost {
  readonly #browser: ChildProcess
  readonly #profile: string

  private constructor(browser: ChildProcess, profile: string) {
    this.#browser = browser
    this.#profile = profile
  }

  /** Resolves when the page is in the room. */
  static async open(serverUrl: string, roomId: string): Promise<PageHost> {
    const profile = mkdtempSync(join(tmpdir(), 'tandem-host-'))
    const args = [...FLAGS, `--user-data-dir=${profile}`, `${serverUrl}/r/${roomId}`]
    const host = new PageHost(spawn(findProgram('chromium'), args, { stdio: 'ignore' }), profile)
    try {
      await until(
        'the host is in the room',
        async () => {
          const answer = await fetch(`${serverUrl}/api/room/${roomId}`)
          return answer.ok && ((await answer.json()) as { active_users: number }).active_users > 0
        },
        30_000,
      )
      return host
    } catch (thrown) {
      await host.close()
      throw thrown
    }
  }

  async close(): Promise<void> {
    const { pid } = this.#browser
    if (pid !== undefined && this.#browser.exitCode === null) {
      const gone = once(this.#browser, 'exit')
      signalAll(processTree(pid), 'SIGKILL')
      await gone
    }
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
