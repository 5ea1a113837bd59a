import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { DelayLine } from './delay_line.ts'
import { int, type Random, seeded } from './random.ts'

/** What happens to the datagrams of one direction. */
export interface Weather {
  /** The share that is lost, from 0 to 1. */
  readonly loss?: number
  /** Every datagram comes so many milliseconds late, and up to `jitterMs` more; their order is kept. */
  readonly delayMs?: number
  readonly jitterMs?: number
  /** The share that is held back by `LATE_MS`, so that those sent after it arrive before it. */
  readonly reorder?: number
}

/** Towards the server, away from it. */
export type Direction = 'up' | 'down'
export const BOTH: readonly Direction[] = ['up', 'down']

/** How late a datagram comes that is overtaken, in milliseconds. */
const LATE_MS = 25

/** What became of the datagrams of both directions. */
export interface Datagrams {
  readonly passed: number
  readonly dropped: number
  readonly overtaken: number
}

/** Stands in front of a UDP port of 127.0.0.1 and passes datagrams on, as well as the weather lets it. */
export class UdpProxy {
  readonly port: number
  readonly #target: number
  readonly #random: Random
  readonly #front: Socket
  /** The way on for each client, by the client's port. */
  readonly #ways = new Map<number, Socket>()
  readonly #lines: Record<Direction, DelayLine> = { up: new DelayLine(), down: new DelayLine() }
  /** Those that are overtaken; all are equally late. */
  readonly #overtaken = new DelayLine()
  readonly #blocked = new Set<Direction>()
  readonly #weather: Record<Direction, Weather> = { up: {}, down: {} }
  /** When the last datagram of each direction is due that is not overtaken. */
  readonly #due: Record<Direction, number> = { up: 0, down: 0 }
  #count = { passed: 0, dropped: 0, overtaken: 0 }

  private constructor(front: Socket, target: number, random: Random) {
    this.#front = front
    this.port = front.address().port
    this.#target = target
    this.#random = random
    front.on('message', (datagram, { port }) => this.#pass('up', this.#wayOn(port, datagram)))
  }

  /** Resolves when it listens. End it with `close`. The seed decides what is lost and late. */
  static async listen(target: number, seed = 1): Promise<UdpProxy> {
    const front = createSocket('udp4')
    front.bind(0, '127.0.0.1')
    await once(front, 'listening')
    return new UdpProxy(front, target, seeded(seed))
  }

  /** Drops every datagram from now on, of both directions unless told. */
  block(...directions: readonly Direction[]): void {
    for (const direction of directions.length === 0 ? BOTH : directions) this.#blocked.add(direction)
  }

  /** Lets datagrams through again. */
  open(): void {
    this.#blocked.clear()
  }

  /** The weather from now on: of one direction, and fine in the other; fine in both unless told. */
  setWeather({ up = {}, down = {} }: { readonly up?: Weather; readonly down?: Weather } = {}): void {
    this.#weather.up = up
    this.#weather.down = down
  }

  /** Since the last time that this was asked. */
  takeCount(): Datagrams {
    const count = this.#count
    this.#count = { passed: 0, dropped: 0, overtaken: 0 }
    return count
  }

  close(): void {
    for (const line of [this.#lines.up, this.#lines.down, this.#overtaken]) line.clear()
    this.#front.close()
    for (const way of this.#ways.values()) way.close()
    this.#ways.clear()
  }

  #wayOn(client: number, datagram: Buffer): () => void {
    let way = this.#ways.get(client)
    if (way === undefined) {
      way = createSocket('udp4')
      way.bind(0, '127.0.0.1')
      way.on('message', (answer) => this.#pass('down', () => this.#front.send(answer, client, '127.0.0.1')))
      this.#ways.set(client, way)
    }
    const socket = way
    return () => socket.send(datagram, this.#target, '127.0.0.1')
  }

  #pass(direction: Direction, on: () => void): void {
    const { loss = 0, delayMs = 0, jitterMs = 0, reorder = 0 } = this.#weather[direction]
    if (this.#blocked.has(direction) || this.#random() < loss) {
      this.#count.dropped += 1
      return
    }
    this.#count.passed += 1
    const now = performance.now()
    const due = Math.max(this.#due[direction], now + delayMs + int(this.#random, 0, jitterMs))
    if (this.#random() < reorder) {
      this.#count.overtaken += 1
      return this.#overtaken.push(due - now + LATE_MS, on)
    }
    this.#due[direction] = due
    this.#lines[direction].push(due - now, on)
  }
}
