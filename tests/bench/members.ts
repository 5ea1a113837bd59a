import type { ChildProcess } from 'node:child_process'
import { ask, end, said, startScript } from './child.ts'
import type { Way } from './node_member.ts'

/** What a process of members is asked; it answers when that is done. */
export type MembersRequest =
  | {
      readonly do: 'enter'
      readonly url: string
      readonly roomId: string
      readonly way: Way
      readonly count: number
    }
  | { readonly do: 'insert'; readonly text: string }
  | { readonly do: 'type'; readonly typists: number; readonly keys: number; readonly paceMs: number }
  | { readonly do: 'report'; readonly units: number; readonly of: readonly string[] | null }
  | { readonly do: 'confirm' }

/** What one member pressed and saw, in milliseconds of the machine's clock. */
export interface Seen {
  readonly clientId: string
  readonly typedAt: readonly number[]
  /** By author. */
  readonly seenAt: Readonly<Record<string, readonly number[]>>
}

/** One member's edit under a new host. */
export interface Confirmed {
  readonly at: number
  /** This member is the new host. */
  readonly hosting: boolean
}

/** Members of a room in a process of their own. Whoever starts it ends it. */
export class Members {
  readonly #child: ChildProcess

  private constructor(child: ChildProcess) {
    this.#child = child
  }

  static async start(): Promise<Members> {
    const child = startScript('members_process.ts')
    await said(child)
    return new Members(child)
  }

  /** So many more members enter; resolves when all are connected that way, or host. */
  async enter(url: string, roomId: string, way: Way, count: number): Promise<void> {
    await this.#ask({ do: 'enter', url, roomId, way, count })
  }

  /** The first member inserts a text; resolves when it is saved. */
  async insert(text: string): Promise<void> {
    await this.#ask({ do: 'insert', text })
  }

  /** The first of them press keys, each at its own moments; resolves when they have. */
  async type(typists: number, keys: number, paceMs: number): Promise<void> {
    await this.#ask({ do: 'type', typists, keys, paceMs })
  }

  /**
   * What each saw and pressed since the last report, once each has so many units of the room's typing, its own
   * included.
   *
   * @param of the authors whose units count; null: everybody's
   */
  async report(units: number, of: readonly string[] | null = null): Promise<readonly Seen[]> {
    return this.#ask<readonly Seen[]>({ do: 'report', units, of })
  }

  /** Each presses one key now; resolves when all these are confirmed in a later epoch than the one it was. */
  async confirm(): Promise<readonly Confirmed[]> {
    return this.#ask<readonly Confirmed[]>({ do: 'confirm' })
  }

  /** At once, without a word to anybody. */
  async kill(): Promise<void> {
    await end(this.#child, 'SIGKILL')
  }

  async #ask<T>(request: MembersRequest): Promise<T> {
    const answer = await ask<{ readonly done: T } | { readonly failed: string }>(this.#child, request)
    if ('failed' in answer) throw new Error(answer.failed)
    return answer.done
  }
}
