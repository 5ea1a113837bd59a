import type SimplePeer from 'simple-peer'
import type { Env } from '../../shared/base/env.ts'
import type { PeerId } from '../../shared/base/ids.ts'
import type { CloseReason } from '../../shared/protocol/reasons.ts'
import { LOW_WATER_BYTES } from '../../shared/transport/gauge.ts'
import { Inbox } from '../../shared/transport/inbox.ts'
import type { Fingerprints, Link, LinkListener } from '../../shared/transport/link.ts'
import { plainBytes } from './bytes.ts'
import { type LinkStats, readStats } from './link_stats.ts'
import { closeReason } from './peer_wire.ts'

/** After its own close an end keeps the channel so many milliseconds, so that what was sent still arrives. */
const LINGER_MS = 1_000
/** How often the channel is asked where it does not tell by itself that its buffer is low, in milliseconds. */
const POLL_MS = 10

/** So many bytes in the channel's buffer need not be known exactly. */
const FEW_BYTES = 4 * 1_024

/** What simple-peer keeps to itself; its own `send` and events do not tell all that a link has to know. */
interface Internals {
  readonly _channel?: RTCDataChannel | null
  readonly _pc?: RTCPeerConnection | null
}

/** The connection beneath a simple-peer; null before it is made and after it was destroyed. */
export const connectionOf = (peer: SimplePeer.Instance): RTCPeerConnection | null =>
  (peer as unknown as Internals)._pc ?? null

const channelOf = (peer: SimplePeer.Instance): RTCDataChannel | null =>
  (peer as unknown as Internals)._channel ?? null

/** The one fingerprint of a session description, as in its `a=fingerprint` lines; null where there is not exactly one. */
function fingerprintIn(description: RTCSessionDescription | null | undefined): string | null {
  const found = new Set(
    [...(description?.sdp ?? '').matchAll(/^a=fingerprint:([\w-]+) ([\dA-Fa-f:]+)\s*$/gm)].map(
      ([, hash = '', value = '']) => `${hash.toLowerCase()} ${value.toUpperCase()}`,
    ),
  )
  const [only = null] = found
  return found.size === 1 ? only : null
}

interface DirectLinkOptions {
  readonly env: Env
  readonly peer: PeerId
  /** In object mode, so that it keeps the bounds of frames. */
  readonly connection: SimplePeer.Instance
  /** Told once, before the listener is. */
  readonly ended: (reason: CloseReason) => void
}

/**
 * A data channel as a link, from before it opened: `opened` is called when it did. A text message on the channel
 * is the reason for which the other end closes; frames are binary.
 */
export class DirectLink implements Link {
  readonly path = 'direct'
  readonly peer: PeerId
  readonly #env: Env
  readonly #connection: SimplePeer.Instance
  readonly #ended: (reason: CloseReason) => void
  readonly #inbox = new Inbox()
  #channel: RTCDataChannel | null = null
  /** At most so many bytes are in the channel's buffer. */
  #most = 0
  #polled = false
  #cancelPoll: (() => void) | null = null

