import type { Env } from '../../shared/base/env.ts'
import { type RoomId, randomKey } from '../../shared/base/ids.ts'
import type { JournalWrite } from '../../shared/room/journal.ts'
import type { JournalListener, JournalPort } from '../../shared/session/journal_port.ts'
import { JournalDb } from './journal_db.ts'

/** A journal that nobody came back for is removed after so long, in milliseconds. */
const FORGOTTEN_MS = 90 * 24 * 3_600_000

const lockOf = (id: string): string => `tandem.journal.${id}`

/** Tells the other pages of this browser that a journal is there, so that they wait for the end of its page. */
const CHANNEL = 'tandem.journals'

/**
 * A page's journal in IndexedDB. Whose page lives is told by Web Locks: each page holds the lock of its journal, which
 * the browser frees when the page is gone, however that happens; whoever gets the lock then has the journal. Where a
 * browser offers no locks (pages that did not come over HTTPS) there are no journals.
 */
export class JournalStore implements JournalPort {
  readonly #env: Env
  readonly #room: RoomId
  readonly #id: string
  readonly #stop = new AbortController()
  readonly #channel: BroadcastChannel | null
  #db: JournalDb | null = null
  #listener: JournalListener | null = null
  /** What is under way, in order. */
  #last: Promise<void> = Promise.resolve()
  #announced = false
  #letGo: () => void = () => undefined
  /** Settles when this page lets go of its journals. */
  readonly #held: Promise<void>

  constructor(env: Env, room: RoomId) {
    this.#env = env
    this.#room = room
    this.#id = randomKey(env.random, 16)
    this.#held = new Promise((resolve) => {
      this.#letGo = resolve
    })
    this.#channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL)
  }

  open(listener: JournalListener): void {
    this.#listener = listener
    this.#do(async () => {
      let works = false
      try {
        works = await this.#open()
      } finally {
        listener.ready(works)
      }
    })
  }

  write(write: JournalWrite, done: (written: boolean) => void): void {
    this.#do(async () => {
      let written = false
      try {
        await this.#db?.write(this.#id, this.#room, this.#env.now(), write)
        written = this.#db !== null
      } finally {
        done(written)
      }
      if (written && !this.#announced) {
        this.#announced = true
        this.#channel?.postMessage({ room: this.#room, id: this.#id })
      }
    })
  }

  clear(): void {
    this.#do(async () => this.#db?.remove(this.#id))
  }

  close(): void {
    this.#stop.abort()
    this.#do(async () => {
      this.#channel?.close()
      this.#db?.close()
      this.#letGo()
    })
  }

  /** One thing after the other; what fails is logged and the next one is tried. */
  #do(act: () => Promise<void> | undefined): void {
    this.#last = this.#last.then(act).catch((thrown: unknown) => this.#failed(thrown))
  }

  #failed(thrown: unknown): void {
    const error = thrown instanceof Error ? thrown.name : 'unknown'
    if (error !== 'AbortError') this.#env.log('warn', 'journal', { error })
  }

  async #open(): Promise<boolean> {
    if (typeof navigator.locks === 'undefined') return false
    this.#db = await JournalDb.open()
    await this.#hold(this.#id, true, () => undefined)
    for (const id of await this.#db.journalsOf(this.#room))
      if (!(await this.#hold(id, true, () => this.#take(id)))) this.#await(id)
    if (this.#channel)
      this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        const id = announced(data, this.#room)
        if (id !== null) this.#await(id)
      }
    for (const id of await this.#db.olderThan(this.#env.now() - FORGOTTEN_MS))
      await navigator.locks.request(lockOf(id), { ifAvailable: true }, (lock) => lock && this.#db?.remove(id))
    return true
  }

  /** Takes the journal once its page is gone. */
  #await(id: string): void {
    this.#hold(id, false, () => this.#take(id)).catch((thrown: unknown) => this.#failed(thrown))
  }

  /** Gets a journal's lock and keeps it until this page lets go. Answers once it has it, or false when it is not free. */
  #hold(id: string, now: boolean, got: () => Promise<void> | undefined): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const options = now ? { ifAvailable: true } : { signal: this.#stop.signal }
      navigator.locks
        .request(lockOf(id), options, async (lock) => {
          if (!lock) return resolve(false)
          try {
            await got()
          } finally {
            resolve(true)
          }
          await this.#held
        })
        .catch(reject)
    })
  }

  async #take(id: string): Promise<void> {
    const image = await this.#db?.read(id)
    if (image) this.#listener?.found(image, () => this.#do(async () => this.#db?.remove(id)))
  }
}

/** The id of a journal of this room that another page told of, or null. */
function announced(data: unknown, room: RoomId): string | null {
  if (typeof data !== 'object' || data === null || !('id' in data) || !('room' in data)) return null
  return data.room === room && typeof data.id === 'string' && /^[\w-]{16}$/.test(data.id) ? data.id : null
}
