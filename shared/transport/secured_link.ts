import { concatBytes, utf8ToBytes } from '../access/bytes.ts'
import { authenticate, decrypt, encrypt, isSame, NONCE_BYTES, randomBytes } from '../access/cipher.ts'
import { type ContentKey, useKey } from '../access/content_key.ts'
import type { Epoch, PeerId, RoomId } from '../base/ids.ts'
import type { CloseReason } from '../protocol/reasons.ts'
import { Inbox } from './inbox.ts'
import type { Link, LinkListener, Path } from './link.ts'

/** Which end of a link this is: who dialled, or who is host. */
export type End = 'guest' | 'host'

interface SecuredLinkOptions {
  readonly link: Link
  readonly end: End
  readonly room: RoomId
  readonly epoch: Epoch
  readonly key: ContentKey
  /** Fit for secrets. */
  readonly random: () => number
}

/** The first byte of what an end says first. */
const HELLO = 1
const HELLO_NONCE_BYTES = 16
const MAC_BYTES = 32
const HELLO_BYTES = 1 + 4 + HELLO_NONCE_BYTES + MAC_BYTES

const other = (end: End): End => (end === 'guest' ? 'host' : 'guest')

/** Counts the frames of one direction: no two have the same nonce under the link's keys. */
class Counter {
  #count = 0

  next(): Uint8Array {
    const nonce = new Uint8Array(NONCE_BYTES)
    new DataView(nonce.buffer).setBigUint64(NONCE_BYTES - 8, BigInt(this.#count++))
    return nonce
  }
}

/**
 * A link of a private room. Both ends first prove that they hold the content key: each sends a nonce and an HMAC over
 * the room, the epoch, which end it is, and the fingerprints of both DTLS certificates as this end sees them. Whoever
 * put themselves in the middle has other fingerprints, and the link closes as `notProven`. Nothing else is sent before
 * both have proven it. Where there are no fingerprints, as over the relay, every frame is encrypted besides, under keys
 * of this link alone.
 */
export class SecuredLink implements Link {
  readonly #options: SecuredLinkOptions
  readonly #link: Link
  readonly #inbox = new Inbox()
  readonly #nonce: Uint8Array
  /** What waits until both ends have proven themselves. */
  #waiting: Uint8Array[] = []
  #waitingBytes = 0
  #proven = false
  #seal: ((frame: Uint8Array) => Uint8Array) | null = null
  #open: ((frame: Uint8Array) => Uint8Array | null) | null = null

  constructor(options: SecuredLinkOptions) {
    this.#options = options
    this.#link = options.link
    this.#nonce = randomBytes(options.random, HELLO_NONCE_BYTES)
    if (options.end === 'guest') this.#link.send(this.#hello(this.#proof('guest', this.#nonce)))
    this.#link.listen({
      frame: (frame) => this.#take(frame),
      drained: () => this.#inbox.drained(),
      closed: (reason) => this.#inbox.end(reason),
    })
  }

  get peer(): PeerId {
    return this.#link.peer
  }

  get path(): Path {
    return this.#link.path
  }

  get buffered(): number {
    return this.#link.buffered + this.#waitingBytes
  }

  send(frame: Uint8Array): void {
    if (this.#inbox.closed) return
    if (this.#proven) return this.#link.send(this.#seal?.(frame) ?? frame)
    this.#waiting.push(frame)
    this.#waitingBytes += frame.length
  }

  close(reason: CloseReason): void {
    this.#link.close(reason)
  }

  listen(listener: LinkListener): void {
    this.#inbox.listen(listener)
  }

  #take(frame: Uint8Array): void {
    if (this.#inbox.closed) return
    if (!this.#proven) return this.#meet(frame)
    const plain = this.#open ? this.#open(frame) : frame
    if (plain === null) return this.close('notProven')
    if (!this.#inbox.frame(plain)) this.close('slow')
  }

  /** What the other end said first. */
  #meet(frame: Uint8Array): void {
    const { end, key } = this.#options
    if (frame.length !== HELLO_BYTES || frame[0] !== HELLO) return this.close('notProven')
    const generation = new DataView(frame.buffer, frame.byteOffset).getUint32(1)
    if (generation !== key.generation) return this.close('staleKey')
    const nonce = frame.slice(5, 5 + HELLO_NONCE_BYTES)
    const [ofGuest, ofHost] = end === 'host' ? [nonce, this.#nonce] : [this.#nonce, nonce]
    const expected = end === 'host' ? this.#proof('guest', ofGuest) : this.#proof('host', ofGuest, ofHost)
    if (!isSame(frame.subarray(5 + HELLO_NONCE_BYTES), expected)) return this.close('notProven')
    this.#proven = true
    if (end === 'host') this.#link.send(this.#hello(this.#proof('host', ofGuest, ofHost)))
    if (!this.#link.fingerprints) this.#encryptFrames(concatBytes(ofGuest, ofHost))
    this.#waitingBytes = 0
    for (const waiting of this.#waiting.splice(0)) this.send(waiting)
    this.#inbox.drained()
  }

  #hello(proof: Uint8Array): Uint8Array<ArrayBuffer> {
    const frame = new Uint8Array(HELLO_BYTES)
    frame[0] = HELLO
    new DataView(frame.buffer).setUint32(1, this.#options.key.generation)
    frame.set(this.#nonce, 5)
    frame.set(proof, 5 + HELLO_NONCE_BYTES)
    return frame
  }

  /** That whoever is at this end holds the key, and sees this link as it is. */
  #proof(end: End, ...nonces: readonly Uint8Array[]): Uint8Array {
    const { room, epoch, key } = this.#options
    const { own, peer } = this.#link.fingerprints ?? { own: '', peer: '' }
    const [guest, host] = this.#options.end === 'guest' ? [own, peer] : [peer, own]
    const said = utf8ToBytes(JSON.stringify([end, room, epoch, key.generation, guest, host]))
    return authenticate(useKey(key.key, room, 'proof'), concatBytes(...nonces, said))
  }

  #encryptFrames(nonces: Uint8Array): void {
    const { end, room, key } = this.#options
    const [own, others] = [end, other(end)].map((from) =>
      useKey(key.key, room, `frames of the ${from}`, nonces),
    )
    const [sent, taken] = [new Counter(), new Counter()]
    this.#seal = (frame) => encrypt(own ?? new Uint8Array(), sent.next(), frame)
    this.#open = (frame) => decrypt(others ?? new Uint8Array(), taken.next(), frame)
  }
}
