import type { ChangeSet, Text } from '@codemirror/state'
import { Emitter } from '../base/emitter.ts'
import type { Env } from '../base/env.ts'
import { type Epoch, type FileId, NO_EPOCH, type PeerId } from '../base/ids.ts'
import type { LineEnd, WireSetting } from '../protocol/change.ts'
import type { Language } from '../protocol/language.ts'
import type { User } from '../protocol/messages.ts'
import type { Reason } from '../protocol/reasons.ts'
import type { IceServer, ReplyBody, ServerEvent, Standing } from '../protocol/signaling.ts'
import type { Change } from '../room/entry.ts'
import {
  edit,
  type Keep,
  newReplica,
  noUpdate,
  type Replica,
  trim,
  type ViewUpdate,
  versionOf,
} from '../room/replica.ts'
import { type RoomFile, roleOf, textOf } from '../room/room_state.ts'
import { mayJoin, split } from '../room/split.ts'
import type { Dialer, Link } from '../transport/link.ts'
import type { Context } from './context.ts'
import { Entrance, type Identity } from './entrance.ts'
import { Following } from './following.ts'
import { Hosting } from './hosting.ts'
import { People } from './people.ts'
import { insertedText } from './refusal.ts'
import type { SessionEvent, SessionPort } from './session_port.ts'
import type { SignalingPort } from './signaling_port.ts'
import type { Notice, Status } from './status.ts'
import { StatusReport } from './status_report.ts'
import { takeStored } from './stored_log.ts'
import { TIMINGS, type Timings } from './timings.ts'

export interface SessionOptions extends Identity {
  readonly env: Env
  readonly signaling: SignalingPort
  readonly dialers: { readonly direct?: Dialer; readonly relay?: Dialer }
  readonly userName: string
  readonly timings?: Timings
  /** How much of the log stays in memory. */
  readonly keep?: Keep
  /** Called at each entrance, before any link is dialled. */
  entered?(reply: {
    readonly self: PeerId
    readonly iceServers: readonly IceServer[]
    readonly relay: boolean
  }): void
}

/**
 * A page's part in a room: what it shows, what it may rely on, and which part it plays, host or guest. Everything
 * that happens to it comes in through the signaling port, the dialers' links, the timers and the person's calls.
 */
export class Session implements SessionPort {
  readonly #options: SessionOptions
  readonly #env: Env
  readonly #timings: Timings
  readonly #events = new Emitter<SessionEvent>()
  readonly #people: People
  readonly #entrance: Entrance
  readonly #report: StatusReport
  readonly #context: Context
  readonly #parked = new Set<Link>()
  readonly replica: Replica
  #userName: string
  #part: Hosting | Following | null = null
  /** The host that the server named, and its epoch. */
  #host: PeerId | null = null
  #epoch: Epoch = NO_EPOCH
  #server = false
  #relay = true
  #loaded = false
  #left = false
  #isTyping = false

