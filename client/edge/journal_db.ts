import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { RoomId } from '../../shared/base/ids.ts'
import type { JournalImage, JournalWrite } from '../../shared/room/journal.ts'

/** `base` and `tail` have the number 0. */
type PartKey = [journal: string, part: 'base' | 'chunk' | 'tail', n: number]

interface Schema extends DBSchema {
  journals: { key: string; value: { id: string; room: string; at: number }; indexes: { room: string } }
  parts: { key: PartKey; value: Uint8Array }
}

/** The journals of all rooms in this browser's IndexedDB. Every method may reject: the disk is full, or forbidden. */
export class JournalDb {
  readonly #db: IDBPDatabase<Schema>

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db
  }

  static async open(): Promise<JournalDb> {
    const db = await openDB<Schema>('tandem', 1, {
      upgrade(fresh) {
        fresh.createObjectStore('journals', { keyPath: 'id' }).createIndex('room', 'room')
        fresh.createObjectStore('parts')
      },
      // A later version of the page wants to change the schema: it must not wait for this one.
      blocking: (_before, _after, event) => (event.target as IDBDatabase).close(),
    })
    return new JournalDb(db)
  }

  /** The room's journals, oldest first. */
  async journalsOf(room: RoomId): Promise<string[]> {
    const found = await this.#db.getAllFromIndex('journals', 'room', room)
    return found.sort((a, b) => a.at - b.at).map(({ id }) => id)
  }

  /** Journals of any room that nobody has written to since then. */
  async olderThan(time: number): Promise<string[]> {
    return (await this.#db.getAll('journals')).filter(({ at }) => at < time).map(({ id }) => id)
  }

  /** What a journal holds; null when it is not there (any more). */
  async read(id: string): Promise<JournalImage | null> {
    const parts = this.#db.transaction('parts').store
    const chunksOf = chunksFrom(id, 0)
    const [base, tail, keys, values] = await Promise.all([
      parts.get([id, 'base', 0]),
      parts.get([id, 'tail', 0]),
      parts.getAllKeys(chunksOf),
      parts.getAll(chunksOf),
    ])
    if (!base || !tail) return null
    const chunks = new Map<number, Uint8Array>()
    for (const [i, [, , n]] of keys.entries()) {
      const bytes = values[i]
      if (bytes) chunks.set(n, bytes)
    }
    return { base, tail, chunks }
  }

  /** All of it or nothing. Settles once it outlives this process; an outage of power may still undo it. */
  async write(id: string, room: RoomId, at: number, write: JournalWrite): Promise<void> {
    const transaction = this.#db.transaction(['journals', 'parts'], 'readwrite', { durability: 'relaxed' })
    const parts = transaction.objectStore('parts')
    const all: Promise<unknown>[] = [
      transaction.objectStore('journals').put({ id, room, at }),
      parts.delete(chunksFrom(id, write.base ? 0 : write.end)),
      parts.put(write.tail, [id, 'tail', 0]),
    ]
    if (write.base) all.push(parts.put(write.base, [id, 'base', 0]))
    for (const [n, bytes] of write.chunks) all.push(parts.put(bytes, [id, 'chunk', n]))
    commit(transaction)
    await Promise.all([...all, transaction.done])
  }

  async remove(id: string): Promise<void> {
    const transaction = this.#db.transaction(['journals', 'parts'], 'readwrite')
    const parts = transaction.objectStore('parts')
    const all = [
      transaction.objectStore('journals').delete(id),
      parts.delete([id, 'base', 0]),
      parts.delete([id, 'tail', 0]),
      parts.delete(chunksFrom(id, 0)),
    ]
    commit(transaction)
    await Promise.all([...all, transaction.done])
  }

  close(): void {
    this.#db.close()
  }
}

/** Without waiting for its answers, so that it also stands when the page is about to go. */
const commit = (transaction: { commit(): void }): void => transaction.commit()

const chunksFrom = (id: string, n: number): IDBKeyRange =>
  IDBKeyRange.bound([id, 'chunk', n], [id, 'chunk', Number.POSITIVE_INFINITY])
