import type { AddressInfo } from 'node:net'
import type { Env } from '../shared/base/env.ts'
import type { RoomId } from '../shared/base/ids.ts'
import { OUTBOX_BYTES } from '../shared/protocol/limits.ts'
import type { Config } from './config/config.ts'
import type { Connections } from './connections.ts'
import { createApp, type Patience } from './http/app.ts'
import { serveAutocomplete } from './http/autocomplete.ts'
import { serveHealth } from './http/health.ts'
import { servePage } from './http/page.ts'
import { serveRooms } from './http/rooms.ts'
import type { InstancesLink } from './instances/open_instances.ts'
import { Limits } from './limits.ts'
import { openWatch } from './metrics/watch.ts'
import { visitorOf } from './origins.ts'
import { Readiness } from './readiness.ts'
import { Relay } from './relay.ts'
import { Requests } from './requests.ts'
import type { Outlet, RoomObserver, RoomReader, RoomsPort } from './rooms/ports.ts'
import { Sockets } from './socket.ts'
import type { VisitStore } from './store/visits.ts'

/** Requests under way get so long to finish when the server stops. */
const GRACE_MS = 3_000

interface EdgesOptions {
  readonly config: Config
  readonly env: Env
  readonly makeRooms: (outlet: Outlet, observer: RoomObserver) => RoomsPort
  readonly reader: RoomReader
  readonly visits: VisitStore
  /** Resolves when the store answers, rejects with StoreDown when it does not. */
  readonly ping: () => Promise<void>
  /** What other processes on the same store count with too, for `Limits`; null when there is none. */
  readonly counters?: object | null
  /** Null where this process is the only one. */
  readonly link?: InstancesLink | null
  /** Other than a real server has it. */
  readonly patience?: Patience
}

export interface Edges {
  /** Where the server is found on this machine. */
  readonly url: string
  readonly port: number
  /** Whether it takes new visitors; a stop ends that by itself. */
  readonly readiness: Readiness
  /**
   * Says that it stops, and after a while refuses what is new, moves the pages to other instances if there are any, lets
   * what is under way finish for a moment and ends every connection. Once.
   */
  stop(): Promise<void>
}

/** HTTP and Socket.IO on one port around the room logic. Rejects with Node's error when it cannot listen. */
export async function startEdges({
  config,
  env,
  makeRooms,
  reader,
  visits,
  ping,
  counters,
  link = null,
  patience,
}: EdgesOptions): Promise<Edges> {
  const limits = new Limits(config.rates, counters)
  const readiness = new Readiness()
  let closed = false
  const watch = await openWatch({
    config,
    env,
    gauges: () => ({
      ...rooms.counts(),
      connections: sockets.connections,
      relayedFrames: relay.frames,
      appendedEntries: requests.appended,
      draining: readiness.draining,
    }),
    openRooms: () => rooms.overview(),
  })
  const { meter, pages } = watch
  const app = await createApp(config, env, limits, meter, patience)
  // Loads nothing where nobody has to sign in.
  const openAuth = config.auth && (await import('./auth/open_auth.ts')).openAuth
  const auth = config.auth && openAuth ? await openAuth(config.auth, env) : null
  const sockets = new Sockets({
    server: app.server,
    config,
    limits,
    meter,
    env,
    gate: auth?.gate ?? null,
    closed: () => closed,
    ...(link && { adapter: link.adapter }),
  })
  const instances = link?.instances(sockets) ?? null
  const connections: Connections = instances?.connections ?? sockets
  const rooms = makeRooms(connections, pages)
  const relay = new Relay({
    rooms,
    outlet: connections,
    limits,
    backlog: (connection) => connections.backlog(connection),
    on: config.relay,
  })
  const requests = new Requests({
    rooms,
    reader,
    relay,
    limits,
    meter,
    pages,
    env,
    roomsStored: config.roomsStored,
    roomsOpen: config.roomsOpen === 0 ? Number.POSITIVE_INFINITY : config.roomsOpen,
    address: (connection) => connections.address(connection),
    here: (connection) => connections.backlog(connection) !== null,
    behind: (connection) => (connections.backlog(connection)?.bytes ?? 0) > OUTBOX_BYTES,
    signIn: auth && { sessionOf: (connection) => connections.session(connection), visits },
  })
  sockets.serve(instances ? await instances.begin(rooms, requests) : requests)
  const counts = () => ({
    ...rooms.counts(),
    connections: sockets.connections,
    relayed_frames: relay.frames,
    appended_entries: requests.appended,
  })

  const activeUsers = async (ids: readonly RoomId[]) =>
    link ? link.members(ids) : ids.map((id) => rooms.activeUsers(id))
  const visitor = visitorOf(config.trustProxy)
  auth?.serve(app, { limits, visitor, visits })
  serveRooms(app, { activeUsers, reader, listed: config.roomList, limits, visitor })
  serveAutocomplete(app, { now: env.now, limits, visitor })
  watch.serve(app, { limits, visitor })
  serveHealth(app, { ping, draining: () => readiness.draining, counts, now: env.now })
  await servePage(app, config.clientDir, auth?.mark, config.adminToken !== null)
  await app.listen({ port: config.port, host: config.host })
  const { port } = app.server.address() as AddressInfo

  return {
    url: `http://${urlHost(config.host)}:${port}`,
    port,
    readiness,
    async stop() {
      readiness.beginDraining()
      await pause(env, config.drainSeconds * 1_000)
      closed = true
      watch.stop()
      await instances?.leave()
      await within(env, GRACE_MS, requests.stop())
      sockets.stop()
      await app.close()
    },
  }
}

const pause = (env: Env, ms: number): Promise<void> =>
  ms === 0 ? Promise.resolve() : new Promise((resolve) => env.timer(ms, resolve))

/** Resolves when the promise does, or after so many milliseconds. */
function within(env: Env, ms: number, promise: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = env.timer(ms, resolve)
    promise.then(resolve, reject).finally(cancel)
  })
}

/** A host that every machine understands as itself, where the server listens at all its addresses. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
