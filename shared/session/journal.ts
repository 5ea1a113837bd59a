import type { ClientId } from '../base/ids.ts'
import { JOURNAL_AUTHORS } from '../protocol/limits.ts'
import { absorb } from '../room/absorb.ts'
import type { Edit } from '../room/entry.ts'
import { fromImage, type JournalImage, JournalPages, type Kept } from '../room/journal.ts'
import { noUpdate, type Replica, versionOf } from '../room/replica.ts'
import type { Context } from './context.ts'
import type { JournalPort } from './journal_port.ts'

interface JournalOptions extends Pick<Context, 'env' | 'timings' | 'replica' | 'show' | 'changed'> {
  readonly port: JournalPort | null
  /** Something was taken over from the disk. `edits`: how many of them wait for a host. */
  readonly restored: (edits: number) => void
}

/**
 * Keeps on disk what is not saved, so that it outlives the page, and takes over what dead pages left. Nobody
 * waits for the disk: only an edit that the disk holds in an older form is sent after its newer one was written.
 */
export class Journal {
  readonly #options: JournalOptions
  readonly #pages = new JournalPages()
  readonly #mine: ClientId[]
  /** Nothing is tried while it does not. */
  #works = false
  #kept = false
  #opened = false
  #closed = false
  #writing = false
  /** Something changed since the write that is under way. */
  #dirty = false
  #cancel: (() => void) | null = null
  #cancelTry: (() => void) | null = null
  /** Removes what the next write covers. */
  #covered: (() => void)[] = []
  /** Own edits below this seq are on disk, as they were after so many joins. */
  #written = { seq: 0, joins: 0 }
  /** The own edit that waits for the disk; -1 when none does. */
  #held = -1
  #waiting: (() => void)[] = []
  /** What dead pages left, and this page's log does not reach up to yet. */
  readonly #later = new Set<Found>()

  constructor(options: JournalOptions) {
    this.#options = options
    this.#mine = [options.replica.self.clientId]
  }

  /** What is not saved outlives the page, but for what was typed a moment ago. */
  get kept(): boolean {
    return this.#kept
  }

  /** Whether the edits of this author were made in this browser. */
  isMine(author: ClientId): boolean {
    return this.#mine.includes(author)
  }

