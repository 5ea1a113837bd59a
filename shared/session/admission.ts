import type { Rules } from '../protocol/access.ts'
import type { Reason } from '../protocol/reasons.ts'
import type { ReplyBody } from '../protocol/signaling.ts'
import { PROTOCOL_LIMITS, type RoomLimits } from '../room/authority.ts'
import { Entrance, type EntranceOptions } from './entrance.ts'
import type { Part } from './part.ts'
import type { People } from './people.ts'
import type { Privacy } from './privacy.ts'
import type { Rights } from './rights.ts'
import type { SessionOptions } from './session_options.ts'

/** What links are made with is renewed when so much of its time is over. */
const RENEWED_AFTER = 0.8

interface AdmissionOptions extends Omit<EntranceOptions, 'entered' | 'denied' | 'bearer'> {
  readonly people: People
  readonly rights: Rights
  readonly privacy: Privacy
  readonly part: () => Part
  readonly entered: SessionOptions['entered']
  /** The person left: what the server still answers counts for nothing. */
  readonly isLeft: () => boolean
  /** Turned away, at the door or later. */
  readonly denied: (reason: Reason) => void
  /** In or out, or the server came or went. */
  readonly changed: () => void
}

/** Whether the server can be reached and has let this page into the room, and on what terms. */
export class Admission {
  readonly #options: AdmissionOptions
  readonly #entrance: Entrance
  #server = false
  #ready = false
  #denied: Reason | null = null
  #cancelRenewal: (() => void) | null = null
  #limits = PROTOCOL_LIMITS

  constructor(options: AdmissionOptions) {
    this.#options = options
    this.#entrance = new Entrance({
      ...options,
      bearer: () => options.rights.bearer,
      entered: (reply) => this.#entered(reply),
      denied: (reason) => this.#turnedAway(reason),
    })
  }

  /** The signaling server can be reached. */
  get server(): boolean {
    return this.#server
  }

  /** Why the server turned this page away: nothing is tried until the person acts. */
  get denied(): Reason | null {
    return this.#denied
  }

  /** How large the room may become, as far as is known. */
  get limits(): RoomLimits {
    return this.#limits
  }

  up(): void {
    this.#server = true
    if (this.#ready) this.#entrance.up()
    this.#options.changed()
  }

  down(): void {
    this.#server = false
    this.#entrance.down()
    this.#options.changed()
  }

  heldBack(seconds: number): void {
    this.#entrance.heldBack(seconds)
  }

  /** The room may be entered from now on. */
  ready(): void {
    this.#ready = true
    if (this.#server) this.#entrance.up()
    this.#options.changed()
  }

  enter(): void {
    this.#entrance.enter()
  }

  enterLater(): void {
    this.#entrance.enterLater()
  }

  /** Out of the room, whatever links there still are. */
  putOut(reason: Reason): void {
    this.#options.rights.left()
    this.#options.part().stop(reason)
    this.#turnedAway(reason)
  }

  /** Whoever is in a private room is given its next key by the others, or has to go. */
  heardRules(rules: Rules): void {
    const { env, timings, privacy, rights } = this.#options
    rights.heardRules(rules)
    if (privacy.state !== 'locked') return
    env.timer(timings.park, () => {
      if (this.#denied === null && !this.#options.isLeft() && privacy.state === 'locked')
        this.#leave(privacy.vault?.isBehind ? 'roomUnknown' : 'noKey')
    })
  }

  #leave(reason: 'roomUnknown' | 'noKey'): void {
    const { signaling, timings, rights } = this.#options
    this.#entrance.leave()
    signaling.request('leaveRoom', {}, () => undefined)
    // Its owner may be about to open it again: that takes nobody else in it.
    if (reason === 'roomUnknown') this.#entrance.enterLater(rights.owns ? timings.retry : timings.unknown)
    this.putOut(reason)
  }

  #entered(reply: ReplyBody<'join'>): void {
    if (this.#options.isLeft()) return
    const { people, rights, part, entered, changed } = this.#options
    this.#denied = null
    people.self = reply.peerId
    const reason = rights.entered(reply)
    if (reason !== null) return this.#leave(reason)
    part().relay = reply.relay
    if (reply.limits) this.#limits = { ...PROTOCOL_LIMITS, ...reply.limits }
    const { peerId: self, iceServers, iceTransport = 'all', relay } = reply
    entered?.({ self, iceServers, iceTransport, relay })
    this.#renewIce(reply.iceSeconds)
    part().take(reply, people.self)
    changed()
  }

  /** What links are made with holds for so long: this page enters again in time. */
  #renewIce(seconds: number | undefined): void {
    this.#cancelRenewal?.()
    this.#cancelRenewal = null
    if (seconds === undefined) return
    const ms = seconds * 1_000 * RENEWED_AFTER
    this.#cancelRenewal = this.#options.env.timer(ms, () => {
      const isOut = this.#denied !== null && this.#denied !== 'tooFast'
      if (!isOut && !this.#options.isLeft()) this.enter()
    })
  }

  #turnedAway(reason: Reason): void {
    this.#denied = reason
    this.#options.denied(reason)
    this.#options.changed()
  }
}
