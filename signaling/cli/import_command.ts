import { readFile, stat } from 'node:fs/promises'
import { parsePeerId, parseRoomId, randomKey } from '../../shared/base/ids.ts'
import { fail, ok, type Result } from '../../shared/base/result.ts'
import { ARCHIVE_BYTES, readArchive } from '../archive/archive.ts'
import { placed } from '../archive/placing.ts'
import { nodeEnv } from '../node_env.ts'
import { reasonOf } from '../store/store_down.ts'
import { done, misused, refused } from './answer.ts'
import type { Command, Terminal } from './command.ts'
import { withRooms } from './stored_rooms.ts'

const TOO_LARGE = 'The file is larger than the file of a room may be.'

/** Puts a room out of a file of `tandem export` into the store. */
export const IMPORT: Command = {
  usage: 'import FILE [--as ID] [--replace] [--without-owner]',
  meaning:
    'Makes the room that a file holds; - reads the standard input. --replace: in the place of the one that is there.',
  options: { as: 'text', replace: 'flag', 'without-owner': 'flag' },
  operands: 1,
  async run({ operands: [path = ''], texts, flags }, terminal) {
    const as = texts.get('as')
    const wanted = as === undefined ? null : parseRoomId(as)
    if (as !== undefined && wanted === null) return misused('A room id is 1 to 64 letters, digits, _ and -.')
    const bytes = await read(path, terminal)
    if (!bytes.ok) return refused(bytes.reason)
    const archive = readArchive(bytes.value)
    if (!archive.ok) return refused(archive.reason)
    const roomId = wanted ?? archive.value.roomId
    return withRooms(
      terminal,
      async (store, { roomsStored }) => {
        const there = await store.find(roomId)
        const replaces = flags.has('replace')
        const taken = `There is a room ${roomId} already. --replace puts this one in its place, --as ID beside it.`
        if (there && !replaces) return refused(taken)
        if (!there && roomsStored > 0 && (await store.count()) >= roomsStored)
          return refused(`There are as many rooms as ROOMS_STORED lets there be (${roomsStored}).`)
        const { now, random } = nodeEnv('error')
        const host = parsePeerId(randomKey(random, 20))
        if (host === null) throw new Error('a key is a peer id')
        const withoutOwner = flags.has('without-owner')
        const room = placed(archive.value, there, { roomId, withoutOwner, host, now: now() })
        if (!room.ok) return refused(room.reason)
        const record = await store.restore(room.value, replaces)
        return record ? done(`${roomId}: ${record.version} edits.`) : refused(taken)
      },
      { makes: true },
    )
  },
}

async function read(path: string, terminal: Terminal): Promise<Result<Uint8Array, string>> {
  try {
    if (path !== '-' && (await stat(path)).size > ARCHIVE_BYTES) return fail(TOO_LARGE)
    const bytes = path === '-' ? await terminal.read(ARCHIVE_BYTES) : await readFile(path)
    return bytes === null ? fail(TOO_LARGE) : ok(bytes)
  } catch (thrown) {
    return fail(`${path} cannot be read (${reasonOf(thrown)}).`)
  }
}
