import type { Epoch, Version } from '../base/ids.ts'
import { encodeEntry, encodeSnapshot } from '../protocol/codec/store.ts'
import { APPEND_BYTES, APPEND_ENTRIES } from '../protocol/limits.ts'
import type { Failure } from '../protocol/signaling.ts'
import { toWireEntry } from '../room/entry.ts'
import { runsUntil } from '../room/log.ts'
import { markSaved, trim, versionOf } from '../room/replica.ts'
import { toSnapshot } from '../room/snapshot.ts'
import type { Context } from './context.ts'

/**
 * Streams the host's log to the server: one append under way, the next one takes all that came in between. What
 * the store acknowledged, and nothing else, is saved.
 */
export class Saver {
  readonly #context: Context
  readonly #epoch: Epoch
  readonly #saved: () => void
  /** Where the append that is under way ends; null when none is. */
  #underWay: Version | null = null
  #cancelRetry: (() => void) | null = null
  #stopped = false

  /** @param saved called whenever more of the log is in the store */
  constructor(context: Context, epoch: Epoch, saved: () => void) {
    this.#context = context
    this.#epoch = epoch
    this.#saved = saved
  }

  /** Appends what is not saved yet, unless an append is under way: then that happens by itself afterwards. */
  save(): void {
    const { replica, signaling } = this.#context
    if (this.#stopped || this.#underWay !== null || this.#cancelRetry) return
    const from = replica.saved
    if (from < replica.log.start) return this.#seed()
    const entries = this.#batch(from)
    if (entries.length === 0) return
    this.#underWay = (from + entries.length) as Version
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
    this.save()
  }

  /** Hands over everything that is left without waiting: the page is about to go. */
  flush(): void {
    const { replica, signaling } = this.#context
    let from = this.#underWay ?? replica.saved
    for (let entries = this.#batch(from); entries.length > 0; entries = this.#batch(from)) {
      signaling.request('append', { epoch: this.#epoch, from, entries }, () => undefined)
      from = (from + entries.length) as Version
    }
  }

  stop(): void {
    this.#stopped = true
    this.#cancelRetry?.()
  }

  #answered(epoch: Epoch, version: Version): void {
    const { replica } = this.#context
    if (epoch !== this.#epoch) return this.#context.outdated(epoch, 'staleEpoch')
    const before = replica.saved
    // What it lost may be of older epochs, which nobody may append any more: all that follows is committed anew.
    if (version < before) return this.#context.outdated(epoch, 'staleVersion')
    markSaved(replica, version)
    if (replica.saved > before) this.#saved()
    trim(replica)
    this.#context.changed()
    if (version > before) this.save()
    else if (versionOf(replica) > replica.saved) this.#retryLater()
  }

  #failed({ code, retryAfter = 0 }: Failure['error']): void {
    if (code === 'notHost' || code === 'staleEpoch' || code === 'notJoined')
      return this.#context.outdated(this.#epoch, code)
    // Also when it was lost: the answer may have come too late although the connection stands.
    this.#retryLater(retryAfter * 1_000)
    this.#context.changed()
  }

  /** The store lost what the log's head stands for: fills it with a snapshot of that, part by part. */
  #seed(): void {
    const { replica } = this.#context
    const { start, runs } = replica.log
    const bytes = encodeSnapshot(toSnapshot(replica.head, start, runsUntil(runs, start)))
    const parts = Math.ceil(bytes.length / APPEND_BYTES)
    const send = (part: number) => {
      const request = {
        epoch: this.#epoch,
        part,
        parts,
        bytes: bytes.subarray(part * APPEND_BYTES, (part + 1) * APPEND_BYTES),
      }
      this.#underWay = start
      this.#context.signaling.request('snapshot', request, (reply) => {
        this.#underWay = null
        if (this.#stopped) return
        if (!reply.ok) this.#failed(reply.error)
        else if (part + 1 < parts) send(part + 1)
        else this.#answered(reply.epoch, reply.version)
      })
    }
    send(0)
  }

  /** @param ms what the server asked to wait, if it did */
  #retryLater(ms = 0): void {
    this.#cancelRetry = this.#context.env.timer(Math.max(ms, this.#context.timings.retry), () => {
      this.#cancelRetry = null
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
      const encoded = encodeEntry(toWireEntry(entry))
      bytes += encoded.length
      if (entries.length > 0 && bytes > APPEND_BYTES) break
      entries.push(encoded)
    }
    return entries
  }
}
