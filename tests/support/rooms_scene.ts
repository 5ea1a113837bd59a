import type { LogFields } from '../../shared/base/env.ts'
import {
  asEpoch,
  asSeq,
  asVersion,
  type ClientId,
  type Epoch,
  MAIN_FILE,
  type PeerId,
  type RoomId,
} from '../../shared/base/ids.ts'
import type { AccessChange } from '../../shared/protocol/access.ts'
import type { WireChange } from '../../shared/protocol/change.ts'
import { decodeMessage } from '../../shared/protocol/codec/messages.ts'
import { encodeEntry } from '../../shared/protocol/codec/store.ts'
import type { Welcome } from '../../shared/protocol/messages.ts'
import type {
  EventName,
  Reply,
  Request,
  RequestName,
  ServerEvent,
  Standing,
} from '../../shared/protocol/signaling.ts'
import { newReplica } from '../../shared/room/replica.ts'
import { textOf } from '../../shared/room/room_state.ts'
import { takeWelcome } from '../../shared/room/welcome.ts'
import { identify } from '../../signaling/identity.ts'
import {
  type ConnectionId,
  type Identity,
  type Outlet,
  PROTOCOL_BOUNDS,
  type RoomBounds,
} from '../../signaling/rooms/ports.ts'
import { Reader } from '../../signaling/rooms/reader.ts'
import { Rooms } from '../../signaling/rooms/rooms.ts'
import { MemoryStore } from '../../signaling/store/memory_store.ts'
import { RecordingStore } from './recording_store.ts'
import { VirtualClock } from './virtual_clock.ts'

export const ROOM = 'room' as RoomId

/** Lets every promise that can settle do so. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A standing that says nothing, or what is given. */
export const standing = (part: Partial<Standing> = {}): Standing => ({
  epoch: asEpoch(0),
  version: asVersion(0),
  hosting: false,
  vouches: false,
  ...part,
})

interface Heard<N extends EventName = EventName> {
  readonly name: N
  readonly body: ServerEvent<N>
  /** On which of the peer's connections. */
  readonly connection: ConnectionId
}

/** The real room logic over a memory store, on a clock that stands still until it is moved. */
export class RoomsScene implements Outlet {
  readonly clock = new VirtualClock()
  readonly memory = new MemoryStore()
  readonly store = new RecordingStore(this.memory)
  readonly reader = new Reader(this.memory)
  readonly log: { readonly event: string; readonly fields: LogFields }[] = []
  /** Asked one after the other: whose connection, and about which epoch. */
  readonly asked: { readonly who: string; readonly epoch: Epoch; readonly at: number }[] = []
  readonly dropped: ConnectionId[] = []
  readonly #open = new Map<ConnectionId, ScriptedPage>()
  readonly #bounds: Partial<RoomBounds>
  #connections = 0
  rooms: Rooms

  /** @param bounds that are lower than the protocol's */
  constructor(bounds: Partial<RoomBounds> = {}) {
    this.#bounds = bounds
    this.rooms = this.#start()
  }

