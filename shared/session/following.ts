import type { ContentKey } from '../access/content_key.ts'
import type { ClientId, Epoch, PeerId } from '../base/ids.ts'
import { familyOf } from '../protocol/family.ts'
import type { Message, UpdateEntry, Welcome, WireCursor } from '../protocol/messages.ts'
import type { CloseReason } from '../protocol/reasons.ts'
import { bindEntry } from '../room/bind_entry.ts'
import { type Identity, isSame, toWireEdit } from '../room/entry.ts'
import { abandon, disown, markSaved, noUpdate, receive, trim, versionOf } from '../room/replica.ts'
import { hashState } from '../room/state_hash.ts'
import { takeWelcome } from '../room/welcome.ts'
import type { Dialer, Link, Path } from '../transport/link.ts'
import { Uplink } from '../transport/uplink.ts'
import { Channel } from './channel.ts'
import type { Context } from './context.ts'
import { firstEdits } from './first_edits.ts'

/** A link that answers slowly is waited for this many times longer than one that does not, at the most. */
const MOST_PATIENCE = 8

/** The way was there, and one of its ends had not the key: the next one is no better until it is proven. */
const isOfKey = (reason: CloseReason | null): boolean => reason === 'notProven' || reason === 'staleKey'

/**
 * A guest's side: keeps a link to one host, joins on every new link, receives the log, and pushes what is pending,
 * one push outstanding. Over with `stop`; another host or epoch is followed by another Following.
 */
export class Following {
  readonly kind = 'following'
  readonly host: PeerId
  readonly epoch: Epoch
  readonly #context: Context
  readonly #uplink: Uplink
  #channel: Channel | null = null
  #joined = false
  /** The way that went on until a better link took its place, as long as the host has not answered on that one. */
  #leaving: Path | null = null
  /** The last edit of the push that is under way. */
  #outstanding: Identity | null = null
  #authors: ClientId[] = []
  #clock = 0
  #heardAt = 0
  /** When the ping was sent that nothing came back for yet. */
  #pingAt: number | null = null
  /** A link that is silent for so long is given up. Slow ways are given more time, and lose it when they are fast again. */
  #patience: number
  /** When the round trip was measured last. */
  #measuredAt = Number.NEGATIVE_INFINITY
  #nonce = 0
  #latency: number | null = null
  #obstacle: CloseReason | null = null
  #waiting: ((heard: boolean) => void)[] = []
  #cancelPing: () => void
  #stopped = false
  /** How often this page found that its text differed from the host's. */
  divergences = 0

