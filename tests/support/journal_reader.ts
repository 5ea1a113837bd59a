import { type ClientId, MAIN_FILE } from '../../shared/base/ids.ts'
import { fromImage } from '../../shared/room/journal.ts'
import { textOf } from '../../shared/room/room_state.ts'
import type { RoomPage } from './room_page.ts'

const NOTHING = new Uint8Array()

/** Every part of every journal in this browser: [journal, part, number] and the bytes. */
export const partsOnDisk = (room: RoomPage): Promise<[[string, string, number], number[]][]> =>
  room.page.evaluate(async () => {
    const done = (request: IDBRequest) =>
      new Promise((resolve, reject) => {
        request.onsuccess = resolve
        request.onerror = reject
      })
    const opened = indexedDB.open('tandem')
    await done(opened)
    const store = opened.result.transaction('parts').objectStore('parts')
    const keys = store.getAllKeys()
    const values = store.getAll()
    await done(values)
    opened.result.close()
    return (keys.result as [string, string, number][]).map((key, i) => [key, [...values.result[i]]])
  })

/** The texts that the journals in this browser hold. */
async function textsOnDisk(room: RoomPage): Promise<string[]> {
  const journals = new Map<string, { base: Uint8Array; chunks: Map<number, Uint8Array>; tail: Uint8Array }>()
  for (const [[id, part, n], numbers] of await partsOnDisk(room)) {
    const journal = journals.get(id) ?? { base: NOTHING, chunks: new Map(), tail: NOTHING }
    journals.set(id, journal)
    if (part === 'chunk') journal.chunks.set(n, Uint8Array.from(numbers))
    else if (part === 'base' || part === 'tail') journal[part] = Uint8Array.from(numbers)
  }
  return [...journals.values()].map((image) => {
    const kept = fromImage(image, 'reader' as ClientId)
    return kept.ok ? textOf(kept.value.replica.view, MAIN_FILE).toString() : `unreadable: ${kept.reason}`
  })
}

/** Whether a journal in this browser holds this text. */
export const isOnDisk = async (room: RoomPage, mark: string): Promise<boolean> =>
  (await textsOnDisk(room)).some((text) => text.includes(mark))
