import { writeSync } from 'node:fs'
import {
  asVersion,
  NO_EPOCH,
  type PeerId,
  parsePeerId,
  parseRoomId,
  type RoomId,
} from '../../shared/base/ids.ts'
import { LmdbStore } from '../../signaling/store/lmdb_store.ts'

/**
 * A process of its own that appends to a room until it is killed or cannot: `lmdb_writer.ts <directory> <room>
 * <bytes of an entry>`. Prints `taken <version>` after each acknowledged append, `down` after one that failed.
 */
const [path = '', room, size = '100'] = process.argv.slice(2)
const roomId = parseRoomId(room) as RoomId
const host = parsePeerId('writer') as PeerId
const say = (line: string): number => writeSync(1, `${line}\n`)

const store = await LmdbStore.open({ path, log: (level, event) => say(`log ${level} ${event}`) })
const { epoch } = await store.fence(roomId, NO_EPOCH, host, 1)
for (let version = 0; ; version++) {
  const entry = new Uint8Array(Number(size)).fill(version % 256)
  try {
    const at = await store.append(roomId, epoch, asVersion(version), [entry], 'python', 2 + version)
    say(at?.taken ? `taken ${at.version}` : 'refused')
  } catch (error) {
    say(error instanceof Error && error.name === 'StoreDown' ? 'down' : `other ${String(error)}`)
    break
  }
}
// A rejection that nobody handled would end the process in the next turns of the event loop.
for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
const later = await store.fence(roomId, NO_EPOCH, host, 1_000_000)
say(`alive in epoch ${later.epoch}`)
await store.close()
