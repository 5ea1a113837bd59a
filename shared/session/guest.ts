import type { Env } from '../base/env.ts'
import type { ClientId } from '../base/ids.ts'
import {
  GUEST_MESSAGE_BYTES,
  GUEST_SIGNS,
  GUEST_SIGNS_PER_S,
  GUEST_STEPS,
  GUEST_STEPS_PER_S,
  IGNORED_SIGNS,
  STRANGERS,
} from '../protocol/limits.ts'
import type { GuestMessage, User } from '../protocol/messages.ts'
import type { Link } from '../transport/link.ts'
import { Allowance } from './allowance.ts'
import { Channel } from './channel.ts'
import type { Intake } from './intake.ts'

export type Join = Extract<GuestMessage, { type: 'join' }>

/** A guest's link as its host sees it. Only who joined hears of the log. */
export class Guest {
  readonly channel: Channel
  user: User | null = null
  joined = false
  /** A join that waits: for the server's word on who that is, or for the host to have time for it. */
  waiting: Join | null = null
  /** Its pushes, since it joined. */
  intake: Intake | null = null
  /** Of whose cursor it does not know the newest. */
  readonly untold = new Set<ClientId>()

  constructor(link: Link) {
    this.channel = new Channel(link, undefined, GUEST_MESSAGE_BYTES)
  }
}

/** What one peer may ask of a host during its reign, over all its links. */
export class Account {
  /** Work for its joins and pushes, in steps. */
  readonly work: Allowance
  readonly #signs: Allowance
  readonly #strangers = new Set<ClientId>()

  constructor(env: Pick<Env, 'now'>) {
    this.work = new Allowance(env, GUEST_STEPS, GUEST_STEPS_PER_S)
    this.#signs = new Allowance(env, GUEST_SIGNS, GUEST_SIGNS_PER_S)
  }

  /** A small message came: whether it is to be heard, ignored, or one too many. */
  sign(): 'hear' | 'ignore' | 'close' {
    const { left } = this.#signs
    this.#signs.spend(1)
    return left > 0 ? 'hear' : left > -IGNORED_SIGNS ? 'ignore' : 'close'
  }

  /** Whether this peer may bring an edit of an author whom nobody knows here. */
  mayBring(author: ClientId): boolean {
    if (this.#strangers.size < STRANGERS) this.#strangers.add(author)
    return this.#strangers.has(author)
  }
}