  constructor({ env, peer, connection, ended }: DirectLinkOptions) {
    this.peer = peer
    this.#env = env
    this.#connection = connection
    this.#ended = ended
    connection.on('data', (data: unknown) => this.#take(data))
    connection.on('error', () => this.#lose())
    connection.on('close', () => this.#lose())
  }

  get buffered(): number {
    if (this.#inbox.closed || this.#channel === null) return 0
    // Asking the channel costs as much as sending a key: while little was sent, that is known to be enough.
    if (this.#most > FEW_BYTES) this.#most = this.#channel.bufferedAmount
    return this.#most
  }

  /** What DTLS holds each end to: whoever is in the middle has other certificates. */
  get fingerprints(): Fingerprints | null {
    const connection = connectionOf(this.#connection)
    const own = fingerprintIn(connection?.localDescription)
    const peer = fingerprintIn(connection?.remoteDescription)
    return own !== null && peer !== null ? { own, peer } : null
  }

  /** The channel is open now. simple-peer sometimes keeps a close to itself, so the channel is heard too. */
  opened(): void {
    const channel = channelOf(this.#connection)
    const connection = connectionOf(this.#connection)
    if (channel === null || connection === null) return this.#lose()
    this.#channel = channel
    // simple-peer sets a handler of its own everywhere, so only the threshold tells whether there is such an event.
    this.#polled = typeof channel.bufferedAmountLowThreshold !== 'number'
    if (!this.#polled) channel.bufferedAmountLowThreshold = LOW_WATER_BYTES
    channel.addEventListener('bufferedamountlow', () => this.#inbox.drained())
    channel.addEventListener('close', () => this.#lose())
    connection.addEventListener('connectionstatechange', () => {
      if (connection.connectionState === 'closed' || connection.connectionState === 'failed') this.#lose()
    })
  }

  send(frame: Uint8Array): void {
    const channel = this.#channel
    if (this.#inbox.closed || channel === null) return
    try {
      // A frame of ours never lies in shared memory.
      channel.send(frame as Uint8Array<ArrayBuffer>)
      this.#most += frame.byteLength
    } catch (thrown) {
      // The channel closed, or its sender did not wait until it drained.
      const full = thrown instanceof Error && thrown.name === 'OperationError'
      return this.#end(full ? 'slow' : 'lost')
    }
    if (this.#polled) this.#poll(channel)
  }

  close(reason: CloseReason): void {
    if (!this.#inbox.closed) {
      const told = this.#goodbye(reason)
      this.#stop(reason)
      if (told) this.#env.timer(LINGER_MS, () => this.#connection.destroy())
      else this.#connection.destroy()
    }
    this.#inbox.abort(reason)
  }

  listen(listener: LinkListener): void {
    this.#inbox.listen(listener)
  }

  /** How the two ends are connected, and what went over it; null when that cannot be known. */
  async stats(): Promise<LinkStats | null> {
    const connection = connectionOf(this.#connection)
    if (this.#inbox.closed || connection === null) return null
    try {
      return readStats(
        (await connection.getStats()) as unknown as ReadonlyMap<string, Record<string, unknown>>,
      )
    } catch {
      // It closed meanwhile.
      return null
    }
  }

  #take(data: unknown): void {
    if (this.#inbox.closed) {
      // The other end heard our goodbye or says its own: nothing is left to wait for.
      if (typeof data === 'string') this.#connection.destroy()
      return
    }
    if (typeof data === 'string') return this.#end(closeReason(data))
    const frame = plainBytes(data)
    if (!(frame instanceof Uint8Array)) return this.#end('malformed')
    if (!this.#inbox.frame(frame)) this.close('slow')
  }

  #goodbye(reason: CloseReason): boolean {
    if (this.#channel?.readyState !== 'open') return false
    try {
      this.#channel.send(reason)
      return true
    } catch {
      // Its buffer is full; the other end will see that the channel closed.
      return false
    }
  }

  #lose(): void {
    this.#end('lost')
  }

  #end(reason: CloseReason): void {
    if (!this.#inbox.closed) {
      this.#stop(reason)
      this.#inbox.end(reason)
    }
    this.#connection.destroy()
  }

  #stop(reason: CloseReason): void {
    this.#cancelPoll?.()
    this.#cancelPoll = null
    this.#ended(reason)
  }

  /** For WebRTC implementations without the event. */
  #poll(channel: RTCDataChannel): void {
    if (this.#cancelPoll !== null || this.buffered <= LOW_WATER_BYTES) return
    const look = (): void => {
      this.#cancelPoll = null
      if (this.#inbox.closed) return
      if (channel.bufferedAmount > LOW_WATER_BYTES) this.#cancelPoll = this.#env.timer(POLL_MS, look)
      else this.#inbox.drained()
    }
    this.#cancelPoll = this.#env.timer(POLL_MS, look)
  }
}
