import type { Env } from '../base/env.ts'
import type { ClientId, PeerId } from '../base/ids.ts'
import { CursorTable, type ShownCursor } from '../presence/cursor_table.ts'
import { IdleList } from '../presence/idle.ts'
import type { HostMessage, User, WireCursor } from '../protocol/messages.ts'
import type { Reason } from '../protocol/reasons.ts'
import {
  bindCursor,
  bounded,
  type Cursor,
  isSameCursor,
  mapOver,
  type Place,
  toWireCursor,
} from '../room/cursor.ts'
import type { Entry } from '../room/entry.ts'
import type { Replica, ViewUpdate } from '../room/replica.ts'
import { lengthIn } from '../room/room_state.ts'
import type { PresencePort } from './presence_port.ts'
import type { Timings } from './timings.ts'

interface PresenceOptions {
  readonly env: Env
  readonly timings: Timings
  readonly users: () => readonly User[]
  /** Others can be reached, or may be in a moment. */
  readonly isReachable: () => boolean
  readonly byAuthor: (author: ClientId) => User | null
  readonly replica: Replica
  /** What others can be told through now; null while there is nobody to tell. */
  readonly way: () => PresenceWay | null
  readonly cursorsChanged: () => void
  readonly idleChanged: () => void
  /** Somebody else's edit was committed. */
  readonly edited: (peer: PeerId) => void
  readonly summoned: (by: PeerId, place: Place) => void
}

/** The part that this page plays, as far as presence goes through it. */
export interface PresenceWay {
  /** The link has more to do already: what is only news waits. */
  readonly isBusy: boolean
  cursor(cursor: WireCursor): void
  typing(typing: boolean): void
  /** Asks everybody to come to a place of the confirmed text; null where this page may not. */
  readonly summon: ((place: Place) => void) | null
}

/**
 * Where the others are and who of them is idle, and what they are told of this person.
 *
 * What the others take this person's cursor for is known here too: it is in the table like theirs. Only where the true
 * cursor differs from it is there anything to tell, and only while nothing is pending, since positions travel in the
 * confirmed text.
 */
export class Presence implements PresencePort {
  readonly #options: PresenceOptions
  readonly #table = new CursorTable()
  readonly #idle: IdleList
  /** The cursor of this page's editor; null from each change of the text until the editor says where it is now. */
  #own: Cursor | null = null
  #reachable = true
  /** Where everybody is to be asked to, in the view, once nothing is pending. */
  #asked: Place | null = null
  #sentAt = Number.NEGATIVE_INFINITY
  #cancel: (() => void) | null = null
  #isTyping = false
  /** When the others were last told that this person types, and when they last had a sign of it. */
  #toldTypingAt = Number.NEGATIVE_INFINITY
  #typedAt = Number.NEGATIVE_INFINITY

  constructor(options: PresenceOptions) {
    this.#options = options
    this.#idle = new IdleList(options.env, options.timings.idle, options.idleChanged)
  }

  /** Where the others are who are in the room, in the view; nobody while this page is offline. */
  get cursors(): readonly ShownCursor[] {
    const { replica, byAuthor, isReachable } = this.#options
    if (!isReachable()) return []
    const shown = this.#table.inView(replica.pending, (file) => lengthIn(replica.view, file))
    return shown.flatMap((cursor) => {
      const user = byAuthor(cursor.clientId)
      return user && user.clientId !== replica.self.clientId ? [{ ...cursor, user }] : []
    })
  }

  get idle(): readonly PeerId[] {
    const { replica, byAuthor } = this.#options
    const own = byAuthor(replica.self.clientId)
    return this.#idle.peers.filter((peer) => peer !== own?.peerId)
  }

