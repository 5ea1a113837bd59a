import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { reasonOf } from '../store/store_down.ts'
import { done, refused } from './answer.ts'
import type { Command } from './command.ts'
import { withRooms } from './stored_rooms.ts'

/** Copies the whole store of DATA_DIR as it is at one moment. */
export const BACKUP: Command = {
  usage: 'backup DIR',
  meaning:
    'Copies all rooms of DATA_DIR into an empty folder, which can be a DATA_DIR itself. The server may go on.',
  options: {},
  operands: 1,
  run: ({ operands: [to = ''] }, terminal) =>
    withRooms(terminal, async (store) => {
      if (!store.backUp)
        return refused(
          'The rooms are in Redis: back that up, as docs/backup.md says. This command copies DATA_DIR only.',
        )
      try {
        // It holds people's text.
        await mkdir(to, { recursive: true, mode: 0o700 })
        if ((await readdir(to)).length > 0) return refused(`${to} is not empty, and stays as it is.`)
        await mkdir(join(to, 'rooms'))
      } catch (thrown) {
        return refused(`${to} cannot be used (${reasonOf(thrown)}).`)
      }
      const bytes = await store.backUp(join(to, 'rooms'))
      return done(`${to}: ${bytes} bytes.`)
    }),
}
