import { asVersion, type Epoch, type Version } from '../base/ids.ts'
import { encodeEntry, encodeSnapshot } from '../protocol/codec/store.ts'
import { APPEND_BYTES, APPEND_ENTRIES, COMPACT_BYTES } from '../protocol/limits.ts'
import type { Failure } from '../protocol/signaling.ts'
import { toWireEntry } from '../room/entry.ts'
import { runsUntil } from '../room/log.ts'
import { KEEP_STORED, markSaved, stateAt, trim, versionOf } from '../room/replica.ts'
import { toSnapshot } from '../room/snapshot.ts'
import type { Context } from './context.ts'

/**
 * Streams the host's log to the server: one append under way, and the next one, a moment later, takes all that came
 * in between. What the store acknowledged, and nothing else, is saved.
 */
export class Saver {
  readonly #context: Context
  readonly #epoch: Epoch
  readonly #saved: () => void
  readonly #isHeldElsewhere: () => boolean
  /** The version of the store's snapshot, and the bytes that went to the store since. */
  #snapshotAt: Version
  #bytesSince = 0
  /** Of the append that is under way. */
  #sentBytes = 0
  /** Where the append that is under way ends; null when none is. */
  #underWay: Version | null = null
  #cancelRetry: (() => void) | null = null
  /** Ends the moment that lies between two appends: somebody who types would else have each edit stored by itself. */
  #cancelPause: (() => void) | null = null
  #stopped = false

  /**
   * @param snapshotAt the version of the store's snapshot
   * @param saved called whenever more of the log is in the store
   * @param isHeldElsewhere whether others hold what is not saved, too: only then may it wait for more
   */
  constructor(
    context: Context,
    epoch: Epoch,
    snapshotAt: Version,
    saved: () => void,
    isHeldElsewhere: () => boolean,
  ) {
    this.#context = context
    this.#epoch = epoch
    this.#snapshotAt = snapshotAt
    this.#saved = saved
    this.#isHeldElsewhere = isHeldElsewhere
  }