  /** Looks for what dead pages left, then calls back; in a bounded time, whatever the disk does. */
  open(opened: () => void): void {
    const { port, env, timings } = this.#options
    const once = () => {
      if (this.#opened) return
      this.#opened = true
      opened()
    }
    if (!port) return once()
    env.timer(timings.journalOpen, once)
    port.open({
      found: (image, forget) => this.#found(image, forget),
      ready: (works) => {
        this.#works = works
        this.#kept = works
        once()
        this.changed()
      },
    })
  }

  /** The replica may have changed: what is not saved is written soon. */
  changed(): void {
    if (this.#later.size > 0) this.#tryLater()
    if (!this.#works || this.#closed) return
    this.#dirty = true
    if (this.#writing || this.#cancel) return
    const { env, timings } = this.#options
    this.#cancel = env.timer(timings.journal, () => {
      this.#cancel = null
      this.#write()
    })
  }

  /**
   * How many of these edits, from the first on, may be sent now. If the disk holds the next one in an older form, it
   * is written anew first, and `then` called: nobody may ever commit the older one in the place of the one that others
   * saw.
   */
  maySend(edits: readonly Edit[], then: () => void): number {
    const { replica, env, timings } = this.#options
    const { self } = replica
    const { seq, joins } = this.#written
    if (joins === self.joins || !this.#works || this.#closed) return edits.length
    // Only the last own edit that was there can have been joined since, unless it was sent before.
    const last = seq - 1
    if (last < self.unsent && last !== this.#held) return edits.length
    const outdated = edits.findIndex((edit) => edit.clientId === self.clientId && edit.seq === last)
    if (outdated < 0) return edits.length
    this.#held = last
    self.unsent = Math.max(self.unsent, self.nextSeq)
    let waits = true
    const once = () => {
      if (waits) then()
      waits = false
    }
    this.#waiting.push(once)
    env.timer(timings.journalOpen, () => {
      // The disk does not answer: nobody waits for it any longer.
      if (waits) this.#pause(timings.journalRetry)
      once()
    })
    if (!this.#writing) this.#write()
    return outdated
  }

  /** The page goes. What is safe elsewhere is removed from this disk, the rest is written. */
  leave(safe: boolean): void {
    const { port } = this.#options
    if (this.#closed || !port) return
    if (safe) {
      for (const forget of this.#covered.splice(0)) forget()
      port.clear()
    } else if (this.#works) this.#write()
    this.#closed = true
    this.#cancel?.()
    port.close()
  }

  #write(): void {
    const { port, replica, env, timings } = this.#options
    if (!port || this.#closed) return
    const unsafe = replica.pending.length > 0 || replica.saved < versionOf(replica)
    if (!unsafe && this.#covered.length === 0 && this.#waiting.length === 0) return
    this.#dirty = false
    this.#writing = true
    const covered = this.#covered.splice(0)
    const { nextSeq: seq, joins } = replica.self
    port.write(this.#pages.next(replica, this.#mine), (written) => {
      this.#writing = false
      if (written) {
        this.#written = { seq, joins }
        this.#held = -1
        this.#setKept(true)
        for (const forget of covered) forget()
      } else {
        env.log('warn', 'journal not written', { version: versionOf(replica) })
        this.#pages.reset()
        this.#covered.push(...covered)
        this.#pause(timings.journalRetry)
      }
      for (const go of this.#waiting.splice(0)) go()
      if (this.#dirty) this.changed()
    })
  }

  /** The disk is full, say: nothing is on it that could be relied upon, and it is tried again later. */
  #pause(ms: number): void {
    this.#works = false
    this.#setKept(false)
    this.#options.env.timer(ms, () => {
      this.#works = true
      this.changed()
    })
  }

  #setKept(kept: boolean): void {
    if (kept === this.#kept) return
    this.#kept = kept
    this.#options.changed()
  }

  #found(image: JournalImage, forget: () => void): void {
    const { replica, env } = this.#options
    if (this.#closed) return
    const kept = fromImage(image, replica.self.clientId)
    if (kept.ok) this.#take({ kept: kept.value, forget, tried: '' })
    else env.log('error', 'journal not read', { reason: kept.reason })
  }

  /** Not at once: whoever changed the replica may be in the middle of showing it. */
  #tryLater(): void {
    const { env, replica } = this.#options
    this.#cancelTry ??= env.timer(0, () => {
      this.#cancelTry = null
      if (this.#closed) return
      for (const found of this.#later) if (found.tried !== logOf(replica)) this.#take(found)
    })
  }

  /** Takes over what was found, now or when this page's log is another one. What is not taken stays on the disk. */
  #take({ kept, forget }: Found): void {
    const { replica, env } = this.#options
    const unsafe = () => replica.pending.length + versionOf(replica) - replica.saved
    const before = unsafe()
    const update = noUpdate()
    const taken = absorb(replica, kept.replica, update)
    for (const found of this.#later) if (found.kept === kept) this.#later.delete(found)
    if (!taken.ok) {
      if (taken.reason === 'staleVersion') this.#later.add({ kept, forget, tried: logOf(replica) })
      else env.log('error', 'journal not taken', { reason: taken.reason })
      return
    }
    for (const author of kept.mine)
      if (!this.isMine(author) && this.#mine.length < JOURNAL_AUTHORS) this.#mine.push(author)
    this.#options.show(update)
    this.#options.restored(unsafe() - before)
    // What this page has already may still be in its memory only: the dead page's journal goes once its own has it.
    if (unsafe() === 0) return forget()
    this.#covered.push(forget)
    this.changed()
  }
}

interface Found {
  readonly kept: Kept
  readonly forget: () => void
  /** This page's log when it was tried last. */
  readonly tried: string
}

/** Tells one log from the next: after a change of host it may be another one, and shorter. */
const logOf = (replica: Replica): string => `${replica.epoch} ${versionOf(replica)}`
