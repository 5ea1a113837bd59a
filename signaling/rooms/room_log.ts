import { type Epoch, type PeerId, type RoomId, START, type Version } from '../../shared/base/ids.ts'
import { fail, ok, type Result } from '../../shared/base/result.ts'
import type { WireSnapshot } from '../../shared/protocol/change.ts'
import { checkEncrypted, readEncrypted } from '../../shared/protocol/codec/encrypted.ts'
import { decodeSnapshot } from '../../shared/protocol/codec/store.ts'
import { DEFAULT_LANGUAGE, type Language } from '../../shared/protocol/language.ts'
import { REFUSED_ENTRIES } from '../../shared/protocol/limits.ts'
import type { Reason } from '../../shared/protocol/reasons.ts'
import type { Reply, Request } from '../../shared/protocol/signaling.ts'
import { refusal } from '../refusal.ts'
import type { RoomRecord, StoredRoom, Written } from '../store/room_store.ts'
import { languageAfter } from './language_after.ts'
import { Mailbox } from './mailbox.ts'
import type { RoomOptions } from './room_options.ts'
import { SnapshotParts } from './snapshot_parts.ts'

interface RoomLogOptions extends Pick<RoomOptions, 'store' | 'env' | 'compaction' | 'bounds'> {
  readonly id: RoomId
  /** Of the key that the room's content is encrypted with; null where it can be read here. */
  readonly keyGeneration: () => number | null
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

  /** After the newest entry; what it was for before, of a private room. */
  get language(): Language {
    return this.#language
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
      const { store, env, id } = this.#options
      const { epoch, from, entries } = request
      const read = this.#read(request)
      if (!read.ok) return refusal(read.reason)
      const language = read.value
      if (this.#isBeyond(from + entries.length)) return refusal('logFull')
      const result = await store.append(id, epoch, from, entries, language, env.now())
      if (result?.taken) {
        this.#language = language
        this.#tailBytes += entries.reduce((bytes, entry) => bytes + entry.length, 0)
        this.#compact(result.version)
      }
      return this.#written(epoch, result)
    })
  }

  /** The room's language after these entries; a reason, where one is not what a host of this epoch may append. */
  #read(request: Request<'append'>): Result<Language, Reason> {
    const { epoch, from: version, entries } = request
    const generation = this.#options.keyGeneration()
    if (generation !== null) {
      const checked = checkEncrypted(entries, { generation, epoch, version })
      return checked.ok ? ok(this.#language) : checked
    }
    const language = languageAfter(request, this.#language)
    return language === null ? fail('malformed') : ok(language)
  }

  /** Of a private room only its host can make a snapshot. */
  #compact(version: Version): void {
    const { compaction, id, keyGeneration } = this.#options
    if (keyGeneration() !== null) return
    compaction.consider(id, version, this.#snapshotVersion, this.#tailBytes).then((snapshotVersion) => {
      if (snapshotVersion > this.#snapshotVersion) this.#tailBytes = 0
      this.#snapshotVersion = snapshotVersion
    })
  }

  /** Every part but the last one is answered at once, with version 0. A fault drops what was gathered. */
  snapshot(request: Request<'snapshot'>): Promise<Reply<'snapshot'>> {
    const whole = this.#parts.add(request)
    if (!whole.ok) return Promise.resolve(refusal(whole.reason))
    const { epoch } = request
    if (whole.value === null) return Promise.resolve({ ok: true, epoch, version: START })
    return request.compacts ? this.#replace(epoch, whole.value) : this.#seed(epoch, whole.value)
  }

  /** The host's own snapshot of a private room in the place of what it stands for. */
  #replace(epoch: Epoch, bytes: Uint8Array): Promise<Reply<'snapshot'>> {
    return this.#writes.run(async () => {
      const snapshot = this.#readSnapshot(epoch, bytes)
      if (!snapshot.ok) return refusal(snapshot.reason)
      const { version } = snapshot.value
      if (this.#options.keyGeneration() === null) return refusal('unexpected')
      const { store, env, id } = this.#options
      const done = await store.compact(id, version, bytes)
      env.log('info', 'compacted', { version, done })
      return { ok: true, epoch, version: done ? version : START }
    })
  }

  /** What a host's snapshot is of; a reason, where that may not be stored. */
  #readSnapshot(epoch: Epoch, bytes: Uint8Array): Result<Pick<WireSnapshot, 'version' | 'language'>, Reason> {
    const generation = this.#options.keyGeneration()
    if (generation !== null) {
      const read = readEncrypted(bytes)
      if (!read.ok) return read
      const { kind, version } = read.value
      if (kind !== 'snapshot' || read.value.epoch !== epoch) return fail('malformed')
      if (read.value.generation !== generation) return fail('staleKey')
      return this.#isBeyond(version) ? fail('logFull') : ok({ version, language: this.#language })
    }
    const decoded = decodeSnapshot(bytes)
    if (!decoded.ok) return decoded
    const { version, language, runs } = decoded.value
    if (runs.some(([run]) => run > epoch)) return fail('malformed')
    return this.#isBeyond(version) ? fail('logFull') : ok({ version, language })
  }

  #seed(epoch: Epoch, bytes: Uint8Array): Promise<Reply<'snapshot'>> {
    return this.#writes.run(async () => {
      const snapshot = this.#readSnapshot(epoch, bytes)
      if (!snapshot.ok) return refusal(snapshot.reason)
      const { version, language } = snapshot.value
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
