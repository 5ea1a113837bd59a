import { ChangeSet, Text } from '@codemirror/state'
import { expect } from 'vitest'
import {
  asEpoch,
  asFileId,
  asVersion,
  type ClientId,
  type FileId,
  MAIN_FILE,
  type PeerId,
  type RoomId,
  START,
  type UserId,
} from '../../shared/base/ids.ts'
import type { Result } from '../../shared/base/result.ts'
import type { WireSetting } from '../../shared/protocol/change.ts'
import { decodeMessage, encodeMessage } from '../../shared/protocol/codec/messages.ts'
import { decodeEntry, encodeEntry } from '../../shared/protocol/codec/store.ts'
import { familyOf } from '../../shared/protocol/family.ts'
import { DEFAULT_LANGUAGE } from '../../shared/protocol/language.ts'
import type { Message, Welcome } from '../../shared/protocol/messages.ts'
import type { Reason } from '../../shared/protocol/reasons.ts'
import { type Admitted, admit, admitEdits, PROTOCOL_LIMITS } from '../../shared/room/authority.ts'
import { bindEntry } from '../../shared/room/bind_entry.ts'
import { type Edit, isSame, type TextChange, toWireEdit, toWireEntry } from '../../shared/room/entry.ts'
import {
  cut,
  edit,
  markSaved,
  newReplica,
  noUpdate,
  type Replica,
  receive,
  type ViewUpdate,
  versionOf,
} from '../../shared/room/replica.ts'
import { apply, cloneState, type RoomState, textOf } from '../../shared/room/room_state.ts'
import { mayJoin, split } from '../../shared/room/split.ts'
import { hashState } from '../../shared/room/state_hash.ts'
import { makeWelcome, takeWelcome } from '../../shared/room/welcome.ts'
import { insertedText } from '../../shared/session/refusal.ts'
import { snapshotOf, storedWelcome } from '../../signaling/rooms/stored_room.ts'
import type { StoredRoom } from '../../signaling/store/room_store.ts'

export const clientOf = (name: string): ClientId => `client-${name}` as ClientId
export const userOf = (name: string): UserId => `user-${name}` as UserId
/** Text as the editor holds it: line feeds between lines, and nothing else splits. */
export const lines = (text: string): Text => Text.of(text.split('\n'))

/** Replaces [from, from + remove) of a text of so many units. */
export const replacing = (length: number, from: number, remove: number, insert: string): ChangeSet =>
  ChangeSet.of({ from, to: from + remove, insert: lines(insert) }, length)

interface Push {
  readonly bytes: Uint8Array
  readonly last: Edit
  arrived: boolean
}

interface Peer {
  readonly name: string
  readonly replica: Replica
  /** What an editor shows that was told every change, file by file. */
  readonly shown: Map<FileId, Text>
  readonly refused: { text: string; reason: Reason }[]
  push: Push | null
}

/** A room's fold by the plainest means: what is committed, then what is pending. */
export function foldOf({ doc, pending }: Pick<Replica, 'doc' | 'pending'>): RoomState {
  const state = cloneState(doc)
  for (const { change } of pending) apply(state, change)
  return state
}

/**
 * A room without a network: `host`, which orders, and guests with names, whose messages travel when the story
 * says so, always as bytes. After each step every peer's view is compared with the fold of its log and what is
 * pending, and with an editor that was told every change.
 */
export class Story {
  readonly #peers = new Map<string, Peer>()
  #host = 'host'
  #at = 1_000
  limits = PROTOCOL_LIMITS
  stored: StoredRoom = {
    roomId: 'room' as RoomId,
    epoch: asEpoch(1),
    host: 'peer-host' as PeerId,
    version: START,
    snapshotVersion: START,
    language: DEFAULT_LANGUAGE,
    createdAt: 0,
    updatedAt: 0,
    access: null,
    snapshot: null,
    entries: [],
  }

