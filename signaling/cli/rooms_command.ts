import { isEncrypted } from '../rooms/stored_room.ts'
import type { RoomRecord } from '../store/room_store.ts'
import { done } from './answer.ts'
import type { Command } from './command.ts'
import { withRooms } from './stored_rooms.ts'

/** Rooms that are read at a time. */
const PAGE = 500

const timeOf = (ms: number): string => new Date(ms).toISOString()

function asJson(room: RoomRecord): string {
  const { roomId: id, version, createdAt, updatedAt } = room
  const isPrivate = isEncrypted(room)
  const language = isPrivate ? null : room.language
  const times = { created: timeOf(createdAt), updated: timeOf(updatedAt) }
  return `${JSON.stringify({ id, language, private: isPrivate, version, ...times })}\n`
}

const asLine = (room: RoomRecord): string =>
  `${[
    timeOf(room.updatedAt),
    (isEncrypted(room) ? 'private' : room.language).padEnd(10),
    String(room.version).padStart(9),
    room.roomId,
  ].join('  ')}\n`

/** Lists the stored rooms, the last changed first. */
export const ROOMS: Command = {
  usage: 'rooms [--json]',
  meaning:
    'Lists the rooms: last change, language, number of edits, id. With --json a line of JSON for each.',
  options: { json: 'flag' },
  operands: 0,
  run: ({ flags }, terminal) =>
    withRooms(terminal, async (store) => {
      const format = flags.has('json') ? asJson : asLine
      let after: string | null = null
      do {
        const { rooms, next } = await store.list(PAGE, after)
        await terminal.write(rooms.map(format).join(''))
        after = next
      } while (after !== null)
      return done()
    }),
}
