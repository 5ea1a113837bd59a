import fc from 'fast-check'
import { type ClientId, newClientId, randomKey } from '../../../shared/base/ids.ts'
import { packEntries } from '../../../shared/protocol/codec/batch.ts'
import { encodeMessage } from '../../../shared/protocol/codec/messages.ts'
import { encodeEntry, encodeSnapshot } from '../../../shared/protocol/codec/store.ts'
import type { Message } from '../../../shared/protocol/messages.ts'
import { int, pick, type Random } from '../../support/random.ts'
import { entry, MESSAGES, snapshot } from '../../support/wire.ts'

/** Rooms that the fuzzers meet in. */
const ROOMS = 8

/** What a page that is in a room knows, as far as requests need it. */
export interface Known {
  peers: readonly string[]
  epoch: number
  version: number
}

/** Whole requests, of which the fuzzers send most with a damage. */
export class Corpus {
  readonly #entries: readonly Uint8Array[]
  readonly #snapshots: readonly Uint8Array[]
  readonly #messages: readonly Message[]

  constructor(seed: number) {
    this.#entries = fc.sample(entry, { seed, numRuns: 200 }).map((made) => encodeEntry(made))
    this.#snapshots = fc.sample(snapshot, { seed, numRuns: 50 }).map((made) => encodeSnapshot(made))
    this.#messages = Object.values(MESSAGES).flatMap((made) => fc.sample(made, { seed, numRuns: 40 }))
  }

  /** A message of a guest or a host, as `self` sends it. */
  message(random: Random, self: ClientId): Uint8Array {
    return encodeMessage(pick(random, this.#messages), self)
  }

  join(random: Random, roomId = `fuzz-${int(random, 0, ROOMS - 1)}`): Readonly<Record<string, unknown>> {
    return {
      roomId,
      userName: pick(random, ['Ana', 'Quiet Otter', '漢字', 'x'.repeat(40)]),
      clientId: newClientId(random),
      userKey: randomKey(random, 32),
      standing: {
        epoch: int(random, 0, 3),
        version: int(random, 0, 9),
        hosting: false,
        vouches: random() < 0.5,
      },
    }
  }

  /** A request and its name. */
  request(random: Random, { peers, epoch, version }: Known): readonly [name: string, body: unknown] {
    const to = pick(random, [...peers, 'nobody'])
    const link = int(random, 0, 9)
    const frame = pick(random, this.#entries)
    const entries = Array.from({ length: int(random, 1, 4) }, () => pick(random, this.#entries))
    return pick<readonly [string, unknown]>(random, [
      ['join', this.join(random)],
      ['leaveRoom', {}],
      ['signal', { to, link, data: '{"type":"offer","sdp":"v=0"}' }],
      ['relay', { to, link, kind: 'open' }],
      ['relay', { to, link, kind: 'frame', frame }],
      ['relay', { to, link, kind: 'close', reason: 'left' }],
      ['relayMany', { to: [[to, link]], frame }],
      ['drain', { to }],
      ['report', { protocol: 1, path: pick(random, ['direct', 'relay', 'none']), divergences: 1 }],
      ['append', { epoch, from: version, entries: packEntries(entries) }],
      ['append', { epoch, from: version, entries: packEntries(entries) }],
      ['snapshot', { epoch, part: 0, parts: 1, bytes: pick(random, this.#snapshots) }],
      ['snapshot', { epoch, part: 0, parts: int(random, 1, 1_024), bytes: frame }],
    ])
  }
}
