import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Env } from '../../shared/base/env.ts'
import { answerRaw } from './raw.ts'

/** Where Socket.IO is found: every other request to change the protocol is refused. */
const SOCKET_PATH = '/socket.io/'
/** Engine.IO's number for what `allowRequest` turned away. */
const FORBIDDEN = 4
/** A WebSocket that was told goodbye and does not answer is cut off after so many milliseconds. */
const GOODBYE_MS = 2_000

/** What is used of Engine.IO's server. */
interface Engine {
  on(event: 'connection_error', listener: (error: ConnectionError) => void): unknown
  on(event: 'connection', listener: (connection: Connection) => void): unknown
}
interface ConnectionError {
  readonly req: IncomingMessage & { readonly res?: unknown; readonly websocket?: unknown }
  readonly code: number
}
interface Connection {
  once(event: 'close', listener: () => void): unknown
  readonly transport: object
}
/** What is used of the package `ws` in it. */
interface WebSockets {
  on(event: 'wsClientError', listener: (error: Error, socket: Duplex) => void): unknown
}
interface WebSocket {
  terminate(): void
}

/**
 * What Socket.IO leaves open between HTTP and a WebSocket. Requests to change the protocol that come to nothing are
 * answered like everything else: Engine.IO tells of them before it answers by itself, and finds it done. And who does
 * not answer the end of a WebSocket is not waited for. Call it before the server listens.
 */
export function guardUpgrades(server: Server, engine: Engine, env: Env): void {
  server.prependListener('upgrade', ({ url }, socket) => {
    if (!url?.startsWith(SOCKET_PATH)) answerRaw(socket, '400 Bad Request', 'unexpected')
  })
  engine.on('connection_error', ({ req, code }) => {
    // With a response it is no upgrade; with a WebSocket it was one, and what is refused is said over that.
    if (req.res !== undefined || req.websocket !== undefined || !req.socket.writable) return
    answerRaw(req.socket, code === FORBIDDEN ? '403 Forbidden' : '400 Bad Request', 'unexpected')
  })
  // Engine.IO makes another one whenever the server begins to listen.
  server.on('listening', () => {
    const sockets: WebSockets = Reflect.get(engine, 'ws')
    sockets.on('wsClientError', (_error, socket) => answerRaw(socket, '400 Bad Request', 'malformed'))
  })
  engine.on('connection', (connection) => {
    connection.once('close', () => {
      const socket: WebSocket | undefined = Reflect.get(connection.transport, 'socket')
      env.timer(GOODBYE_MS, () => socket?.terminate())
    })
  })
}
