import { io, type Socket } from 'socket.io-client'
import { assert } from '../../shared/base/assert.ts'
import type { Env } from '../../shared/base/env.ts'
import type { PeerId } from '../../shared/base/ids.ts'
import { REASONS, type Reason } from '../../shared/protocol/reasons.ts'
import {
  type EventName,
  events,
  type Failure,
  failure,
  type Reply,
  type Request,
  type RequestName,
  replies,
  type ServerEvent,
  toTravel,
} from '../../shared/protocol/signaling.ts'
import type { SignalingListener, SignalingPort } from '../../shared/session/signaling_port.ts'
import { plainFields } from './bytes.ts'
import { heldBackFor } from './held_back.ts'
import type { LinkId, PeerWire, RelayEvent, Replied, SignalEvent } from './peer_wire.ts'
import type { PrivateCode } from './private_code.ts'
import { PrivateGate } from './private_gate.ts'
import { type Relayed, RelayQueue } from './relay_queue.ts'

/** All in milliseconds. A reply that does not come in time counts as `lost`. */
const REPLY_MS = 10_000
/** The reply to a join may bring the whole room, over a slow line. */
const JOIN_REPLY_MS = 40_000
/** The server holds the reply to a frame back until its receiver has read enough. */
const FRAME_REPLY_MS = 30_000
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 5_000
const CONNECT_MS = 10_000

interface SignalingClientOptions {
  readonly env: Env
  /** Origin of the signaling server; the page's own when left out. */
  readonly url?: string
  /** Is here before the session hears that its room is private; without it all of the code is here anyway. */
  readonly privateCode?: Pick<PrivateCode, 'isHere' | 'load'>
}

const refused = (code: Reason): Failure => ({ ok: false, error: { code, message: REASONS[code] } })

const UNAUTHORIZED = 401
/** Long polling tells with what status it was refused; a WebSocket does not, and is tried before it. */
const isSignInNeeded = (error: Error): boolean => 'description' in error && error.description === UNAUTHORIZED

const settled =
  (replied: Replied) =>
  (reply: { readonly ok: true } | Failure): void =>
    replied(reply.ok ? null : reply.error.code)

/**
 * The signaling server over Socket.IO: a WebSocket, or long polling where that is blocked. Keeps the connection
 * up, sends nothing while it is down, and believes nothing that the schemas refuse.
 */
export class SignalingClient implements SignalingPort, PeerWire {
  readonly #env: Env
  readonly #socket: Socket
  /** Requests without a reply: what answers each that the connection was lost. */
  readonly #waiting = new Set<() => void>()
  readonly #gate: PrivateGate
  readonly #queue = new RelayQueue((batch) => this.#relayBatch(batch))
  #listener: SignalingListener | null = null
  #signal: ((event: SignalEvent) => void) | null = null
  #relay: ((event: RelayEvent) => void) | null = null
  #relayDown: (() => void) | null = null
  #cancelRetry: (() => void) | null = null
  #closed = false
  /** Events and replies that could not be believed. */
  dropped = 0

