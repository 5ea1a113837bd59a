import { rm, writeFile } from 'node:fs/promises'
import { parseRoomId } from '../../shared/base/ids.ts'
import { writeArchive } from '../archive/archive.ts'
import { reasonOf } from '../store/store_down.ts'
import { done, misused, refused } from './answer.ts'
import type { Command } from './command.ts'
import { withRooms } from './stored_rooms.ts'

/** Writes a room to a file that `tandem import` reads. */
export const EXPORT: Command = {
  usage: 'export ID [--to FILE]',
  meaning: 'Writes a room, its log and its rights, to a new file, or to the standard output.',
  options: { to: 'text' },
  operands: 1,
  async run({ operands: [id], texts }, terminal) {
    const roomId = parseRoomId(id)
    if (roomId === null) return misused('A room id is 1 to 64 letters, digits, _ and -.')
    const to = texts.get('to') ?? '-'
    if (to === '-' && terminal.isScreen)
      return misused('The file is not for a screen: say where to, --to FILE.')
    return withRooms(terminal, async (store) => {
      const room = await store.load(roomId)
      if (room === null) return refused(`There is no room ${roomId}.`)
      const bytes = writeArchive(room)
      if (to === '-') {
        await terminal.write(bytes)
        return done()
      }
      try {
        // Readable for whoever runs this only: it holds people's text.
        await writeFile(to, bytes, { flag: 'wx', mode: 0o600 })
      } catch (thrown) {
        const reason = reasonOf(thrown)
        if (reason === 'EEXIST') return refused(`${to} is there already, and stays as it is.`)
        await rm(to, { force: true })
        return refused(`${to} could not be written (${reason}).`)
      }
      return done(`${to}: ${room.version} edits, ${bytes.length} bytes.`)
    })
  },
}
