import { io, type Socket } from 'socket.io-client'
import type { Env } from '../../shared/base/env.ts'
import { asEpoch, asVersion, type ClientId, type PeerId, type RoomId } from '../../shared/base/ids.ts'
import { fail, ok } from '../../shared/base/result.ts'
import type { Reason } from '../../shared/protocol/reasons.ts'
import type { Reply, Request, RequestName } from '../../shared/protocol/signaling.ts'
import { type Config, readConfig } from '../../signaling/config/config.ts'
import { type Edges, startEdges } from '../../signaling/edges.ts'
import type { Patience } from '../../signaling/http/app.ts'
import { refusal } from '../../signaling/refusal.ts'
import type {
  ConnectionId,
  Identity,
  Outlet,
  ReadableRoom,
  RoomReader,
  RoomsPort,
} from '../../signaling/rooms/ports.ts'
import { MemoryStore } from '../../signaling/store/memory_store.ts'
import { StoreDown } from '../../signaling/store/room_store.ts'
import { tempDir } from '../support/temp_dir.ts'

/** The smallest room logic that the edges can be tried against: everybody who joins stays until they go. */
export class FakeRooms implements RoomsPort {
  readonly members = new Map<ConnectionId, { readonly roomId: RoomId; readonly peerId: PeerId }>()
  readonly ended: ConnectionId[] = []
  /** Those who may not write; everybody else may. */
  readonly guests = new Set<ConnectionId>()
  /** Why nobody is let in. */
  refuse: Reason | null = null
  /** Every join that was passed on. */
  readonly joins: Request<'join'>[] = []
  /** What a join is answered with of the stored room. */
  stored: Uint8Array | null = null
  /** What the next append does instead of succeeding. */
  appendFails: Error | null = null
  /** Appends wait for it. */
  gate: Promise<void> = Promise.resolve()
  appendsBegun = 0

  async join(connection: ConnectionId, { peerId, userId }: Identity, request: Request<'join'>) {
    this.joins.push(request)
    if (this.refuse !== null) return refusal(this.refuse)
    this.members.set(connection, { roomId: request.roomId, peerId })
    const room = { epoch: asEpoch(1), host: peerId, iceServers: [], relay: true, stored: this.stored }
    return { ok: true as const, peerId, userId, ...room }
  }

  async leave(connection: ConnectionId) {
    return this.members.delete(connection) ? ({ ok: true } as const) : refusal('notJoined')
  }

  gone(connection: ConnectionId) {
    this.ended.push(connection)
    this.members.delete(connection)
  }

  async append(_connection: ConnectionId, { epoch, from, entries }: Request<'append'>) {
    this.appendsBegun += 1
    await this.gate
    if (this.appendFails !== null) throw this.appendFails
    return { ok: true as const, epoch, version: asVersion(from + entries.length) }
  }

  async access(connection: ConnectionId) {
    return this.members.has(connection) ? ({ ok: true } as const) : refusal('notJoined')
  }

  async snapshot(_connection: ConnectionId, { epoch, part }: Request<'snapshot'>) {
    return { ok: true as const, epoch, version: asVersion(part) }
  }

  isHost(connection: ConnectionId) {
    return this.members.has(connection) && !this.guests.has(connection)
  }

  route(connection: ConnectionId, to: PeerId) {
    const sender = this.members.get(connection)
    if (sender === undefined) return fail('notJoined')
    for (const [other, { roomId, peerId }] of this.members) {
      if (peerId === to && roomId === sender.roomId) return ok({ from: sender.peerId, connection: other })
    }
    return fail('notMember')
  }

  roomOf(connection: ConnectionId) {
    return this.members.get(connection)?.roomId ?? null
  }

  get open() {
    return this.counts().rooms
  }

  isOpen(roomId: RoomId) {
    return this.activeUsers(roomId) > 0
  }

  abandon() {
    return []
  }

  activeUsers(roomId: RoomId) {
    return [...this.members.values()].filter((member) => member.roomId === roomId).length
  }

  overview() {
    return []
  }

  counts() {
    return {
      rooms: new Set([...this.members.values()].map(({ roomId }) => roomId)).size,
      members: this.members.size,
    }
  }
}

/** Rooms in memory, newest first; a cursor is the last room's id. */
export class FakeReader implements RoomReader {
  down = false
  readonly views: ReadableRoom[] = []

  async count() {
    if (this.down) throw new StoreDown('down')
    return this.views.length
  }

  async has(roomId: RoomId) {
    if (this.down) throw new StoreDown('down')
    return this.views.some((view) => view.roomId === roomId)
  }

