import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Status } from '../../shared/session/status.ts'

/** What a member in a process of its own can be asked to do. */
export type MemberRequest =
  | { readonly do: 'enter'; readonly url: string; readonly roomId: string }
  | { readonly do: 'insert'; readonly at: number; readonly text: string; readonly times: number }
  | { readonly do: 'type'; readonly on: boolean }
  | { readonly do: 'rest' | 'diverge' | 'report' | 'leave' }

/** How a member stands; times and memory since the last report. */
export interface MemberReport {
  readonly status: Status
  readonly version: number
  readonly saved: number
  readonly length: number
  readonly lines: number
  readonly hash: string
  readonly pending: number
  readonly divergences: number
  readonly refused: number
  /** Milliseconds from each typed character to its confirmation. */
  readonly confirmed: readonly number[]
  /** The longest time that the process did nothing else. */
  readonly stallMs: number
  /** After a collection. */
  readonly heldMiB: number
  /** Resident, at the most. */
  readonly mostMiB: number
}

interface Answer {
  readonly answer?: unknown
  readonly fault?: string
}

/** A member of a room in a process of its own. End it with `end`. */
export class FarMember {
  readonly #child: ChildProcess

  constructor() {
    const script = fileURLToPath(new URL('member_process.ts', import.meta.url))
    this.#child = fork(script, [], { execArgv: ['--import', 'tsx'] })
  }

  /** One question at a time. */
  async ask(request: MemberRequest): Promise<unknown> {
    const over = new AbortController()
    const { signal } = over
    const ended = once(this.#child, 'exit', { signal }).then(([code]) => {
      throw new Error(`the member's process ended with ${code}`)
    })
    try {
      this.#child.send(request)
      const [{ answer, fault }] = (await Promise.race([once(this.#child, 'message', { signal }), ended])) as [
        Answer,
      ]
      if (fault !== undefined) throw new Error(fault)
      return answer
    } finally {
      ended.catch(() => undefined)
      over.abort()
    }
  }

  enter = (url: string, roomId: string): Promise<unknown> => this.ask({ do: 'enter', url, roomId })

  report = async (): Promise<MemberReport> => (await this.ask({ do: 'report' })) as MemberReport

  /** Ends the process at once. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await gone
  }
}
