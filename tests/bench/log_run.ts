import { ChangeSet, type Text } from '@codemirror/state'
import { asEpoch, asVersion, type ClientId, MAIN_FILE, START, type UserId } from '../../shared/base/ids.ts'
import type { WireSnapshot } from '../../shared/protocol/change.ts'
import { decodeMessage, encodeMessage } from '../../shared/protocol/codec/messages.ts'
import {
  decodeEntry,
  decodeSnapshot,
  encodeEntry,
  encodeSnapshot,
} from '../../shared/protocol/codec/store.ts'
import { Reassembly, toFrames } from '../../shared/protocol/frames.ts'
import type { Message, UpdateEntry } from '../../shared/protocol/messages.ts'
import { admit } from '../../shared/room/authority.ts'
import { type Entry, toWireChange, toWireEdit, toWireEntry } from '../../shared/room/entry.ts'
import {
  edit,
  markSaved,
  newReplica,
  noUpdate,
  type Replica,
  receive,
  trim,
  versionOf,
} from '../../shared/room/replica.ts'
import { applyEdit, lengthIn, newRoomState, textOf } from '../../shared/room/room_state.ts'
import { fromSnapshot, toSnapshot } from '../../shared/room/snapshot.ts'
import { mayJoin, split } from '../../shared/room/split.ts'
import { bindEntry } from '../../shared/room/welcome.ts'
import type { Patch } from '../support/typist.ts'

const EPOCH = asEpoch(1)
/** The host's clock when the epoch began, milliseconds since 1970. */
const CLOCK = 1_700_000_000_000
/** Between two operations, in milliseconds. */
const PACE = 150
/** The store acknowledges after so many entries. */
const SAVED_EVERY = 50
/** The server compacts a log that is so much longer than its snapshot, and keeps so many of the newest entries. */
const COMPACT_ENTRIES = 4_096
const KEPT_ENTRIES = 1_024

const TYPIST = 'typist0000' as ClientId
const HOST = 'host000000' as ClientId
const AUTHORS = [TYPIST, HOST]

/** One direction of a link: a message goes in, and comes out of its frames again at the other end. */
class Wire {
  readonly #reassembly = new Reassembly()
  bytes = 0

  carry(encoded: Uint8Array): Message {
    for (const frame of toFrames(encoded)) {
      this.bytes += frame.byteLength
      const whole = this.#reassembly.push(frame)
      if (!whole.ok) throw new Error(whole.reason)
      if (whole.value === null) continue
      const message = decodeMessage(whole.value, TYPIST)
      if (!message.ok) throw new Error(message.reason)
      return message.value
    }
    throw new Error('the message has no end')
  }
}

/** A guest who types, a host who admits, and a second guest who looks on, each with a replica of its own. */
export class LogRun {
  readonly #typist = newReplica(TYPIST)
  readonly #host = newReplica(HOST)
  readonly #looker = newReplica('looker0000' as ClientId)
  readonly #pusher = { clientId: TYPIST, userId: 'user000000' as UserId }
  readonly #up = new Wire()
  readonly #down = new Wire()
  readonly #other = new Wire()
  /** Hears of every entry. */
  readonly #committed: (entries: readonly Entry[]) => void
  #now = CLOCK

