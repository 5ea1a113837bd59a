import { MAIN_FILE, type RoomId } from '../../shared/base/ids.ts'
import { exportText } from '../../shared/room/room_state.ts'
import type { RoomRecord, RoomStore, StoredRoom } from '../store/room_store.ts'
import { type Access, type Check, mayRead, parseAccess } from './access.ts'
import type { RoomReader, RoomSummary, RoomView } from './ports.ts'
import { DamagedRoom, foldStored, isEncrypted, storedWelcome } from './stored_room.ts'

const summary = ({ roomId, language, version, createdAt, updatedAt }: RoomRecord): RoomSummary => ({
  roomId,
  language,
  version,
  createdAt,
  updatedAt,
})

/** So many pages of the store's list are read for one of ours: those who hide rooms do not slow the others' list. */
const LIST_PAGES = 8

/** Null where everybody may read the room. */
function accessOf({ access }: RoomRecord): Access | null {
  if (access === null) return null
  const parsed = parseAccess(access)
  if (parsed === null) throw new DamagedRoom('access')
  return parsed
}

/** A room whose access makes no sense is nobody's to see. */
const isPublic = ({ access }: RoomRecord): boolean =>
  access === null || parseAccess(access)?.visibility === 'public'

/** Rooms as HTTP answers them: the fold of what is stored. */
export class Reader implements RoomReader {
  readonly #store: RoomStore

  constructor(store: RoomStore) {
    this.#store = store
  }

  count(): Promise<number> {
    return this.#store.count()
  }

  async has(roomId: RoomId): Promise<boolean> {
    return (await this.#store.find(roomId)) !== null
  }

  async read(roomId: RoomId, check: Check | null = null): Promise<RoomView | null> {
    const stored = await this.#load(roomId, check)
    if (!stored) return null
    if (isEncrypted(stored)) {
      const { language: _unknown, ...known } = summary(stored)
      return { ...known, encrypted: true }
    }
    const { state } = foldStored(stored)
    const files = [...state.files.values()]
      .filter((file) => !file.deleted)
      .sort((a, b) => a.file - b.file)
      .map((file) => ({ file: file.file, name: file.name, code: exportText(file) }))
    const main = state.files.get(MAIN_FILE)
    return {
      ...summary(stored),
      language: state.language,
      code: main ? exportText(main) : '',
      ...(files.length > 1 && { files }),
    }
  }

  async log(roomId: RoomId, check: Check | null = null): Promise<Uint8Array | null> {
    const stored = await this.#load(roomId, check)
    return stored && storedWelcome(stored, stored.epoch)
  }

  async list(limit: number, after: string | null): Promise<{ rooms: RoomSummary[]; next: string | null }> {
    const rooms: RoomSummary[] = []
    let next = after
    for (let pages = LIST_PAGES; pages > 0; pages--) {
      const page = await this.#store.list(limit - rooms.length, next)
      rooms.push(...page.rooms.filter(isPublic).map(summary))
      next = page.next
      if (next === null || rooms.length === limit) break
    }
    return { rooms, next }
  }

  /** The store is asked for no more than whether there is such a room, where it may not be read. */
  async #load(roomId: RoomId, check: Check | null): Promise<StoredRoom | null> {
    const record = await this.#store.find(roomId)
    const access = record && accessOf(record)
    if (!record || (access && !mayRead(access, check))) return null
    return this.#store.load(roomId)
  }
}