  /** Where somebody is in the confirmed text, as it travels; null when that is not known. */
  wire(author: ClientId): WireCursor | null {
    const cursor = this.#table.get(author)
    return cursor && toWireCursor(this.#options.replica, cursor)
  }

  /** Everybody whose cursor is held, also if they are not here now. */
  get authors(): readonly ClientId[] {
    return this.#table.authors
  }

  /** The editor says where this person is. */
  setCursor(cursor: Cursor | null): void {
    this.#own = cursor && bounded(cursor)
    this.#soon()
  }

  /** Says that this person types; expires by itself. While they type on, their edits say it. */
  setTyping(typing: boolean): void {
    const { env, timings, way } = this.#options
    const now = env.now()
    const known =
      Math.abs(now - this.#typedAt) < timings.typing / 2 &&
      Math.abs(now - this.#toldTypingAt) < timings.typingAgain
    if (typing ? known : !this.#isTyping) return
    this.#isTyping = typing
    this.#toldTypingAt = this.#typedAt = typing ? now : Number.NEGATIVE_INFINITY
    way()?.typing(typing)
  }

  /** This person edited: a sign for those who take them for typing still. */
  edited(): void {
    const now = this.#options.env.now()
    if (Math.abs(now - this.#typedAt) < this.#options.timings.typing) this.#typedAt = now
  }

  /** This page may be offline now, or no longer. */
  reachChanged(): void {
    const reachable = this.#options.isReachable()
    if (reachable === this.#reachable) return
    this.#reachable = reachable
    this.#options.cursorsChanged()
  }

  /** This page plays another part: whoever is told now was told nothing yet. */
  partChanged(): void {
    this.#typedAt = Number.NEGATIVE_INFINITY
    this.#toldTypingAt = Number.NEGATIVE_INFINITY
  }

  /** An entry of this epoch was committed, after those before it. */
  committed(entry: Entry): void {
    const { replica, cursorsChanged } = this.#options
    const moved = this.#table.committed(entry, replica.self.clientId)
    if (entry.clientId === replica.self.clientId) return
    const peer = this.#seen(entry.clientId)
    if (peer !== null && entry.change.kind === 'edit') this.#options.edited(peer)
    if (moved) cursorsChanged()
  }

  /** The log is about to be exchanged for another. The others will be told anew where this person is. */
  drift(): void {
    const { replica } = this.#options
    this.#table.delete(replica.self.clientId)
    this.#table.drift(replica.pending)
  }

  /** The view undergoes changes; whoever shows it says afterwards where the cursor is. */
  shown(change: ViewUpdate['changes'][number]): void {
    if (this.#own?.file === change.file) this.#own = null
    if (this.#asked?.file === change.file)
      this.#asked = { file: change.file, at: change.changes.mapPos(this.#asked.at, -1) }
    this.#table.shown(change)
  }

  /**
   * Word of where somebody is: from them, or about them from the host. Answers a reason when there can be no such
   * place, and false when it was made on a version that is no longer known here.
   */
  heard(author: ClientId, wire: WireCursor | null): Reason | boolean {
    const bound = wire && bindCursor(this.#options.replica, wire)
    if (bound && !bound.ok) return bound.reason
    if (wire && !bound?.value) return false
    if (bound?.value) this.#table.set(author, bound.value)
    else this.#table.delete(author)
    if (author === this.#options.replica.self.clientId) this.#soon()
    else {
      this.#seen(author)
      this.#options.cursorsChanged()
    }
    return true
  }

  /** A host asks everybody to come. Answers a reason when there can be no such place. */
  summoned(by: PeerId, { file, version, at }: Extract<HostMessage, { type: 'summon' }>): Reason | null {
    const { replica, summoned } = this.#options
    const caret = { file, version, ranges: [{ anchor: at, head: at }], main: 0, top: at }
    const bound = bindCursor(replica, caret)
    if (!bound.ok) return bound.reason
    if (bound.value) summoned(by, { file, at: mapOver(bound.value, replica.pending).selection.main.head })
    return null
  }

  summon(place: Place): boolean {
    const { replica, way } = this.#options
    const length = lengthIn(replica.view, place.file) ?? -1
    if (place.at > length || !way()?.summon) return false
    this.#asked = place
    this.#ask()
    return true
  }

  /** Somebody else types. */
  seen(peer: PeerId): void {
    this.#idle.seen(peer)
  }

  usersChanged(before: readonly User[]): void {
    const now = this.#options.users()
    this.#idle.setPeople(now.map(({ peerId }) => peerId))
    this.#table.setPeople(now.map(({ clientId }) => clientId))
    if (before.some(({ peerId }) => !now.some((user) => user.peerId === peerId)))
      this.#options.cursorsChanged()
  }

  /** Something changed, and is whole now: perhaps the others have to be told, or can be. Timers of hidden pages are late. */
  changed(): void {
    this.#ask()
    if (this.#wait <= 0) this.#tell()
    else this.#soon()
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
    this.#idle.setPeople([])
  }

  /** What is pending is at the host for a moment only; meanwhile the view's places are not the confirmed text's. */
  #ask(): void {
    const { replica, way } = this.#options
    if (this.#asked === null || replica.pending.length > 0) return
    const place = this.#asked
    this.#asked = null
    way()?.summon?.(place)
  }

  /** That author gave a sign of life. Answers who that is; null when they are not here. */
  #seen(author: ClientId): PeerId | null {
    const user = this.#options.byAuthor(author)
    if (user) this.#idle.seen(user.peerId)
    return user?.peerId ?? null
  }

  /** The cursor, where the others take it for another and can be told so. */
  #untold(): { readonly cursor: Cursor; readonly way: PresenceWay } | null {
    const { replica, way } = this.#options
    const cursor = this.#own
    if (!cursor || replica.pending.length > 0 || cursor.length !== lengthIn(replica.doc, cursor.file))
      return null
    const told = this.#table.get(replica.self.clientId)
    if (told && isSameCursor(told, cursor)) return null
    const open = way()
    return open && { cursor, way: open }
  }

  /** Not at once: the editor may be in the middle of several changes. And no more often than anybody can see. */
  #soon(): void {
    if (!this.#untold()) return
    this.#cancel ??= this.#options.env.timer(Math.max(0, this.#wait), () => this.#tell())
  }

  /** Milliseconds until others may be told again. */
  get #wait(): number {
    const { env, timings } = this.#options
    const wait = this.#sentAt + timings.cursor - env.now()
    // A wall clock may be set back.
    return wait > timings.cursor ? 0 : wait
  }

  #tell(): void {
    this.#cancel?.()
    this.#cancel = null
    const untold = this.#untold()
    if (!untold) return
    const { cursor, way } = untold
    const { env, replica } = this.#options
    this.#sentAt = env.now()
    if (way.isBusy) return this.#soon()
    this.#table.set(replica.self.clientId, cursor)
    way.cursor(toWireCursor(replica, cursor))
  }
}