  constructor(context: Context, host: PeerId, epoch: Epoch, dialers: { relay?: Dialer; direct?: Dialer }) {
    this.#context = context
    this.host = host
    this.epoch = epoch
    this.#patience = context.timings.dead
    this.#uplink = new Uplink({
      env: context.env,
      host,
      dialers,
      onLink: (link) => this.#switchTo(link),
      onUnreachable: (reason) => {
        this.#obstacle = reason
        context.changed()
      },
    })
    this.#cancelPing = context.env.timer(context.timings.ping, () => this.#tick())
  }

  /** How this page is connected with the host, once it joined. Changing to a better link is no interruption. */
  get path(): Path | null {
    return this.#joined ? (this.#channel?.path ?? null) : this.#leaving
  }

  /** The host answered on the link that there is now. */
  get joined(): boolean {
    return this.#joined
  }

  /** The last round trip in milliseconds. */
  get latency(): number | null {
    return this.#latency
  }

  /** Why no link to the host can be made, as long as none can; it is tried on. */
  get obstacle(): CloseReason | null {
    return this.#obstacle
  }

  /** Pushes what is pending, if a push is possible now. */
  push(): void {
    const { replica } = this.#context
    if (!this.#joined || !this.#channel || this.#outstanding) return
    const isViewer = this.#context.rights.role === 'viewer'
    if (isViewer) this.#letGoOfOthers()
    if (replica.pending.length === 0) return
    const first = isViewer ? firstEdits(replica.pending).slice(0, 1) : firstEdits(replica.pending)
    const edits = first.slice(
      0,
      this.#context.maySend(first, () => this.push()),
    )
    const last = edits.at(-1)
    if (!last) return
    this.#outstanding = last
    for (const { clientId, seq } of edits)
      if (clientId === replica.self.clientId) replica.self.unsent = Math.max(replica.self.unsent, seq + 1)
    const family = familyOf(last.change)
    this.#channel.send({ type: `${family}Change`, base: versionOf(replica), edits: edits.map(toWireEdit) })
  }

  /** Whoever may only look speaks for nobody else: no host takes what they hold of others'. */
  #letGoOfOthers(): void {
    const { replica, show } = this.#context
    const update = noUpdate()
    for (let [first] = replica.pending; first; [first] = replica.pending) {
      if (first.clientId === replica.self.clientId) break
      abandon(replica, 'notAllowed', update)
    }
    show(update)
  }

  /** Hands the next key of a private room to the host, which passes it on once it counts. */
  shareKey({ generation, key }: ContentKey): void {
    if (this.#joined && this.path !== 'relay') this.#channel?.send({ type: 'contentKey', generation, key })
  }

  /** What the relay carries from now on is read by nobody who only had the key before. */
  keyChanged(): void {
    if (this.#channel?.path === 'relay') this.#channel.close('staleKey')
  }

  typing(typing: boolean): void {
    if (this.#joined) this.#channel?.send({ type: 'typing', typing })
  }

  /** Nobody can be told anything now that is only news. */
  get isBusy(): boolean {
    return !this.#channel || this.#channel.isBusy
  }

  /** Only a host can ask everybody. */
  readonly summon = null

  cursor(cursor: WireCursor): void {
    if (this.#joined) this.#channel?.send({ type: 'cursorChange', cursor })
  }

  /** Asks the host for a sign of life, and answers whether there was one. What was heard before counts for nothing. */
  vouch(answer: (vouches: boolean) => void): void {
    const { env, timings } = this.#context
    if (!this.#joined) return answer(false)
    let answered = false
    const once = (vouches: boolean) => {
      if (!answered) answer(vouches)
      answered = true
    }
    this.#waiting.push(once)
    env.timer(timings.vouchAnswer, () => once(false))
    this.#channel?.send({ type: 'ping', nonce: this.#nonce })
  }

  /** The network may be back: tries again at once. */
  retryNow(): void {
    this.#uplink.retryNow()
  }

  stop(reason: CloseReason): void {
    if (this.#stopped) return
    this.#stopped = true
    if (reason === 'left' && this.#joined) this.#channel?.send({ type: 'leaveRoom' })
    this.#cancelPing()
    this.#uplink.stop(reason)
    this.#lose()
  }

  #switchTo(link: Link): void {
    const leaving = this.path
    this.#lose()
    this.#leaving = leaving
    if (!isOfKey(this.#obstacle)) this.#obstacle = null
    const channel = new Channel(link, this.#context.replica.self.clientId)
    this.#channel = channel
    channel.listen({
      heard: () => {
        if (this.#channel === channel) this.#heardAt = this.#context.env.now()
      },
      message: (message) => {
        if (this.#channel === channel) this.#hear(message)
      },
      closed: (reason) => {
        if (this.#channel !== channel) return
        this.#context.env.log('info', 'link closed', { path: link.path, reason })
        this.#lose()
        if (isOfKey(reason)) this.#obstacle = reason
        this.#context.changed()
      },
    })
    if (this.#channel === channel) this.#join()
  }

  #lose(): void {
    this.#channel = null
    this.#joined = false
    this.#leaving = null
    this.#outstanding = null
    this.#pingAt = null
    this.#latency = null
    for (const waiting of this.#waiting.splice(0)) waiting(false)
  }

  /** The one exchange: on a new link, and again on the same one when this page's text turned out to differ. */
  #join(): void {
    const { replica } = this.#context
    this.#joined = false
    this.#outstanding = null
    this.#channel?.send({
      type: 'join',
      epoch: replica.epoch,
      version: versionOf(replica),
      floor: replica.log.start,
      clientId: replica.self.clientId,
      runs: replica.log.runs,
    })
    this.#ping()
  }

  #hear(message: Message): void {
    const { env, replica, presence } = this.#context
    for (const waiting of this.#waiting.splice(0)) waiting(true)
    switch (message.type) {
      case 'welcome':
        return this.#welcomed(message)
      case 'denied':
        return this.#denied(message.reason)
      case 'ping':
        return this.#channel?.send({ type: 'pong', nonce: message.nonce })
      case 'pong':
        if (message.nonce === this.#nonce && this.#pingAt !== null) {
          this.#latency = env.now() - this.#pingAt
          this.#patience = Math.max(this.#context.timings.dead, 2 * this.#latency)
          this.#pingAt = null
          this.#measuredAt = env.now()
          this.#context.changed()
        }
        return
      default:
    }
    if (!this.#joined) return
    switch (message.type) {
      case 'authors':
        this.#authors.push(...message.ids)
        return
      case 'codeUpdate':
      case 'languageUpdate':
      case 'fileUpdate':
      case 'roleUpdate':
        return this.#updated(message.entries)
      case 'userJoined':
        return this.#context.setUsers(message.users)
      case 'userTyping':
        return this.#context.setTyping(message.peerId, message.typing)
      case 'cursorUpdate': {
        const heard = presence.heard(message.clientId, message.cursor)
        if (typeof heard === 'string') this.#channel?.close(heard)
        return
      }
      case 'summon': {
        const reason = presence.summoned(this.host, message)
        if (reason !== null) this.#channel?.close(reason)
        return
      }
      case 'saved':
        markSaved(replica, message.version)
        trim(replica)
        return this.#context.changed()
      case 'contentKey':
        if (this.path === 'relay') return this.#channel?.close('unexpected')
        this.#context.privacy.vault?.learn(message)
        return
      case 'check':
        if (message.version === versionOf(replica) && message.hash !== hashState(replica.doc)) this.#heal()
        return
      default:
        this.#channel?.close('unexpected')
    }
  }

  #welcomed(welcome: Welcome): void {
    const { replica } = this.#context
    if (this.#joined) return this.#channel?.close('unexpected')
    if (welcome.epoch !== this.epoch) return this.#denied('staleEpoch')
    const update = noUpdate()
    this.#context.presence.drift()
    const taken = takeWelcome(replica, welcome, update)
    this.#context.show(update)
    if (!taken.ok) return this.#heal()
    this.#authors = [...welcome.authors]
    this.#clock = welcome.clock
    this.#joined = true
    this.#leaving = null
    this.#obstacle = null
    this.#context.loaded()
    this.push()
    this.#context.changed()
  }

  /** The other end is not (yet, or no longer) the host that the server named: waits a little, then dials anew. */
  #denied(reason: CloseReason): void {
    const channel = this.#channel
    this.#joined = false
    this.#leaving = null
    this.#context.env.log('info', 'denied', { reason })
    this.#context.env.timer(this.#context.timings.retry, () => channel?.close(reason))
    this.#context.changed()
  }

  #updated(entries: readonly UpdateEntry[]): void {
    const { replica } = this.#context
    const update = noUpdate()
    for (const { author, by, at, seq, change } of entries) {
      const clientId = this.#authors[author]
      const pusher = this.#authors[by]
      if (clientId === undefined || pusher === undefined) {
        this.#context.show(update)
        return this.#channel?.close('malformed')
      }
      const wire = { clientId, seq, change, epoch: this.epoch, by: pusher, at: this.#clock + at }
      const entry = bindEntry(replica.doc, wire)
      if (!entry) {
        this.#context.show(update)
        return this.#heal()
      }
      receive(replica, entry, update)
      this.#context.presence.committed(entry)
    }
    const outstanding = this.#outstanding
    if (outstanding && !replica.pending.some((edit) => isSame(edit, outstanding))) this.#outstanding = null
    this.#context.show(update)
    this.push()
    this.#context.changed()
  }

  /** This page's text differs from the host's: takes the host's, keeps what is unconfirmed, and reports it. */
  #heal(): void {
    this.divergences += 1
    this.#context.env.log('error', 'diverged', {
      epoch: this.epoch,
      version: versionOf(this.#context.replica),
    })
    disown(this.#context.replica)
    this.#join()
  }

  #ping(): void {
    if (!this.#channel || this.#pingAt !== null) return
    this.#pingAt = this.#context.env.now()
    this.#nonce = (this.#nonce + 1) % 0x1_0000
    this.#channel.send({ type: 'ping', nonce: this.#nonce })
  }

  #tick(): void {
    const { env, timings } = this.#context
    const silent = this.#pingAt !== null && this.#heardAt < this.#pingAt
    if (silent && this.#pingAt !== null && env.now() - this.#pingAt >= this.#patience) {
      this.#patience = Math.min(2 * this.#patience, MOST_PATIENCE * timings.dead)
      this.#channel?.close('lost')
    } else {
      if (!silent) this.#pingAt = null
      if (this.#pingIn <= 0) this.#ping()
    }
    // While an answer is waited for, and when a clock was set back, it is looked again after the usual time.
    const wait = this.#pingIn
    this.#cancelPing = env.timer(wait > 0 && wait < timings.ping ? wait : timings.ping, () => this.#tick())
  }

  /** Milliseconds until a sign of life has to be asked for: who tells so much anyway is alive. */
  get #pingIn(): number {
    const { env, timings } = this.#context
    return Math.min(this.#heardAt + timings.ping, this.#measuredAt + timings.latency) - env.now()
  }
}