  constructor(options: SessionOptions) {
    this.#options = options
    this.#env = options.env
    this.#timings = options.timings ?? TIMINGS
    this.#userName = options.userName
    this.replica = newReplica(options.clientId, options.keep)
    const { env, signaling } = options
    const timings = this.#timings
    this.#people = new People({
      env,
      timings,
      usersChanged: () => this.#usersChanged(),
      typingChanged: () => this.#events.emit({ type: 'typing' }),
      notice: (notice) => this.#notice(notice),
    })
    this.#entrance = new Entrance({
      env,
      timings,
      signaling,
      identity: { roomId: options.roomId, userKey: options.userKey, clientId: options.clientId },
      userName: () => this.#userName,
      standing: (answer) => this.#answerStanding(answer),
      entered: (reply) => this.#entered(reply),
      denied: (reason) => this.#notice({ kind: 'denied', reason }),
    })
    this.#report = new StatusReport(this.#env, this.#timings, () => this.#events.emit({ type: 'status' }))
    this.#context = this.#makeContext()
    signaling.listen({
      up: () => this.#up(),
      down: () => this.#down(),
      userJoined: (event) => this.#people.setUsers(event.users),
      hostChanged: (event) => this.#hostChanged(event),
      standing: (_event, answer) => this.#answerStanding(answer),
    })
    for (const dialer of Object.values(options.dialers)) dialer.accept((link: Link) => this.#accept(link))
  }

  /** The view: the confirmed text and what is pending; always equals the editor's document. */
  text(file: FileId): Text {
    return textOf(this.replica.view, file)
  }

  files(): readonly RoomFile[] {
    return [...this.replica.view.files.values()]
  }

  language(): Language {
    return this.replica.view.language
  }

  /** The members, this page included. */
  users(): readonly User[] {
    return this.#people.users
  }

  /** The others who are typing now. */
  typing(): readonly PeerId[] {
    return this.#people.typing
  }

  status(): Status {
    return this.#report.status
  }

  /** How often this page's text differed from its host's and was mended. */
  get divergences(): number {
    return this.#divergences + (this.#part?.kind === 'following' ? this.#part.divergences : 0)
  }
  #divergences = 0

  on(listener: (event: SessionEvent) => void): () => void {
    return this.#events.on(listener)
  }

  /** A change that the editor shows already. */
  edit(file: FileId, changes: ChangeSet): void {
    for (const part of split(changes)) this.#change({ kind: 'edit', file, changes: part })
    this.#part?.push()
    this.#changed()
  }

  setLanguage(language: Language): void {
    if (language !== this.language()) this.#set({ kind: 'language', language })
  }

  setLineEnd(file: FileId, lineEnd: LineEnd): void {
    if (lineEnd !== this.replica.view.files.get(file)?.lineEnd) this.#set({ kind: 'lineEnd', file, lineEnd })
  }

  setUserName(name: string): void {
    this.#userName = name
    this.#entrance.enter()
  }

  /** Says that this person types; expires by itself. */
  setTyping(typing: boolean): void {
    if (!typing && !this.#isTyping) return
    this.#isTyping = typing
    this.#part?.typing(typing)
  }

  start(): void {
    this.#left = false
    this.#options.signaling.connect()
    this.#changed()
  }

  /** Leaves in an orderly way: what is left to save is handed over, and another host is chosen at once. */
  leave(): void {
    if (this.#left) return
    this.#left = true
    this.#setPart(null, 'left')
    if (this.#server) this.#options.signaling.request('leaveRoom', {}, () => undefined)
    this.#options.signaling.close()
    this.#down()
    this.#people.clearTyping()
    this.#changed()
  }

  /** The network came back or changed: tries at once what would have waited. */
  wake(): void {
    if (this.#part?.kind === 'following') this.#part.retryNow()
  }

  #set(setting: WireSetting): void {
    this.#change(setting)
    this.#part?.push()
    this.#events.emit({ type: 'settings' })
    this.#changed()
  }

  #change(change: Change): void {
    edit(this.replica, change, mayJoin)
  }

  #makeContext(): Context {
    return {
      env: this.#env,
      timings: this.#timings,
      replica: this.replica,
      signaling: this.#options.signaling,
      self: () => this.#people.selfUser,
      users: () => this.#people.users,
      // The server's own word is newer than what the host passes on.
      setUsers: (users) => {
        if (!this.#server) this.#people.setUsers(users)
      },
      setTyping: (peer, typing) => this.#people.setTyping(peer, typing),
      show: (update) => this.#show(update),
      loaded: () => this.#setLoaded(),
      changed: () => this.#changed(),
      outdated: (epoch, reason) => {
        this.#env.log('info', 'stepping down', { epoch, reason })
        this.#setPart(null, 'hostChanged')
        this.#entrance.enter()
        this.#changed()
      },
      recheck: () => this.#entrance.enter(),
    }
  }

  #up(): void {
    this.#server = true
    this.#entrance.up()
    this.#changed()
  }

  #down(): void {
    this.#server = false
    this.#entrance.down()
    this.#changed()
  }

  #entered(reply: ReplyBody<'join'>): void {
    if (this.#left) return
    this.#people.self = reply.peerId
    this.#relay = reply.relay
    this.#options.entered?.({ self: reply.peerId, iceServers: reply.iceServers, relay: reply.relay })
    this.#takeHost(reply)
    this.#changed()
  }

  /** The server's word on who is host; a word about an older epoch is old news. */
  #takeHost({ epoch, host, stored }: Pick<ReplyBody<'join'>, 'epoch' | 'host' | 'stored'>): void {
    if (epoch < this.#epoch) return
    const before = this.#host
    this.#epoch = epoch
    this.#host = host
    if (host !== null && host === this.#people.self) this.#beHost(epoch, stored)
    else {
      if (this.#part?.kind === 'hosting') this.#setPart(null, 'hostChanged')
      const fresh = versionOf(this.replica) === 0 && !this.#loaded
      if (stored && fresh) this.#takeStored(stored)
      if (host !== null) this.#follow(host, epoch)
    }
    if (before !== null && host !== null && host !== before) this.#tellHost(host)
  }

  #hostChanged(event: ServerEvent<'hostChanged'>): void {
    if (this.#left || this.#people.self === null) return
    this.#takeHost(event)
    this.#changed()
  }

  #tellHost(host: PeerId): void {
    const userName = this.#people.nameOf(host)
    if (userName !== null) this.#notice({ kind: 'host', userName, self: host === this.#people.self })
  }

  #beHost(epoch: Epoch, stored: Uint8Array | null): void {
    if (this.#part?.kind === 'hosting' && this.#part.epoch === epoch) return this.#part.resume()
    this.#setPart(null, 'hostChanged')
    // Without the store's log nothing may be committed: what it holds is asked for again.
    if (!stored || !this.#takeStored(stored)) {
      this.#entrance.enterLater()
      return
    }
    this.replica.epoch = epoch
    this.#setPart(new Hosting(this.#context, epoch), 'hostChanged')
    this.#setLoaded()
    for (const link of this.#parked) this.#accept(link)
    this.#parked.clear()
  }

  #follow(host: PeerId, epoch: Epoch): void {
    const { direct, relay } = this.#options.dialers
    if (this.#part?.kind === 'following' && this.#part.host === host && this.#part.epoch === epoch) return
    this.#setPart(null, 'hostChanged')
    const dialers = { ...(direct && { direct }), ...(relay && this.#relay && { relay }) }
    this.#setPart(new Following(this.#context, host, epoch, dialers), 'hostChanged')
  }

  #setPart(part: Hosting | Following | null, reason: Reason): void {
    if (this.#part?.kind === 'following') this.#divergences += this.#part.divergences
    this.#part?.stop(reason)
    this.#part = part
    this.#people.clearTyping()
  }

  /** What the store holds. Answers whether it made sense. */
  #takeStored(stored: Uint8Array): boolean {
    const update = noUpdate()
    const reason = takeStored(this.replica, stored, update)
    this.#show(update)
    if (reason === null) this.#setLoaded()
    else this.#env.log('error', 'stored room', { reason, version: versionOf(this.replica) })
    return reason === null || reason === 'storeBehind'
  }

  #accept(link: Link): void {
    if (this.#left) return link.close('left')
    if (this.#part?.kind === 'hosting') return this.#part.accept(link)
    this.#parked.add(link)
    this.#env.timer(this.#timings.park, () => {
      if (this.#parked.delete(link)) link.close('notHosting')
    })
  }

  #answerStanding(answer: (standing: Standing) => void): void {
    const part = this.#part
    const standing = (vouches: boolean): Standing => ({
      epoch: this.replica.epoch,
      version: versionOf(this.replica),
      hosting: part?.kind === 'hosting' && part === this.#part,
      vouches: vouches && part === this.#part,
    })
    if (part?.kind === 'following') part.vouch((vouches) => answer(standing(vouches)))
    else answer(standing(false))
  }

  #usersChanged(): void {
    if (this.#part?.kind === 'hosting') this.#part.usersChanged()
    this.#events.emit({ type: 'users' })
  }

  #show(update: ViewUpdate): void {
    for (const { file, changes } of update.changes) this.#events.emit({ type: 'change', file, changes })
    if (update.settings) this.#events.emit({ type: 'settings' })
    if (update.languageBy !== null && update.languageBy !== this.#options.clientId) {
      const userName = this.#people.nameOfAuthor(update.languageBy)
      this.#notice({ kind: 'language', userName, language: this.language() })
    }
    for (const { edit: refused, reason } of update.refused)
      if (refused.clientId === this.#options.clientId)
        this.#notice({ kind: 'refused', reason, text: insertedText(refused) })
  }

  #setLoaded(): void {
    if (this.#loaded) return
    this.#loaded = true
    this.#events.emit({ type: 'loaded' })
  }

  #notice(notice: Notice): void {
    this.#events.emit({ type: 'notice', notice })
  }

  #changed(): void {
    trim(this.replica)
    const self = this.#people.selfUser
    const part = this.#part
    const path = part?.kind === 'hosting' ? 'hosting' : part?.path
    this.#report.update({
      loaded: this.#loaded,
      readonly: self !== null && roleOf(this.replica.doc, self.userId) === 'viewer',
      path: path === 'hosting' || path === 'direct' || path === 'relay' ? path : path ? 'direct' : 'none',
      latency: part?.kind === 'following' ? part.latency : null,
      self: this.#people.self,
      user: self?.userId ?? null,
      host: this.#host,
      epoch: this.replica.epoch,
      version: versionOf(this.replica),
      saved: this.replica.saved,
      pending: this.replica.pending.length,
      server: this.#server,
      language: this.language(),
    })
  }
}
