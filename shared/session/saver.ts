import type { Epoch, Version } from '../base/ids.ts'
import { encodeEntry } from '../protocol/codec/store.ts'
import { APPEND_BYTES, APPEND_ENTRIES } from '../protocol/limits.ts'
import { toWireEntry } from '../room/entry.ts'
import { markSaved, trim, versionOf } from '../room/replica.ts'
import type { Context } from './context.ts'

/**
 * Streams the host's log to the server: one append under way, the next one takes all that came in between. What
 * the store acknowledged, and nothing else, is saved.
 */
export class Saver {
  readonly #context: Context
  readonly #epoch: Epoch
  readonly #saved: () => void
  #underWay = false
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
    if (this.#stopped || this.#underWay || this.#cancelRetry) return
    const from = replica.saved
    const entries = this.#batch(from)
    if (entries.length === 0) return
    this.#underWay = true
    signaling.request('append', { epoch: this.#epoch, from, entries }, (reply) => {
      this.#underWay = false
      if (this.#stopped) return
      if (reply.ok) return this.#answered(reply.epoch, reply.version)
      const { code } = reply.error
      if (code === 'notHost' || code === 'staleEpoch' || code === 'notJoined')
        return this.#context.outdated(this.#epoch, code)
      if (code !== 'lost') this.#retryLater()
      this.#context.changed()
    })
  }

  /** Hands over everything that is left without waiting: the page is about to go. */
  flush(): void {
    const { replica, signaling } = this.#context
    let from = replica.saved
    if (this.#underWay) from = (from + this.#batch(from).length) as Version
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
    if (version < before) replica.saved = version
    else markSaved(replica, version)
    if (replica.saved > before) this.#saved()
    trim(replica)
    this.#context.changed()
    if (version > before) this.save()
    else if (versionOf(replica) > replica.saved) this.#retryLater()
  }

  #retryLater(): void {
    this.#cancelRetry = this.#context.env.timer(this.#context.timings.retry, () => {
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
