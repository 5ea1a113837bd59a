import { ChangeSet, Text } from '@codemirror/state'
import { Emitter } from '../../shared/base/emitter.ts'
import {
  asEpoch,
  asVersion,
  type ClientId,
  type FileId,
  MAIN_FILE,
  type PeerId,
  type UserId,
} from '../../shared/base/ids.ts'
import type { Role } from '../../shared/protocol/change.ts'
import { DEFAULT_LANGUAGE, type Language } from '../../shared/protocol/language.ts'
import type { User } from '../../shared/protocol/messages.ts'
import type { RoomFile } from '../../shared/room/room_state.ts'
import type { Space } from '../../shared/room/space.ts'
import type { PeerLink } from '../../shared/session/link_report.ts'
import type { PresencePort } from '../../shared/session/presence_port.ts'
import type { RightsPort } from '../../shared/session/rights.ts'
import type { SessionEvent, SessionPort } from '../../shared/session/session_port.ts'
import type { Notice, Status } from '../../shared/session/status.ts'

/** A person as a test wants one; ids are the name's letters. */
export const fakeUser = (userName: string, color: number): User => ({
  peerId: `peer-${userName.replace(/\W/g, '')}` as PeerId,
  clientId: `client-${userName.replace(/\W/g, '')}` as ClientId,
  userId: `user-${userName.replace(/\W/g, '')}` as UserId,
  userName,
  color,
})

/** A guest's at rest, with everything saved. */
export const STATUS: Status = {
  state: 'synced',
  path: 'direct',
  latency: null,
  self: null,
  user: null,
  host: fakeUser('Ana', 0).peerId,
  guests: 0,
  obstacle: null,
  denied: null,
  epoch: asEpoch(1),
  version: asVersion(5),
  saved: asVersion(5),
  pending: 0,
  role: 'editor',
  server: true,
  cutOff: false,
  language: 'python',
  kept: false,
}

/**
 * A session without a network: its text is what it was given and what the editor and the test do to it. It refuses,
 * like a real one, an edit that does not fit its text.
 */
export class FakeSession implements SessionPort {
  readonly presence: PresencePort = {
    cursors: [],
    idle: [],
    setCursor: () => undefined,
    summon: () => false,
  }
  readonly rights: RightsPort = {
    rules: null,
    desk: { waiting: [], removed: [] },
    role: 'editor',
    decides: false,
    admits: false,
    links: { editor: null, viewer: null },
    roleOf: ({ role }) => role ?? 'editor',
    ask: () => undefined,
    newLink: () => undefined,
  }
  readonly edits: ChangeSet[] = []
  readonly calls: string[] = []
  /** Called within `edit`, after the edit was taken. */
  onEdit: (() => void) | null = null
  /** What still fits. */
  left: Space = { units: 1_000_000, most: 1_000_000, edits: 1_000_000 }

  #events = new Emitter<SessionEvent>()
  #text = Text.empty
  #language: Language = DEFAULT_LANGUAGE
  #users: User[]
  #typing: readonly PeerId[] = []
  #status: Status
  #links: readonly PeerLink[] = []

  constructor(self: User) {
    this.#users = [self]
    this.#status = {
      state: 'loading',
      path: 'none',
      latency: null,
      self: self.peerId,
      user: self.userId,
      host: null,
      guests: 0,
      obstacle: null,
      denied: null,
      epoch: asEpoch(0),
      version: asVersion(0),
      saved: asVersion(0),
      pending: 0,
      role: 'editor',
      server: true,
      cutOff: false,
      language: DEFAULT_LANGUAGE,
      kept: false,
    }
  }

  text = (): Text => this.#text
  files = (): readonly RoomFile[] => [
    { file: MAIN_FILE, name: 'main', lineEnd: '\n', deleted: false, text: this.#text },
  ]
  language = (): Language => this.#language
  users = (): readonly User[] => this.#users
  typing = (): readonly PeerId[] => this.#typing
  status = (): Status => this.#status
  links = (): readonly PeerLink[] => this.#links
  measure = (): void => void this.calls.push('measure')
  on = (listener: (event: SessionEvent) => void): (() => void) => this.#events.on(listener)
  start = (): void => void this.calls.push('start')
  leave = (): void => void this.calls.push('leave')
  setRole = (user: UserId, role: Role): void => void this.calls.push(`role ${user} ${role}`)
  setTyping = (typing: boolean): void => void this.calls.push(`typing ${typing}`)

  space(): Space {
    return this.left
  }

  edit(_file: FileId, changes: ChangeSet): void {
    this.#text = changes.apply(this.#text)
    this.edits.push(changes)
    this.onEdit?.()
  }

  setLanguage(language: Language): void {
    this.#language = language
    this.#events.emit({ type: 'settings' })
  }

  setLineEnd(): void {
    // The fake has one file, whose line ends nobody asks for.
  }

  setUserName(name: string): void {
    this.setUsers(
      this.#users.map((user) => (user.peerId === this.#status.self ? { ...user, userName: name } : user)),
    )
  }

  /** Somebody else's edit: replaces [from, to) by `insert`. */
  remote(from: number, to: number, insert: string): void {
    const changes = ChangeSet.of({ from, to, insert: Text.of(insert.split('\n')) }, this.#text.length)
    this.#text = changes.apply(this.#text)
    this.#events.emit({ type: 'change', file: MAIN_FILE, changes })
  }

  /** The room's text arrives. */
  load(text: string): void {
    if (text !== '') this.remote(0, 0, text)
    this.setStatus({ state: 'synced' })
    this.#events.emit({ type: 'loaded' })
  }

  setStatus(status: Partial<Status>): void {
    this.#status = { ...this.#status, ...status }
    this.#events.emit({ type: 'status' })
  }

  setLinks(links: readonly PeerLink[]): void {
    this.#links = links
    this.#events.emit({ type: 'links' })
  }

  setUsers(users: readonly User[]): void {
    this.#users = [...users]
    this.#events.emit({ type: 'users' })
  }

  setTypers(peers: readonly PeerId[]): void {
    this.#typing = peers
    this.#events.emit({ type: 'typing' })
  }

  notify(notice: Notice): void {
    this.#events.emit({ type: 'notice', notice })
  }
}