  /** Appends what is not saved yet, unless an append is under way or just was: then that happens by itself afterwards. */
  save(): void {
    const { replica, signaling } = this.#context
    if (this.#stopped || this.#underWay !== null || this.#cancelRetry || this.#isPaused || this.#isLocked)
      return
    const from = replica.saved
    if (from < replica.log.start) return this.#seed()
    const entries = this.#batch(from)
    if (entries.length === 0) return
    this.#underWay = asVersion(from + entries.length)
    this.#sentBytes = entries.reduce((bytes, entry) => bytes + entry.length, 0)
    // Who is behind by more than one append takes goes on at once.
    if (this.#underWay === versionOf(replica)) this.#pause()
    signaling.request('append', { epoch: this.#epoch, from, entries }, (reply) => {
      this.#underWay = null
      if (this.#stopped) return
      if (reply.ok) return this.#answered(reply.epoch, reply.version)
      this.#failed(reply.error)
    })
  }

  /** The server can be reached (again): what would have waited does not. */
  resume(): void {
    this.#cancelRetry?.()
    this.#cancelRetry = null
    this.#cancelPause?.()
    this.#cancelPause = null
    this.save()
  }

  /** Hands over everything that is left without waiting: the page is about to go. */
  flush(): void {
    const { replica, signaling } = this.#context
    if (this.#isLocked) return
    let from = this.#underWay ?? replica.saved
    for (let entries = this.#batch(from); entries.length > 0; entries = this.#batch(from)) {
      signaling.request('append', { epoch: this.#epoch, from, entries }, () => undefined)
      from = asVersion(from + entries.length)
    }
  }

  stop(): void {
    this.#stopped = true
    this.#cancelRetry?.()
    this.#cancelPause?.()
  }

  #answered(epoch: Epoch, version: Version): void {
    const { replica } = this.#context
    if (epoch !== this.#epoch) return this.#context.outdated(epoch, 'staleEpoch')
    const before = replica.saved
    this.#bytesSince += this.#sentBytes
    // What it lost may be of older epochs, which nobody may append any more: all that follows is committed anew.
    if (version < before) return this.#context.outdated(epoch, 'staleVersion')
    markSaved(replica, version)
    if (replica.saved > before) this.#saved()
    trim(replica)
    this.#context.changed()
    if (this.#isLong) this.#compact()
    else if (version > before) this.save()
    else if (versionOf(replica) > replica.saved) this.#retryLater()
  }

  #failed({ code, retryAfter = 0 }: Failure['error']): void {
    if (code === 'notHost' || code === 'staleEpoch' || code === 'notJoined')
      return this.#context.outdated(this.#epoch, code)
    // Also when it was lost: the answer may have come too late although the connection stands.
    this.#retryLater(retryAfter * 1_000)
    this.#context.changed()
  }

  /** Nothing is saved in the clear of a room that is private, and nothing under a key that does not count any more. */
  get #isLocked(): boolean {
    return this.#context.privacy.state === 'locked'
  }

  get #isPaused(): boolean {
    return this.#cancelPause !== null && this.#isHeldElsewhere()
  }

  /** What the server cannot read it cannot compact either. */
  get #isLong(): boolean {
    if (this.#context.privacy.state === 'open') return false
    const { saved, keep } = this.#context.replica
    const { most } = keep.stored ?? KEEP_STORED
    return saved - this.#snapshotAt >= most || this.#bytesSince >= COMPACT_BYTES
  }

  /** The store lost what the log's head stands for: fills it with a snapshot of that. */
  #seed(): void {
    const { start } = this.#context.replica.log
    this.#sendSnapshot(start, false, (epoch, version) => this.#answered(epoch, version))
  }

  /** Puts a snapshot in the place of what the store has below it, but for the newest entries. */
  #compact(): void {
    const { log, saved, keep } = this.#context.replica
    const { left } = keep.stored ?? KEEP_STORED
    const at = asVersion(Math.max(log.start, this.#snapshotAt, saved - left))
    // Also where the store did not take it: it is asked again once as much came after.
    const settle = () => {
      this.#snapshotAt = at
      this.#bytesSince = 0
      this.save()
    }
    if (at === this.#snapshotAt) return settle()
    this.#sendSnapshot(at, true, (epoch) => {
      if (epoch !== this.#epoch) return this.#context.outdated(epoch, 'staleEpoch')
      settle()
    })
  }

  /** Sends what the log is at a version, part by part; nothing is appended meanwhile. */
  #sendSnapshot(at: Version, compacts: boolean, done: (epoch: Epoch, version: Version) => void): void {
    const { replica } = this.#context
    const plain = encodeSnapshot(toSnapshot(stateAt(replica, at), at, runsUntil(replica.log.runs, at)))
    const bytes = this.#stored('snapshot', at, plain)
    const parts = Math.ceil(bytes.length / APPEND_BYTES)
    const send = (part: number) => {
      const request = {
        epoch: this.#epoch,
        part,
        parts,
        bytes: bytes.subarray(part * APPEND_BYTES, (part + 1) * APPEND_BYTES),
        ...(compacts && { compacts }),
      }
      this.#underWay = at
      this.#context.signaling.request('snapshot', request, (reply) => {
        this.#underWay = null
        if (this.#stopped) return
        if (!reply.ok) this.#failed(reply.error)
        else if (part + 1 < parts) send(part + 1)
        else done(reply.epoch, reply.version)
      })
    }
    send(0)
  }

  /** As the store keeps it. */
  #stored(kind: 'entry' | 'snapshot', version: Version, plain: Uint8Array): Uint8Array {
    const { vault } = this.#context.privacy
    return vault ? vault.encrypt({ kind, version, epoch: this.#epoch }, plain) : plain
  }

  /** @param ms what the server asked to wait, if it did */
  #retryLater(ms = 0): void {
    this.#cancelRetry = this.#context.env.timer(Math.max(ms, this.#context.timings.retry), () => {
      this.#cancelRetry = null
      this.save()
    })
  }

  #pause(): void {
    const { env, timings } = this.#context
    this.#cancelPause?.()
    this.#cancelPause = env.timer(timings.append, () => {
      this.#cancelPause = null
      this.save()
    })
  }

  #batch(from: Version): Uint8Array[] {
    const { log } = this.#context.replica
    const entries: Uint8Array[] = []
    let bytes = 0
    for (let i = from - log.start; i >= 0 && i < log.entries.length && entries.length < APPEND_ENTRIES; i++) {
      const entry = log.entries[i]
      if (!entry) break
      const encoded = this.#stored('entry', asVersion(log.start + i), encodeEntry(toWireEntry(entry)))
      bytes += encoded.length
      if (entries.length > 0 && bytes > APPEND_BYTES) break
      entries.push(encoded)
    }
    return entries
  }
}
