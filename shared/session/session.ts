import type { ChangeSet, Text } from '@codemirror/state'
import { Emitter } from '../base/emitter.ts'
import type { Env } from '../base/env.ts'
import type { FileId, PeerId, UserId } from '../base/ids.ts'
import type { LinkRole } from '../protocol/access.ts'
import type { LineEnd, WireSetting } from '../protocol/change.ts'
import type { Language } from '../protocol/language.ts'
import type { User } from '../protocol/messages.ts'
import type { ServerEvent } from '../protocol/signaling.ts'
import type { Change } from '../room/entry.ts'
import { isBlank } from '../room/journal.ts'
import { edit, newReplica, type Replica, trim, type ViewUpdate, versionOf } from '../room/replica.ts'
import { type RoomFile, textOf } from '../room/room_state.ts'
import { type Space, spaceIn } from '../room/space.ts'
import { mayJoin, split } from '../room/split.ts'
import type { Link } from '../transport/link.ts'
import { Admission } from './admission.ts'
import { Announcer } from './announcer.ts'
import type { Context } from './context.ts'
import { factsOf } from './facts.ts'
import { Journal } from './journal.ts'
import type { PeerLink } from './link_report.ts'
import { Part } from './part.ts'
import { People } from './people.ts'
import { Presence } from './presence.ts'
import { Privacy } from './privacy.ts'
import { Rights } from './rights.ts'
import type { SessionOptions } from './session_options.ts'
import type { SessionEvent, SessionPort } from './session_port.ts'
import type { Notice, Status } from './status.ts'
import { StatusReport } from './status_report.ts'
import { TIMINGS, type Timings } from './timings.ts'

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
  readonly #announcer: Announcer
  readonly presence: Presence
  readonly rights: Rights
  readonly #privacy: Privacy
  readonly #admission: Admission
  readonly #report: StatusReport
  readonly #part: Part
  readonly #journal: Journal
  readonly replica: Replica
  #userName: string
  #loaded = false
  #left = false

  constructor(options: SessionOptions) {
    this.#options = options
    this.#env = options.env
    this.#timings = options.timings ?? TIMINGS
    this.#userName = options.userName
    this.replica = newReplica(options.clientId, options.keep)
    const { env, signaling, roomId, makeVault, keys = null } = options
    const timings = this.#timings
    this.#people = new People({
      env,
      timings,
      usersChanged: (before) => this.#usersChanged(before),
      typingChanged: () => this.#events.emit({ type: 'typing' }),
      notice: (notice) => this.#notice(notice),
    })
    this.presence = new Presence({
      env,
      timings,
      replica: this.replica,
      users: () => this.#people.users,
      isReachable: () => this.#report.status.state !== 'offline',
      byAuthor: (author) => this.#people.byAuthor(author),
      way: () => this.#part.way,
      cursorsChanged: () => this.#events.emit({ type: 'cursors' }),
      idleChanged: () => this.#events.emit({ type: 'idle' }),
      edited: (peer) => this.#people.edited(peer),
      summoned: (by, place) => this.#events.emit({ type: 'summon', by, place }),
    })
    const unlocked = () => this.#part.unlocked()
    this.#privacy = new Privacy({ makeVault, roomId, keys, random: env.random, unlocked })
    this.rights = new Rights({
      roomId,
      keys,
      signaling,
      replica: this.replica,
      privacy: this.#privacy,
      handOver: (key) => this.#part.shareKey(key),
      self: () => this.#people.selfUser,
      isHost: () => this.#part.hosting !== null,
      enterLater: () => this.#admission.enterLater(),
      changed: () => this.#rightsChanged(),
    })
    this.#admission = new Admission({
      env,
      timings,
      signaling,
      identity: { roomId, userKey: options.userKey, clientId: options.clientId },
      userName: () => this.#userName,
      standing: (answer) => this.#part.standing(answer),
      people: this.#people,
      rights: this.rights,
      privacy: this.#privacy,
      part: () => this.#part,
      entered: options.entered?.bind(options),
      isLeft: () => this.#left,
      denied: (reason) => this.#notice({ kind: 'denied', reason }),
      changed: () => this.#changed(),
    })
    this.#report = new StatusReport(env, timings, () => {
      this.#events.emit({ type: 'status' })
      this.presence.reachChanged()
    })
    this.#announcer = new Announcer({
      clientId: options.clientId,
      people: this.#people,
      language: () => this.language(),
      isMine: ({ clientId }) => this.#journal.isMine(clientId),
      forged: () => this.replica.self.forged,
      notice: (notice) => this.#notice(notice),
    })
    const context = this.#makeContext()
    this.#journal = new Journal({
      ...context,
      port: options.journal ?? null,
      restored: (edits) => this.#restored(edits),
    })
    this.#part = new Part({
      context,
      dialers: options.dialers,
      isLoaded: () => this.#loaded,
      enterLater: () => this.#admission.enterLater(),
      newHost: (host) => this.#announcer.newHost(host),
      keys,
      storeOlder: (missing) => this.#notice({ kind: 'storeOlder', missing }),
    })
    signaling.listen({
      up: () => this.#admission.up(),
      down: () => this.#admission.down(),
      heldBack: (seconds) => this.#admission.heldBack(seconds),
      userJoined: (event) => this.#people.setUsers(event.users),
      hostChanged: (event) => this.#hostChanged(event),
      rules: ({ rules }) => this.#admission.heardRules(rules),
      desk: (desk) => this.rights.heardDesk(desk),
      putOut: ({ reason }) => this.#admission.putOut(reason),
      letIn: () => this.#admission.enter(),
      standing: (_event, answer) => this.#part.standing(answer),
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

  links(): readonly PeerLink[] {
    return this.#part.links
  }

  measure(): void {
    this.#part.hosting?.measure()
  }

  /** How often this page's text differed from its host's and was mended. */
  get divergences(): number {
    return this.#part.divergences
  }

  on(listener: (event: SessionEvent) => void): () => void {
    return this.#events.on(listener)
  }

  space(): Space {
    return spaceIn(this.replica, this.#admission.limits)
  }

  /** A change that the editor shows already. */
  edit(file: FileId, changes: ChangeSet): void {
    for (const part of split(changes)) this.#change({ kind: 'edit', file, changes: part })
    this.presence.shown({ file, changes })
    this.presence.edited()
    this.#part.current?.push()
    this.#changed()
  }

  setLanguage(language: Language): void {
    if (language !== this.language()) this.#set({ kind: 'language', language })
  }

  setLineEnd(file: FileId, lineEnd: LineEnd): void {
    if (lineEnd !== this.replica.view.files.get(file)?.lineEnd) this.#set({ kind: 'lineEnd', file, lineEnd })
  }

  setRole(user: UserId, role: LinkRole): void {
    this.#set({ kind: 'role', user, role })
  }

  setUserName(name: string): void {
    this.#userName = name
    this.#admission.enter()
  }

  setTyping(typing: boolean): void {
    this.presence.setTyping(typing)
  }

  start(): void {
    this.#left = false
    this.#options.signaling.connect()
    this.#journal.open(() => {
      if (this.#options.early && isBlank(this.replica)) this.#options.early((stored) => this.#open(stored))
      else this.#open(null)
    })
    this.#changed()
  }

  /** Leaves in an orderly way: what is left to save is handed over, and another host is chosen at once. */
  leave(): void {
    if (this.#left) return
    this.#left = true
    const { replica } = this
    this.#journal.leave(
      this.#admission.server && replica.pending.length === 0 && replica.saved === versionOf(replica),
    )
    this.#part.stop('left')
    if (this.#admission.server) this.#options.signaling.request('leaveRoom', {}, () => undefined)
    this.#options.signaling.close()
    this.#admission.down()
    this.#people.clearTyping()
    this.presence.stop()
    this.#changed()
  }

  /** The network came back or changed, or the person asks: tries at once what would have waited. */
  wake(): void {
    if (this.#admission.denied !== null) this.#admission.enter()
    this.#part.following?.retryNow()
  }

  #set(setting: WireSetting): void {
    this.#change(setting)
    this.#part.current?.push()
    this.#events.emit({ type: 'settings' })
    this.#changed()
  }

  #change(change: Change): void {
    edit(this.replica, change, mayJoin)
  }

  #makeContext(): Context {
    return {
      roomId: this.#options.roomId,
      env: this.#env,
      timings: this.#timings,
      replica: this.replica,
      signaling: this.#options.signaling,
      presence: this.presence,
      limits: () => this.#admission.limits,
      rights: this.rights,
      privacy: this.#privacy,
      self: () => this.#people.selfUser,
      users: () => this.#people.users,
      // The server's own word is newer than what the host passes on.
      setUsers: (users) => {
        if (!this.#admission.server) this.#people.heardUsers(users)
      },
      setTyping: (peer, typing) => {
        this.presence.seen(peer)
        this.#people.setTyping(peer, typing)
      },
      maySend: (edits, then) => this.#journal.maySend(edits, then),
      show: (update) => this.#show(update),
      loaded: () => this.#setLoaded(),
      linksChanged: () => this.#events.emit({ type: 'links' }),
      changed: () => this.#changed(),
      partChanged: () => {
        this.#people.clearTyping()
        this.presence.partChanged()
      },
      outdated: (epoch, reason) => {
        this.#env.log('info', 'stepping down', { epoch, reason })
        this.#part.stop('hostChanged')
        this.#admission.enter()
        this.#changed()
      },
      recheck: () => this.#admission.enter(),
    }
  }

  /** What the store has is on the screen before the server lets this page in; the join says that it is here. */
  #open(stored: Uint8Array | null): void {
    if (this.#left) return
    if (stored) this.#part.takeEarly(stored)
    this.#admission.ready()
  }

  #rightsChanged(): void {
    this.#part.hosting?.deskChanged()
    this.#events.emit({ type: 'rights' })
    this.#changed()
  }

  #hostChanged(event: ServerEvent<'hostChanged'>): void {
    if (this.#left || this.#people.self === null) return
    this.#part.take(event, this.#people.self)
    this.#changed()
  }

  #accept(link: Link): void {
    if (this.#left) link.close('left')
    else this.#part.accept(link)
  }

  #usersChanged(before: readonly User[]): void {
    this.presence.usersChanged(before)
    this.#part.usersChanged(before)
    this.#events.emit({ type: 'users' })
  }

  #show(update: ViewUpdate): void {
    for (const change of update.changes) {
      this.presence.shown(change)
      this.#events.emit({ type: 'change', file: change.file, changes: change.changes })
    }
    if (update.settings) this.#events.emit({ type: 'settings' })
    this.#announcer.shown(update)
  }

  /** What a dead page of this browser left is here now; it is brought to a host like everything that is pending. */
  #restored(edits: number): void {
    if (!isBlank(this.replica)) this.#setLoaded()
    if (edits > 0) this.#notice({ kind: 'restored', edits })
    this.#report.resume()
    this.#part.current?.push()
    this.#changed()
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
    this.rights.tellRoles()
    this.#journal.changed()
    this.#part.changed()
    this.presence.changed()
    this.#announcer.role(this.rights.role)
    this.#report.update(
      factsOf({
        loaded: this.#loaded,
        denied: this.#admission.denied,
        server: this.#admission.server,
        language: this.language(),
        kept: this.#journal.kept,
        part: this.#part,
        people: this.#people,
        rights: this.rights,
        replica: this.replica,
      }),
    )
  }
}
