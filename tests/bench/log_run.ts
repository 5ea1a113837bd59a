import { ChangeSet } from '@codemirror/state'
import { asEpoch, type ClientId, MAIN_FILE, type UserId } from '../../shared/base/ids.ts'
import { decodeMessage, encodeMessage } from '../../shared/protocol/codec/messages.ts'
import { Reassembly, toFrames } from '../../shared/protocol/frames.ts'
import type { Message, UpdateEntry } from '../../shared/protocol/messages.ts'
import { admit } from '../../shared/room/authority.ts'
import { bindEntry } from '../../shared/room/bind_entry.ts'
import { type Entry, toWireChange, toWireEdit } from '../../shared/room/entry.ts'
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
import { lengthIn, textOf } from '../../shared/room/room_state.ts'
import { mayJoin, split } from '../../shared/room/split.ts'
import type { Patch } from '../support/typist.ts'

export const EPOCH = asEpoch(1)
/** The host's clock when the epoch began, milliseconds since 1970. */
const CLOCK = 1_700_000_000_000
/** Between two operations, in milliseconds. */
const PACE = 150
/** The store acknowledges after so many entries. */
const SAVED_EVERY = 50

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