  constructor(names: readonly string[]) {
    for (const name of ['host', ...names]) this.enter(name)
    for (const peer of this.#peers.values()) peer.replica.epoch = asEpoch(1)
  }

  /** Somebody with an empty log, who has not joined yet. */
  enter(name: string): void {
    this.#peers.set(name, {
      name,
      replica: newReplica(clientOf(name)),
      shown: new Map([[MAIN_FILE, Text.empty]]),
      refused: [],
      push: null,
    })
  }

  get host(): Replica {
    return this.replica(this.#host)
  }

  get names(): string[] {
    return [...this.#peers.keys()]
  }

  replica(name: string): Replica {
    return this.#peer(name).replica
  }

  text(name: string, file = MAIN_FILE): string {
    return textOf(this.replica(name).view, file).sliceString(0)
  }

  /** The confirmed text. */
  confirmed(name: string, file = MAIN_FILE): string {
    return textOf(this.replica(name).doc, file).sliceString(0)
  }

  /** What was refused of a person's edits: the text that they get back, and why. */
  refused(name: string): readonly { text: string; reason: Reason }[] {
    return this.#peer(name).refused
  }

  type(name: string, at: number, insert: string, remove = 0, file: number = MAIN_FILE): void {
    const { length } = textOf(this.replica(name).view, asFileId(file))
    this.edit(name, replacing(length, at, remove, insert), file)
  }

  edit(name: string, changes: ChangeSet, file: number = MAIN_FILE): void {
    const peer = this.#peer(name)
    const id = asFileId(file)
    peer.shown.set(id, changes.apply(peer.shown.get(id) ?? Text.empty))
    for (const part of split(changes)) edit(peer.replica, { kind: 'edit', file: id, changes: part }, mayJoin)
    this.#mine(peer)
  }

  set(name: string, change: WireSetting): void {
    const peer = this.#peer(name)
    edit(peer.replica, change, mayJoin)
    this.#mine(peer)
  }

  createFile(name: string, file: number, fileName = 'other'): void {
    this.set(name, { kind: 'createFile', file: asFileId(file), name: fileName })
  }

  /** Sends what is pending of one family, unless a push is outstanding. Answers whether it did. */
  send(name: string): boolean {
    const peer = this.#peer(name)
    const { replica } = peer
    const [first] = replica.pending
    if (!first || peer.push || name === this.#host) return false
    const family = familyOf(first.change)
    const end = replica.pending.findIndex(({ change }) => familyOf(change) !== family)
    const edits = end < 0 ? replica.pending : replica.pending.slice(0, end)
    const message: Message = {
      type: `${family}Change`,
      base: versionOf(replica),
      edits: edits.map(toWireEdit),
    }
    for (const { clientId, seq } of edits)
      if (clientId === replica.self.clientId) replica.self.unsent = Math.max(replica.self.unsent, seq + 1)
    const last = edits.at(-1) ?? first
    peer.push = { bytes: encodeMessage(message, replica.self.clientId), last, arrived: false }
    return true
  }

  /** What was sent reaches the host. */
  arrive(name: string): Result<Admitted, Reason> | null {
    const { push, replica } = this.#peer(name)
    if (!push || push.arrived) return null
    push.arrived = true
    const message = decoded(push.bytes, replica.self.clientId)
    if (!('edits' in message)) throw new Error('a push was sent')
    return this.admit(name, message.base, message.edits)
  }

  /** Hands edits to the host as if they had come from this peer. */
  admit(name: string, base: number, edits: Parameters<typeof admit>[3]): Result<Admitted, Reason> {
    const pusher = { clientId: clientOf(name), userId: userOf(name) }
    this.#at += 1
    const admitted = admit(this.host, pusher, asVersion(base), edits, this.#at, this.limits)
    if (admitted.ok) this.#show(this.#peer(this.#host), admitted.value.update)
    return admitted
  }

  push(name: string): Result<Admitted, Reason> | null {
    this.send(name)
    return this.arrive(name)
  }

  /** Takes the next entries of the host's log, all unless told how many. Answers how many; none for whom it was cut. */
  receive(name: string, most = Number.POSITIVE_INFINITY): number {
    const peer = this.#peer(name)
    const { replica } = peer
    if (name === this.#host) return 0
    const { log } = this.host
    const from = versionOf(replica) - log.start
    if (from < 0) return 0
    const entries = log.entries.slice(from, from + most)
    const update = noUpdate()
    for (const entry of entries) {
      const wire = decodeEntry(encodeEntry(toWireEntry(entry)))
      const bound = wire.ok ? bindEntry(replica.doc, wire.value) : null
      if (!bound) throw new Error('an entry of the host fits')
      receive(replica, bound, update)
    }
    const { push } = peer
    if (push && !replica.pending.some((one) => isSame(one, push.last))) peer.push = null
    this.#show(peer, update)
    return entries.length
  }

  /** The link breaks; what was sent and has not arrived is lost. */
  lose(name: string): void {
    this.#peer(name).push = null
  }

  /** Joins on a new link. Answers the welcome that it got. */
  join(name: string): Welcome {
    const { replica } = this.#peer(name)
    this.lose(name)
    const joiner = { runs: replica.log.runs, floor: replica.log.start }
    const welcome = travelled(makeWelcome(this.host, joiner, 0))
    this.welcome(name, welcome)
    return welcome
  }

  /** Takes a welcome; answers why it was refused, or null. */
  welcome(name: string, welcome: Welcome): Reason | null {
    const peer = this.#peer(name)
    const update = noUpdate()
    const taken = takeWelcome(peer.replica, welcome, update)
    this.#show(peer, update)
    return taken.ok ? null : taken.reason
  }

  /** The store takes the host's entries up to a version, and the host hears of it. */
  save(until: number = versionOf(this.host)): void {
    const { log } = this.host
    const { version, entries } = this.stored
    const more = log.entries.slice(version - log.start, until - log.start)
    this.stored = {
      ...this.stored,
      version: asVersion(until),
      entries: [...entries, ...more.map((entry) => encodeEntry(toWireEntry(entry)))],
    }
    markSaved(this.host, asVersion(until))
  }

  /** The store puts a snapshot in the place of its entries below a version. */
  compact(at: number): void {
    const version = asVersion(at)
    const { snapshotVersion, entries } = this.stored
    this.stored = {
      ...this.stored,
      snapshot: snapshotOf(this.stored, version),
      snapshotVersion: version,
      entries: entries.slice(version - snapshotVersion),
    }
  }

  /** Everything below a version is saved; the peer forgets its entries. */
  cut(name: string, at: number): void {
    const { replica } = this.#peer(name)
    markSaved(replica, asVersion(at))
    cut(replica, asVersion(at))
    this.check(name)
  }

  /** Makes this peer host of the next epoch: it takes the store's log and commits what it held beyond. */
  promote(name: string): void {
    const peer = this.#peer(name)
    this.lose(name)
    this.#host = name
    const epoch = asEpoch(this.stored.epoch + 1)
    this.stored = { ...this.stored, epoch, host: `peer-${name}` as PeerId }
    expect(this.welcome(name, storeWelcome(this.stored))).toBe(null)
    peer.replica.epoch = epoch
    this.#mine(peer)
  }

  /** Everybody pushes and receives until nothing is under way. */
  settle(): void {
    for (let moved = true; moved; ) {
      moved = false
      for (const name of this.names) {
        if (this.push(name)) moved = true
        if (this.receive(name) > 0) moved = true
      }
    }
  }

  /** Everybody shows this text. */
  same(text: string): void {
    for (const name of this.names) expect(`${name}: ${this.text(name)}`).toBe(`${name}: ${text}`)
  }

  /** Everybody has the same log and the same room, and nothing is pending. */
  agreed(): void {
    const hash = hashState(this.host.doc)
    for (const name of this.names) {
      const { doc, log, pending } = this.replica(name)
      expect(pending).toEqual([])
      expect(log.runs).toEqual(this.host.log.runs)
      expect(hashState(doc)).toBe(hash)
      expect(this.text(name)).toBe(this.text(this.#host))
    }
  }

  /** Rule E1, and that the editor was told all of it. */
  check(name: string): void {
    const { replica, shown } = this.#peer(name)
    const { view, log } = replica
    const folded = foldOf(replica)
    expect(plain(view)).toEqual(plain(folded))
    // A file that is not there shows no text.
    for (const file of new Set([...view.files.keys(), ...shown.keys()]))
      expect(shown.get(file)?.sliceString(0) ?? '').toBe(textOf(view, file).sliceString(0))
    const doc = cloneState(replica.head)
    for (const { change } of log.entries) apply(doc, change)
    expect(plain(replica.doc)).toEqual(plain(doc))
  }

  #peer(name: string): Peer {
    const peer = this.#peers.get(name)
    if (!peer) throw new Error(`nobody is called ${name}`)
    return peer
  }

  /** Own edits: the host commits them at once. */
  #mine(peer: Peer): void {
    if (peer.name === this.#host && peer.replica.pending.length > 0) {
      const self = { clientId: clientOf(peer.name), userId: userOf(peer.name) }
      const { replica } = peer
      this.#at += 1
      const admitted = admitEdits(replica, self, versionOf(replica), replica.pending, this.#at, this.limits)
      expect(admitted.stopped).toBe(null)
      this.#show(peer, admitted.update)
    } else this.check(peer.name)
  }

  #show(peer: Peer, update: ViewUpdate): void {
    for (const { file, changes } of update.changes)
      peer.shown.set(file, changes.apply(peer.shown.get(file) ?? Text.empty))
    for (const { edit: refused, reason } of update.refused)
      if (refused.clientId === peer.replica.self.clientId)
        peer.refused.push({ text: insertedText(refused), reason })
    this.check(peer.name)
  }
}

/** A room with a host and these guests, everybody in it with an empty log. */
export const story = (...names: string[]): Story => new Story(names)

/** The store's word to whoever enters or is promoted. */
export function storeWelcome(stored: StoredRoom): Welcome {
  const message = decoded(storedWelcome(stored, stored.epoch))
  if (message.type !== 'welcome') throw new Error('the store answers a welcome')
  return message
}

export function travelled(welcome: Welcome): Welcome {
  const message = decoded(encodeMessage(welcome))
  if (message.type !== 'welcome') throw new Error('a welcome stays a welcome')
  return message
}

function decoded(bytes: Uint8Array, self?: ClientId): Message {
  const message = decodeMessage(bytes, self)
  if (!message.ok) throw new Error(`unreadable: ${message.reason}`)
  return message.value
}

/** What people see of a room, to be compared. */
export const plain = ({ language, files, roles }: RoomState) => ({
  language,
  roles: [...roles].sort(),
  files: [...files.values()]
    .sort((a, b) => a.file - b.file)
    .map(({ file, name, lineEnd, deleted, text }) => ({
      file,
      name,
      lineEnd,
      deleted,
      text: text.sliceString(0),
    })),
})

export const textChange = (changes: ChangeSet, file = MAIN_FILE): TextChange => ({
  kind: 'edit',
  file,
  changes,
})