  /** The server is gone and another one has come, with nothing but the store. Every connection broke. */
  restart(): void {
    for (const page of this.#open.values()) page.connection = null
    this.#open.clear()
    this.rooms = this.#start()
  }

  /** One whose calls to the store are noted. */
  readerOfStore(): Reader {
    return new Reader(this.store.port)
  }

  page(name: string, roomId = ROOM): ScriptedPage {
    return new ScriptedPage(this, name, roomId)
  }

  /** Pages that joined one after the other; the first one is host. */
  async room(...names: string[]): Promise<ScriptedPage[]> {
    const pages = names.map((name) => this.page(name))
    for (const page of pages) await page.join()
    return pages
  }

  connect(page: ScriptedPage): ConnectionId {
    this.#connections += 1
    const connection = `connection-${this.#connections}` as ConnectionId
    this.#open.set(connection, page)
    return connection
  }

  /** The server notices that a connection ended. */
  end(connection: ConnectionId): void {
    if (this.#open.delete(connection)) this.rooms.gone(connection)
  }

  /** Moves the clock on, letting promises settle at every timer; without an argument, only that. */
  async pass(ms = 0): Promise<void> {
    const until = this.clock.now + ms
    await settled()
    for (let next = this.clock.next; next !== null && next <= until; next = this.clock.next) {
      this.clock.step()
      await settled()
    }
    this.clock.advance(until - this.clock.now)
    await settled()
  }

  emit<N extends EventName>(to: ConnectionId, name: N, body: ServerEvent<N>): void {
    this.#open.get(to)?.heard.push({ name, body, connection: to })
  }

  ask(to: ConnectionId, { epoch }: ServerEvent<'standing'>, withinMs: number): Promise<Standing | null> {
    const page = this.#open.get(to)
    if (!page) return Promise.resolve(null)
    this.asked.push({ who: page.name, epoch, at: this.clock.now })
    const { answer } = page
    if (answer) return Promise.resolve(answer)
    return new Promise((resolve) => this.clock.timer(withinMs, () => resolve(null)))
  }

  drop(connection: ConnectionId): void {
    this.dropped.push(connection)
    this.end(connection)
  }

  #start(): Rooms {
    const log = (_level: string, event: string, fields: LogFields = {}) => this.log.push({ event, fields })
    return new Rooms({
      store: this.store.port,
      env: this.clock.env(1, log),
      outlet: this,
      ice: () => ({ iceServers: [] }),
      relay: true,
      bounds: { ...PROTOCOL_BOUNDS, ...this.#bounds },
    })
  }
}

/** A page as the server sees it: what it asks, what it hears, and what it answers when it is asked. */
export class ScriptedPage {
  readonly name: string
  readonly clientId: ClientId
  /** What its link gives it to show. */
  bearer: string | undefined
  readonly heard: Heard[] = []
  /** What it answers about its standing; null: nothing. */
  answer: Standing | null = standing()
  connection: ConnectionId | null = null
  readonly #scene: RoomsScene
  readonly #roomId: RoomId
  readonly #userKey: string

  constructor(scene: RoomsScene, name: string, roomId: RoomId) {
    this.#scene = scene
    this.name = name
    this.#roomId = roomId
    this.clientId = `client-${name}` as ClientId
    this.#userKey = `the-secret-of-${name}`
  }

  /** Who the server takes it for; with another bearer it shows another right. */
  get identity(): Identity {
    return identify(this.#userKey, this.clientId, this.bearer)
  }

  get peerId(): PeerId {
    return this.identity.peerId
  }

  /** The members as it heard of them last, by their names. */
  get users(): string[] {
    return this.last('userJoined')?.users.map(({ userName }) => userName) ?? []
  }

  /** Its own colour as it was told last. */
  get color(): number | undefined {
    return this.last('userJoined')?.users.find(({ peerId }) => peerId === this.peerId)?.color
  }

  last<N extends EventName>(name: N): ServerEvent<N> | undefined {
    return this.all(name).at(-1)
  }

  all<N extends EventName>(name: N): ServerEvent<N>[] {
    const of = (heard: Heard): heard is Heard<N> => heard.name === name
    return this.heard.filter(of).map(({ body }) => body)
  }

  /** Joins over the connection it has, or a new one. */
  join(
    part: Partial<Standing> = {},
    { roomId = this.#roomId, clientId = this.clientId, identity = this.identity } = {},
  ): Promise<Reply<'join'>> {
    this.connection ??= this.#scene.connect(this)
    return this.#scene.rooms.join(this.connection, identity, {
      roomId,
      userName: this.name,
      clientId,
      userKey: this.#userKey,
      standing: standing(part),
    })
  }

  access(change: AccessChange): Promise<Reply<'access'>> {
    return this.#scene.rooms.access(this.connected, { change })
  }

  leave(): Promise<Reply<'leaveRoom'>> {
    return this.#scene.rooms.leave(this.connected)
  }

  /** Its connection broke, and the server noticed. */
  lose(): void {
    const { connected } = this
    this.connection = null
    this.#scene.end(connected)
  }

  /** Its connection broke, and the server has not noticed yet: the next join takes a new one. */
  vanish(): ConnectionId {
    const { connected } = this
    this.connection = null
    return connected
  }

  append(epoch: Epoch, from: number, entries: readonly Uint8Array[]): Promise<Reply<'append'>> {
    return this.#scene.rooms.append(this.connected, { epoch, from: asVersion(from), entries: [...entries] })
  }

  /** Sends the bytes of a snapshot in so many parts, none before the last was answered; answers what the last was. */
  async seed(epoch: Epoch, bytes: Uint8Array, parts = 1): Promise<Reply<'snapshot'>> {
    let reply: Reply<'snapshot'> | null = null
    for (const [part, piece] of pieces(bytes, parts).entries()) {
      reply = await this.snapshot({ epoch, part, parts, bytes: piece })
      if (!reply.ok) return reply
    }
    if (!reply) throw new Error('a snapshot has at least one part')
    return reply
  }

  /** One part of a snapshot, over a connection of its own choice. */
  snapshot(request: Request<'snapshot'>, connection = this.connected): Promise<Reply<'snapshot'>> {
    return this.#scene.rooms.snapshot(connection, request)
  }

  get connected(): ConnectionId {
    if (this.connection === null) throw new Error(`${this.name} has no connection`)
    return this.connection
  }
}

/** The bytes cut into so many pieces. */
export const pieces = (bytes: Uint8Array, parts: number): Uint8Array[] =>
  Array.from({ length: parts }, (_, i) =>
    bytes.slice(Math.floor((bytes.length * i) / parts), Math.floor((bytes.length * (i + 1)) / parts)),
  )

/** The body of a positive reply; throws the code of a negative one. */
export function accepted<N extends RequestName>(reply: Reply<N>): Extract<Reply<N>, { ok: true }> {
  if (!reply.ok) throw new Error(reply.error.code)
  return reply as Extract<Reply<N>, { ok: true }>
}

/** The code of a refusal, or `ok`. */
export const codeOf = (reply: Reply<RequestName>): string => (reply.ok ? 'ok' : reply.error.code)

/** The welcome that a reply or an event carries. */
export function welcomeIn(stored: Uint8Array | null | undefined): Welcome {
  const decoded = stored ? decodeMessage(stored) : null
  if (!decoded?.ok || decoded.value.type !== 'welcome') throw new Error('no welcome')
  return decoded.value
}

/** The main file's text after a page without a log took the welcome. */
export function textIn(stored: Uint8Array | null | undefined): string {
  const replica = newReplica('reader' as ClientId)
  const taken = takeWelcome(replica, welcomeIn(stored))
  if (!taken.ok) throw new Error(taken.reason)
  return textOf(replica.doc, MAIN_FILE).toString()
}

/** Encoded entries of one author, the first with the seq `first`. */
export const entriesOf = (
  epoch: Epoch,
  first: number,
  changes: readonly WireChange[],
  author = 'author',
): Uint8Array[] =>
  changes.map((change, i) => {
    const clientId = author as ClientId
    return encodeEntry({ clientId, by: clientId, seq: asSeq(first + i), epoch, at: 1_000, change })
  })

/** The change that inserts a text at an offset of the main file. */
export const insert = (at: number, text: string): WireChange => ({
  kind: 'edit',
  file: MAIN_FILE,
  spans: [[at, 0, text]],
})
