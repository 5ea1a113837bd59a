import { type Epoch, type PeerId, type RoomId, START, type Version } from '../../shared/base/ids.ts'
import { decodeSnapshot } from '../../shared/protocol/codec/store.ts'
import { DEFAULT_LANGUAGE, type Language } from '../../shared/protocol/language.ts'
import { REFUSED_ENTRIES } from '../../shared/protocol/limits.ts'
import type { Reply, Request } from '../../shared/protocol/signaling.ts'
import { refusal } from '../refusal.ts'
import type { RoomRecord, StoredRoom, Written } from '../store/room_store.ts'
import { languageAfter } from './language_after.ts'
import { Mailbox } from './mailbox.ts'
import type { RoomOptions } from './room_options.ts'
import { SnapshotParts } from './snapshot_parts.ts'

interface RoomLogOptions extends Pick<RoomOptions, 'store' | 'env' | 'compaction' | 'bounds'> {
  readonly id: RoomId
  /** Called whenever nothing is under way here. */
  readonly idle: () => void
  /** A write of this epoch met another one in the store, or no such room. */
  readonly fencedOff: (epoch: Epoch, isLost: boolean) => void
}

/** What a room's host writes to the store. Fences and appends come one after the other, in the order of their calls. */
export class RoomLog {
  readonly #options: RoomLogOptions
  readonly #writes: Mailbox
  #language: Language = DEFAULT_LANGUAGE
  #snapshotVersion: Version = START
  /** Bytes of the entries beyond the snapshot; those that came before this server did may be missing. */
  #tailBytes = 0
  /** What the host has sent of a snapshot. */
  readonly #parts = new SnapshotParts()

  constructor(options: RoomLogOptions) {
    this.#options = options
    this.#writes = new Mailbox(options.idle)
  }

  /** Nothing is under way. */
  get idle(): boolean {
    return this.#writes.idle
  }

  /** Another host, or another connection of it: what was gathered of a snapshot is nothing any more. */
  drop(): void {
    this.#parts.drop()
  }

  /** The store's word on the room. */
  take(record: RoomRecord): void {
    this.#parts.drop()
    this.#language = record.language
    this.#snapshotVersion = record.snapshotVersion
  }

  loaded({ entries }: StoredRoom): void {
    this.#tailBytes = entries.reduce((bytes, entry) => bytes + entry.length, 0)
  }

  /** Begins an epoch, after every append that came before. */
  fence(floor: Epoch, host: PeerId, access: string | null): Promise<RoomRecord> {
    const { store, env, id } = this.#options
    return this.#writes.run(() => store.fence(id, floor, host, env.now(), access))
  }

  append(request: Request<'append'>): Promise<Reply<'append'>> {
    return this.#writes.run(async () => {
      const language = languageAfter(request, this.#language)
      if (language === null) return refusal('malformed')
      const { store, env, compaction, id } = this.#options
      const { epoch, from, entries } = request
      if (this.#isBeyond(from + entries.length)) return refusal('logFull')
      const result = await store.append(id, epoch, from, entries, language, env.now())
      if (result?.taken) {
        this.#language = language
        this.#tailBytes += entries.reduce((bytes, entry) => bytes + entry.length, 0)
        compaction.consider(id, result.version, this.#snapshotVersion, this.#tailBytes).then((version) => {
          if (version > this.#snapshotVersion) this.#tailBytes = 0
          this.#snapshotVersion = version
        })
      }
      return this.#written(epoch, result)
    })
  }

  /** Every part but the last one is answered at once, with version 0. A fault drops what was gathered. */
  snapshot(request: Request<'snapshot'>): Promise<Reply<'snapshot'>> {
    const whole = this.#parts.add(request)
    if (!whole.ok) return Promise.resolve(refusal(whole.reason))
    const { epoch } = request
    if (whole.value === null) return Promise.resolve({ ok: true, epoch, version: START })
    return this.#seed(epoch, whole.value)
  }

  #seed(epoch: Epoch, bytes: Uint8Array): Promise<Reply<'snapshot'>> {
    return this.#writes.run(async () => {
      const decoded = decodeSnapshot(bytes)
      if (!decoded.ok) return refusal(decoded.reason)
      const { version, language, runs } = decoded.value
      if (runs.some(([run]) => run > epoch)) return refusal('malformed')
      if (this.#isBeyond(version)) return refusal('logFull')
      const { store, env, id } = this.#options
      const result = await store.seed(id, epoch, { version, bytes, language }, env.now())
      // Also when an earlier try landed after all, whose answer was lost.
      if (result?.epoch === epoch && result.version === version) this.#language = language
      if (result?.taken) {
        this.#snapshotVersion = version
        this.#tailBytes = 0
        env.log('info', 'seeded', { room: id, version })
      }
      return this.#written(epoch, result)
    })
  }

  /** Whether a log of so many entries has more than the host may have refused. */
  #isBeyond(version: number): boolean {
    return version > this.#options.bounds.entries + REFUSED_ENTRIES
  }

  /** What a write of this epoch is answered: where the log stands, or that the epoch went with the room. */
  #written(epoch: Epoch, result: Written | null): Reply<'append' | 'snapshot'> {
    if (result?.epoch !== epoch) this.#options.fencedOff(epoch, result === null)
    return result ? { ok: true, epoch: result.epoch, version: result.version } : refusal('staleEpoch')
  }
}