  async read(roomId: RoomId) {
    if (this.down) throw new StoreDown('down')
    return this.views.find((view) => view.roomId === roomId) ?? null
  }

  readonly logs = new Map<RoomId, Uint8Array>()

  async log(roomId: RoomId) {
    if (this.down) throw new StoreDown('down')
    return this.logs.get(roomId) ?? null
  }

  async list(limit: number, after: string | null) {
    if (this.down) throw new StoreDown('down')
    const start = after === null ? 0 : this.views.findIndex((view) => view.roomId === after) + 1
    const rooms = this.views.slice(start, start + limit)
    return { rooms, next: start + limit < this.views.length ? (rooms.at(-1)?.roomId ?? null) : null }
  }
}

export interface LogLine {
  readonly level: string
  readonly event: string
  readonly fields: unknown
}

/** A real clock and a log that can be read. */
export function testEnv(lines: LogLine[] = []): Env {
  return {
    now: () => Date.now(),
    timer(ms, callback) {
      const timer = setTimeout(callback, ms)
      return () => clearTimeout(timer)
    },
    random: Math.random,
    log: (level, event, fields) => lines.push({ level, event, fields: fields ?? {} }),
  }
}

export function configWith(env: Record<string, string> = {}): Config {
  const read = readConfig({ PORT: '0', HOST: '127.0.0.1', CLIENT_DIR: '/nonexistent', ...env })
  if (!read.ok) throw new Error(read.problems.join(' '))
  return read.config
}

export interface TestServer extends Edges {
  readonly rooms: FakeRooms
  readonly reader: FakeReader
  readonly lines: LogLine[]
  readonly outlet: Outlet
  /** Stops as a signal does, with its connections still up. */
  readonly stopEdges: () => Promise<void>
  /** A new connection, up; it does not come back by itself. */
  connect(options?: Parameters<typeof io>[1]): Promise<Socket>
}

/** The real edges around fakes, on a free port. */
export async function startTestServer(
  env: Record<string, string> = {},
  patience?: Patience,
): Promise<TestServer> {
  const rooms = new FakeRooms()
  const reader = new FakeReader()
  const lines: LogLine[] = []
  const outlets: Outlet[] = []
  const edges = await startEdges({
    config: configWith(env),
    env: testEnv(lines),
    makeRooms(outlet) {
      outlets.push(outlet)
      return rooms
    },
    reader,
    visits: new MemoryStore(),
    ping: async () => {
      if (reader.down) throw new StoreDown('down')
    },
    ...(patience && { patience }),
  })
  const [outlet] = outlets
  if (outlet === undefined) throw new Error('makeRooms was not called')
  const sockets: Socket[] = []
  return {
    ...edges,
    rooms,
    reader,
    lines,
    outlet,
    stopEdges: () => edges.stop(),
    connect(options = {}) {
      const socket = io(edges.url, {
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
        ...options,
      })
      sockets.push(socket)
      return new Promise((resolve, reject) => {
        socket.once('connect', () => resolve(socket))
        socket.once('connect_error', reject)
      })
    },
    async stop() {
      for (const socket of sockets) socket.disconnect()
      await edges.stop()
    },
  }
}

/** Sends whatever it is given and waits for the acknowledgement. */
export const ask = (socket: Socket, name: string, ...body: unknown[]): Promise<unknown> =>
  socket.timeout(5_000).emitWithAck(name, ...body)

export const USER_KEY = 'a-secret-of-32-characters-------'

export const joinRequest = (roomId: string, clientId = 'client-a') => ({
  roomId,
  userName: 'Ana',
  clientId: clientId as ClientId,
  userKey: USER_KEY,
})

/** Joins, and answers the peer id. */
export async function joined(socket: Socket, roomId: string, clientId: string): Promise<PeerId> {
  const reply = (await ask(socket, 'join', joinRequest(roomId, clientId))) as Reply<'join'>
  if (!reply.ok) throw new Error(reply.error.code)
  return reply.peerId
}

/** The code of a refusal, or 'ok'. */
export function codeOf(reply: unknown): string {
  const answer = reply as Reply<RequestName>
  return answer.ok ? 'ok' : answer.error.code
}

export const viewOf = (roomId: string, code: string, updatedAt = 1_700_000_000_000): ReadableRoom => ({
  roomId: roomId as RoomId,
  code,
  language: 'python',
  version: asVersion(3),
  createdAt: 1_600_000_000_000,
  updatedAt,
})

/** A folder that is gone afterwards. */
export async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await tempDir()
  try {
    await use(folder.path)
  } finally {
    await folder.remove()
  }
}
