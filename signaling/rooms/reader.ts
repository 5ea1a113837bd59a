import { MAIN_FILE, type RoomId } from '../../shared/base/ids.ts'
import { exportText } from '../../shared/room/room_state.ts'
import type { RoomRecord, RoomStore } from '../store/room_store.ts'
import type { RoomReader, RoomSummary, RoomView } from './ports.ts'
import { foldStored, storedWelcome } from './stored_room.ts'

const summary = ({ roomId, language, version, createdAt, updatedAt }: RoomRecord): RoomSummary => ({
  roomId,
  language,
  version,
  createdAt,
  updatedAt,
})

/** Rooms as HTTP answers them: the fold of what is stored. */
export class Reader implements RoomReader {
  readonly #store: RoomStore

  constructor(store: RoomStore) {
    this.#store = store
  }

  async read(roomId: RoomId): Promise<RoomView | null> {
    const stored = await this.#store.load(roomId)
    if (!stored) return null
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

  async log(roomId: RoomId): Promise<Uint8Array | null> {
    const stored = await this.#store.load(roomId)
    return stored && storedWelcome(stored, stored.epoch)
  }

  async list(limit: number, after: string | null): Promise<{ rooms: RoomSummary[]; next: string | null }> {
    const page = await this.#store.list(limit, after)
    return { rooms: page.rooms.map(summary), next: page.next }
  }
}