  constructor({ env, url, privateCode }: SignalingClientOptions) {
    this.#env = env
    this.#gate = new PrivateGate({
      env,
      code: privateCode ?? null,
      failed: () => this.#reconnectLater(LONGEST_PAUSE_MS),
    })
    const options = {
      autoConnect: false,
      forceNew: true,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: FIRST_PAUSE_MS,
      reconnectionDelayMax: LONGEST_PAUSE_MS,
      randomizationFactor: 0.5,
      timeout: CONNECT_MS,
      retries: 0,
    }
    this.#socket = url === undefined ? io(options) : io(url, options)
    this.#socket.on('connect', () => this.#listener?.up())
    this.#socket.on('disconnect', (reason) => this.#down(reason))
    this.#socket.on('connect_error', (error) => this.#refused(error))
    this.#hear('userJoined', (event) => this.#listener?.userJoined(event))
    this.#hear('hostChanged', (event) => this.#listener?.hostChanged(event))
    this.#hear('rules', (event) => this.#listener?.rules(event))
    this.#hear('desk', (event) => this.#listener?.desk(event))
    this.#hear('putOut', (event) => this.#listener?.putOut(event))
    this.#hear('letIn', () => this.#listener?.letIn())
    this.#hear('signal', (event) => this.#signal?.(event))
    this.#hear('relay', (event) => this.#relay?.(event))
    this.#hear('standing', (event, answer) => this.#listener?.standing(event, answer))
    this.#socket.onAny((name: string) => {
      if (!Object.hasOwn(events, name)) this.#drop(name)
    })
  }

  get connected(): boolean {
    return this.#socket.connected
  }

  listen(listener: SignalingListener): void {
    assert(this.#listener === null, 'the signaling client has one listener')
    this.#listener = listener
  }

  onSignal(listener: (event: SignalEvent) => void): void {
    assert(this.#signal === null, 'signals have one listener')
    this.#signal = listener
  }

  onRelay(listener: (event: RelayEvent) => void, down: () => void): void {
    assert(this.#relay === null, 'relayed links have one listener')
    this.#relay = listener
    this.#relayDown = down
  }

  connect(): void {
    if (!this.#closed) this.#socket.connect()
  }

  close(): void {
    this.#queue.flush()
    this.#closed = true
    this.#cancelRetry?.()
    this.#socket.disconnect()
    this.#lose()
  }

  /** The network may be back: tries at once instead of after the current pause. */
  reconnectNow(): void {
    if (this.#closed || this.#socket.connected) return
    this.#cancelRetry?.()
    // Ends the pause, or an attempt that hangs in the old network.
    this.#socket.disconnect().connect()
  }

  request<N extends 'join' | 'leaveRoom' | 'append' | 'snapshot' | 'access'>(
    name: N,
    body: Request<N>,
    replied: (reply: Reply<N>) => void,
  ): void {
    this.#request(name, body, name === 'join' ? JOIN_REPLY_MS : REPLY_MS, replied)
  }

  /** What this page tells of itself, for the server's sums. */
  report(body: Request<'report'>, replied: Replied): void {
    this.#request('report', body, REPLY_MS, settled(replied))
  }

  signal(to: PeerId, link: LinkId, data: string, replied: Replied): void {
    this.#request('signal', { to, link, data }, REPLY_MS, settled(replied))
  }

  relay(body: Request<'relay'>, replied: Replied): void {
    if (!this.#socket.connected) return replied('lost')
    this.#queue.add({ body, replied })
  }

  #relayBatch(batch: readonly Relayed[]): void {
    const [first, second] = batch
    if (first === undefined) return
    if (second === undefined || first.body.frame === undefined) return this.#relayOne(first)
    const to = batch.map(({ body }) => [body.to, body.link] satisfies [PeerId, LinkId])
    this.#request('relayMany', { to, frame: first.body.frame }, FRAME_REPLY_MS, (reply) => {
      const refused = new Map(reply.ok ? reply.refused : batch.map((_, i) => [i, reply.error.code]))
      const behind = new Set(reply.ok ? reply.behind : [])
      for (const [i, { body, replied }] of batch.entries()) {
        if (behind.has(i)) this.#request('drain', { to: body.to }, FRAME_REPLY_MS, settled(replied))
        else replied(refused.get(i) ?? null)
      }
    })
  }

  #relayOne({ body, replied }: Relayed): void {
    this.#request('relay', body, FRAME_REPLY_MS, settled(replied))
  }

  #request<N extends RequestName>(
    name: N,
    body: Request<N>,
    within: number,
    replied: (reply: Reply<N>) => void,
  ): void {
    // Nothing overtakes a frame.
    this.#queue.flush()
    // Socket.IO would keep it and send it later, when it may no longer be true.
    if (!this.#socket.connected) return replied(refused('lost'))
    let settle = (reply: Reply<N>): void => {
      settle = () => undefined
      this.#waiting.delete(lose)
      cancel()
      replied(reply)
    }
    const lose = (): void => settle(refused('lost'))
    const cancel = this.#env.timer(within, lose)
    this.#waiting.add(lose)
    this.#socket.emit(name, toTravel(body), (answer: unknown) => {
      const reply = this.#readReply(name, answer)
      this.#gate.pass(reply, () => settle(reply))
    })
  }

  #readReply<N extends RequestName>(name: N, reply: unknown): Reply<N> {
    const fields = plainFields(reply)
    const refusal = failure.safeParse(fields)
    if (refusal.success) return refusal.data
    const body = replies[name].safeParse(fields)
    const fine = typeof reply === 'object' && reply !== null && 'ok' in reply && reply.ok === true
    if (fine && body.success) return { ok: true as const, ...(body.data as object) } as Reply<N>
    this.#drop(name)
    return refused('malformed')
  }

  #hear<N extends EventName>(
    name: N,
    hear: (event: ServerEvent<N>, acknowledge: (answer: unknown) => void) => void,
  ): void {
    const listener = (body: unknown, acknowledge: unknown): void => {
      const event = events[name].safeParse(plainFields(body))
      if (!event.success) return this.#drop(name)
      const data = event.data as ServerEvent<N>
      this.#gate.pass(data, () =>
        hear(data, (answer) => {
          if (typeof acknowledge === 'function') acknowledge(answer)
        }),
      )
    }
    // The socket's own type knows no names of events.
    this.#socket.on(name as string, listener)
  }

  #drop(name: string): void {
    this.dropped += 1
    const known = Object.hasOwn(events, name) || Object.hasOwn(replies, name)
    this.#env.log('warn', 'dropped from server', { event: known ? name : 'unknown', dropped: this.dropped })
  }

  #down(reason: string): void {
    this.#env.log('info', 'server out of reach', { reason })
    this.#lose()
    // The server ended this connection on purpose: another page goes by the same identity. Coming back by
    // ourselves would only throw that one out.
    this.#listener?.down()
  }

  #lose(): void {
    this.#gate.clear()
    for (const lose of [...this.#waiting]) lose()
    this.#relayDown?.()
  }

  /**
   * Socket.IO itself tries again after a failed connection, within seconds, but not after one that the server refused.
   * Where that says when to come again, it is then.
   */
  #refused(error: Error): void {
    if (this.#closed) return
    if (isSignInNeeded(error)) {
      // Nothing changes that but the person, who comes back to this page then.
      this.#socket.disconnect()
      this.#listener?.putOut({ reason: 'signInNeeded' })
      return
    }
    const seconds = heldBackFor(error)
    if (seconds === null && this.#socket.active) return
    this.#reconnectLater(seconds === null ? LONGEST_PAUSE_MS * (0.5 + this.#env.random()) : seconds * 1_000)
    if (seconds !== null) this.#listener?.heldBack(seconds)
  }

  /** As if the server had been out of reach: what was asked is lost. */
  #reconnectLater(ms: number): void {
    this.#socket.disconnect()
    this.#cancelRetry?.()
    this.#cancelRetry = this.#env.timer(ms, () => this.connect())
  }
}