  constructor(committed: (entries: readonly Entry[]) => void = () => undefined) {
    this.#committed = committed
    for (const replica of [this.#typist, this.#host, this.#looker]) replica.epoch = EPOCH
  }

  /** Bytes from the typist to the host, frames included. */
  get pushed(): number {
    return this.#up.bytes
  }

  /** Bytes from the host to the second guest, frames included. */
  get updated(): number {
    return this.#other.bytes
  }

  /** One operation, all the way: typed, pushed, admitted, told to both guests. */
  operate([position, deleted, inserted]: Patch): void {
    const length = lengthIn(this.#typist.view, MAIN_FILE) ?? 0
    const changes = ChangeSet.of({ from: position, to: position + deleted, insert: inserted }, length)
    for (const part of split(changes))
      edit(this.#typist, { kind: 'edit', file: MAIN_FILE, changes: part }, mayJoin)
    while (this.#typist.pending.length > 0) this.#push()
  }

  /** The three texts. */
  texts(): string[] {
    return [this.#typist, this.#host, this.#looker].map((replica) =>
      textOf(replica.view, MAIN_FILE).toString(),
    )
  }

  #push(): void {
    const { pending, self } = this.#typist
    self.unsent = self.nextSeq
    const message = {
      type: 'codeChange',
      base: versionOf(this.#typist),
      edits: pending.map(toWireEdit),
    } as const
    const push = this.#up.carry(encodeMessage(message, TYPIST))
    if (push.type !== 'codeChange') throw new Error('a push comes out as a push')
    this.#now += PACE
    const admitted = admit(this.#host, this.#pusher, push.base, push.edits, this.#now)
    if (!admitted.ok) throw new Error(admitted.reason)
    const { entries } = admitted.value
    this.#committed(entries)
    this.#tell(encodeMessage({ type: 'codeUpdate', entries: entries.map(toUpdate) }))
    if (versionOf(this.#host) - this.#host.saved >= SAVED_EVERY) this.#save()
  }

  #save(): void {
    markSaved(this.#host, versionOf(this.#host))
    trim(this.#host)
    this.#tell(encodeMessage({ type: 'saved', version: this.#host.saved }))
  }

  #tell(encoded: Uint8Array): void {
    hear(this.#typist, this.#down.carry(encoded))
    hear(this.#looker, this.#other.carry(encoded))
  }
}

const toUpdate = (entry: Entry): UpdateEntry => {
  const { clientId, by, seq, change, at } = entry
  return {
    author: AUTHORS.indexOf(clientId),
    by: AUTHORS.indexOf(by),
    seq,
    change: toWireChange(change),
    at: at - CLOCK,
  }
}

/** What a guest does with an update. */
function hear(replica: Replica, message: Message): void {
  if (message.type === 'saved') {
    markSaved(replica, message.version)
    return trim(replica)
  }
  if (message.type !== 'codeUpdate') throw new Error('an update comes out as an update')
  const update = noUpdate()
  for (const { author, by, at, seq, change } of message.entries) {
    const clientId = AUTHORS[author]
    const pusher = AUTHORS[by]
    if (clientId === undefined || pusher === undefined) throw new Error('an author that nobody knows')
    const wire = { clientId, seq, change, epoch: EPOCH, by: pusher, at: CLOCK + at }
    const entry = bindEntry(replica.doc, wire)
    if (entry === null) throw new Error('the entry does not fit the text')
    receive(replica, entry, update)
  }
}

/** A room as the store keeps it: a snapshot and the entries since. */
export interface StoredLog {
  readonly snapshot: Uint8Array
  readonly entries: readonly Uint8Array[]
}

/** The room as the server has stored it after these entries, compacted as it compacts. */
export function storeEntries(entries: readonly Entry[]): StoredLog {
  let at = 0
  for (let length = 0; length <= entries.length; length++)
    if (length - at >= COMPACT_ENTRIES) at = length - KEPT_ENTRIES
  const state = newRoomState()
  for (const entry of entries.slice(0, at)) applyEdit(state, entry)
  const version = asVersion(at)
  return {
    snapshot: encodeSnapshot(toSnapshot(state, version, at > START ? [[EPOCH, version]] : [])),
    entries: entries.slice(at).map((entry) => encodeEntry(toWireEntry(entry))),
  }
}

export const storedBytes = ({ snapshot, entries }: StoredLog): number =>
  entries.reduce((sum, bytes) => sum + bytes.length, snapshot.length)

/** The text that a stored room folds to. */
export function reopen(stored: StoredLog): Text {
  const snapshot = decodeSnapshot(stored.snapshot)
  if (!snapshot.ok) throw new Error(snapshot.reason)
  const state = fromSnapshot(snapshot.value satisfies WireSnapshot)
  for (const bytes of stored.entries) {
    const wire = decodeEntry(bytes)
    const entry = wire.ok ? bindEntry(state, wire.value) : null
    if (entry === null) throw new Error('a stored entry does not fit')
    applyEdit(state, entry)
  }
  return textOf(state, MAIN_FILE)
}
