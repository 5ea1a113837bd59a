import { createHash, createHmac, randomBytes } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { IceServer } from '../../shared/protocol/signaling.ts'

const MAGIC_COOKIE = 0x2112a442
const HEADER_BYTES = 20
const INTEGRITY_BYTES = 24
/** How long an answer may take, in milliseconds. */
const ANSWER_MS = 5_000

const METHOD = { allocate: 0x003, refresh: 0x004, permit: 0x008 } as const
const ATTRIBUTE = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  lifetime: 0x000d,
  peer: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  transport: 0x0019,
} as const
const UDP = 17
const IPV4 = 1

type Attribute = readonly [type: number, value: Buffer]

/** A client of a TURN server on this machine (RFC 8656, as far as needed), which says what the server refuses. */
export class TurnClient {
  readonly #socket: Socket
  readonly #server: Pick<IceServer, 'username' | 'credential'>
  #isGranted = false
  #realm = ''
  #nonce: Buffer = Buffer.alloc(0)

  private constructor(socket: Socket, server: Pick<IceServer, 'username' | 'credential'>) {
    this.#socket = socket
    this.#server = server
  }

  /** Speaks from an address of its own with this name and password. End it with `leave`. */
  static async open(
    port: number,
    server: Pick<IceServer, 'username' | 'credential'> = {},
  ): Promise<TurnClient> {
    const socket = createSocket('udp4')
    socket.connect(port, '127.0.0.1')
    await once(socket, 'connect')
    return new TurnClient(socket, server)
  }

  /** Asks for a relay of its own. Resolves with the server's error code; null when it was granted. */
  async allocate(): Promise<number | null> {
    const error = await this.#request(METHOD.allocate, [[ATTRIBUTE.transport, Buffer.from([UDP, 0, 0, 0])]])
    this.#isGranted ||= error === null
    return error
  }

  /** Asks to keep it. */
  refresh(): Promise<number | null> {
    return this.#request(METHOD.refresh, [])
  }

  /** Asks to reach somebody at an IPv4 address by way of it. */
  permit(address: string): Promise<number | null> {
    const parts = address.split('.').map(Number)
    const value = Buffer.alloc(8)
    value[1] = IPV4
    value.writeUInt16BE(9 ^ (MAGIC_COOKIE >>> 16), 2)
    value.writeUInt32BE((Buffer.from(parts).readUInt32BE() ^ MAGIC_COOKIE) >>> 0, 4)
    return this.#request(METHOD.permit, [[ATTRIBUTE.peer, value]])
  }

  /** Gives back what it has. Its port stays taken until the process ends: coturn knows for a while whose it was. */
  async leave(): Promise<void> {
    if (this.#isGranted) await this.#request(METHOD.refresh, [[ATTRIBUTE.lifetime, Buffer.alloc(4)]])
    this.#socket.unref()
  }

  /** Asks, and once more with what the server wants to be signed with. */
  async #request(method: number, attributes: readonly Attribute[]): Promise<number | null> {
    for (const isLast of [false, true]) {
      const answer = await this.#exchange(method, attributes)
      const error = answer.get(ATTRIBUTE.error)
      if (error === undefined) return null
      const code = (error[2] ?? 0) * 100 + (error[3] ?? 0)
      if (isLast || ![401, 438].includes(code)) return code
      this.#realm = answer.get(ATTRIBUTE.realm)?.toString() ?? this.#realm
      this.#nonce = answer.get(ATTRIBUTE.nonce) ?? this.#nonce
    }
    throw new Error('two are all')
  }

  async #exchange(method: number, attributes: readonly Attribute[]): Promise<ReadonlyMap<number, Buffer>> {
    const request = this.#signed(method, attributes)
    const answer = once(this.#socket, 'message', { signal: AbortSignal.timeout(ANSWER_MS) })
    this.#socket.send(request)
    const [message] = (await answer) as [Buffer]
    return read(message)
  }

  #signed(method: number, attributes: readonly Attribute[]): Buffer {
    const { username = '', credential = '' } = this.#server
    const id = randomBytes(12)
    if (this.#nonce.length === 0) return packet(method, id, attributes)
    const all: readonly Attribute[] = [
      ...attributes,
      [ATTRIBUTE.username, Buffer.from(username)],
      [ATTRIBUTE.realm, Buffer.from(this.#realm)],
      [ATTRIBUTE.nonce, this.#nonce],
    ]
    const message = packet(method, id, all)
    // What is signed says already how long it is with its signature.
    message.writeUInt16BE(message.length - HEADER_BYTES + INTEGRITY_BYTES, 2)
    const key = createHash('md5').update(`${username}:${this.#realm}:${credential}`).digest()
    const integrity = createHmac('sha1', key).update(message).digest()
    return packet(method, id, [...all, [ATTRIBUTE.integrity, integrity]])
  }
}

function packet(method: number, id: Buffer, attributes: readonly Attribute[]): Buffer {
  const body = Buffer.concat(
    attributes.map(([type, value]) => {
      const padded = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4)
      padded.writeUInt16BE(type, 0)
      padded.writeUInt16BE(value.length, 2)
      value.copy(padded, 4)
      return padded
    }),
  )
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt16BE(method, 0)
  header.writeUInt16BE(body.length, 2)
  header.writeUInt32BE(MAGIC_COOKIE, 4)
  id.copy(header, 8)
  return Buffer.concat([header, body])
}

function read(message: Buffer): ReadonlyMap<number, Buffer> {
  const attributes = new Map<number, Buffer>()
  for (let at = HEADER_BYTES; at + 4 <= message.length; ) {
    const length = message.readUInt16BE(at + 2)
    attributes.set(message.readUInt16BE(at), message.subarray(at + 4, at + 4 + length))
    at += 4 + Math.ceil(length / 4) * 4
  }
  return attributes
}
