import type { ClientId, Version } from '../base/ids.ts'
import type { WireEdit } from '../protocol/change.ts'
import { OVERDRAWN_STEPS, SLICE_STEPS } from '../protocol/limits.ts'
import type { CloseReason } from '../protocol/reasons.ts'
import { type Advanced, advance, bindPush, type Push, type Pusher, type Turn } from '../room/authority.ts'
import { type Identity, isSame } from '../room/entry.ts'
import { versionOf } from '../room/replica.ts'
import { turnOf } from '../room/turn.ts'
import type { Allowance } from './allowance.ts'
import type { Context } from './context.ts'

interface IntakeOptions {
  readonly context: Pick<Context, 'env' | 'timings' | 'replica' | 'limits'>
  /** The work that the host does for this guest, over all its links. */
  readonly work: Allowance
  /** The time that an entry carries. */
  readonly clock: () => number
  /** What becomes of an edit of somebody else, who was waited for or not: see `Turn`. */
  readonly ofAnother: (author: ClientId, waited: boolean) => ReturnType<Turn['ofAnother']>
  readonly advanced: (advanced: Advanced) => void
  /** The guest broke a rule, or has to join again. */
  readonly failed: (reason: CloseReason) => void
}

/**
 * The pushes of one link, one at a time: admitted in slices with pauses in between, so that no guest's work keeps
 * the others waiting, and no more of it than the guest is allowed. The first slice is done at once.
 */
export class Intake {
  readonly #options: IntakeOptions
  #push: Push | null = null
  #last: Identity | null = null
  /** The guest knows of the log up to here: it was welcomed there, or saw its last push confirmed there. */
  #known: Version
  /** Since when the push waits for an author. */
  #waitsSince: number | null = null
  #cancel: (() => void) | null = null

  /** @param known the version to which the guest was welcomed */
  constructor(options: IntakeOptions, known: Version) {
    this.#options = options
    this.#known = known
  }

  /** Takes a push. One that still waits is over: what of it is not confirmed stands in this one or comes again. */
  offer(pusher: Pusher, base: Version, edits: readonly WireEdit[]): void {
    const { context, work, failed } = this.#options
    this.stop()
    if (base < this.#known) return failed('tooFast')
    const push = bindPush(context.replica, pusher, base, edits)
    if (!push.ok) return failed(push.reason)
    work.spend(edits.length)
    if (work.left < -OVERDRAWN_STEPS) return failed('tooFast')
    this.#push = push.value
    this.#last = edits.at(-1) ?? null
    this.#work()
  }

  /** Somebody's edits were committed, or somebody left: what was waited for may be there. */
  nudge(): void {
    if (this.#waitsSince !== null) this.#later(0)
  }

  /** Drops what waits. */
  stop(): void {
    this.#cancel?.()
    this.#cancel = null
    this.#push = null
    this.#waitsSince = null
  }

  #work(): void {
    const { context, work, clock, ofAnother, advanced, failed } = this.#options
    const { env, timings, replica, limits } = context
    const push = this.#push
    if (!push) return
    if (work.wait > 0) return this.#later(work.wait)
    if (push.at < replica.log.start) return failed('staleVersion')
    const waited = this.#waitsSince !== null && env.now() - this.#waitsSince >= timings.bring
    const turn: Turn = {
      limits: limits(),
      steps: SLICE_STEPS,
      ofAnother: (author) => ofAnother(author, waited),
    }
    const done = advance(replica, push, clock(), turn)
    const { entries, waitsFor, stopped, left } = done
    work.spend(done.steps)
    const last = this.#last
    const at = last ? entries.findIndex((entry) => isSame(entry, last)) : -1
    if (at >= 0) this.#known = (versionOf(replica) - entries.length + at + 1) as Version
    if (waitsFor === null) this.#waitsSince = null
    else if (this.#waitsSince === null || entries.length > 0) this.#waitsSince = env.now()
    if (stopped || push.rest.length === 0) this.#push = null
    else this.#later(this.#waitsSince === null ? 0 : this.#waitsSince + timings.bring - env.now())
    if (left && last) this.#expect(last)
    advanced(done)
    if (stopped) failed(stopped)
  }

  /** The guest waits for an edit that was left with it before it pushes again: unless it comes, it begins anew. */
  #expect(last: Identity): void {
    const { context, failed } = this.#options
    this.#cancel = context.env.timer(context.timings.bring, () => {
      this.#cancel = null
      if (turnOf(context.replica.doc, last) !== 'past') failed('seqGap')
    })
  }

  #later(ms: number): void {
    this.#cancel?.()
    this.#cancel = this.#options.context.env.timer(Math.max(0, ms), () => {
      this.#cancel = null
      this.#work()
    })
  }
}
