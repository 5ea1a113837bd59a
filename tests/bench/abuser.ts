import type { ChildProcess } from 'node:child_process'
import { ask, end, said, startScript } from './child.ts'

/** What an abusive client does from now on. */
export interface AbuserRequest {
  /**
   * `operations`: edits of a member of the room that keeps to the protocol. `blind operations`: to the host of the room,
   * whatever it answers. `joins`: of ever other rooms.
   */
  readonly what: 'operations' | 'blind operations' | 'joins'
  readonly url: string
  readonly roomId: string
  readonly perSecond: number
}

export interface AbuserReport {
  /** Operations or joins that went out. */
  readonly said: number
  /** Joins that were let in. */
  readonly taken: number
  /** How often the host or the server ended a link of it. */
  readonly cut: number
  /** What its own process took of the processor, in milliseconds. */
  readonly cpuMs: number
  /** How long it has been at it. */
  readonly ms: number
}

/** An abusive client in a process of its own. Whoever starts it ends it. */
export class Abuser {
  readonly #child: ChildProcess

  private constructor(child: ChildProcess) {
    this.#child = child
  }

  /** Resolves when it has begun. */
  static async start(request: AbuserRequest): Promise<Abuser> {
    const child = startScript('abuser_process.ts')
    await said(child)
    await ask(child, request)
    return new Abuser(child)
  }

  report(): Promise<AbuserReport> {
    return ask(this.#child, 'report')
  }

  async end(): Promise<void> {
    await end(this.#child, 'SIGKILL')
  }
}
