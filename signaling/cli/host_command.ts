import { SETTINGS } from '../config/settings.ts'
import { done, misused, refused } from './answer.ts'
import type { Command } from './command.ts'

/** A room that cannot be entered within so many milliseconds is given up. */
const START_MS = 10_000

/** Stays in a room, so that it has a host while no browser is open, and keeps its files in a folder if that is asked. */
export const HOST: Command = {
  usage: 'host ROOM [--server URL] [--name NAME] [--folder DIR]',
  meaning:
    'Stays in a room, its id or its link, until Ctrl+C: it has a host then while no browser is open. With --folder its files are kept there, both ways.',
  options: { server: 'text', name: 'text', folder: 'text' },
  operands: 1,
  async run({ operands: [room = ''], texts }, terminal) {
    // Only this command needs them.
    const { createSession, SessionError } = await import('../../client/library/index.ts')
    const { RoomFolder } = await import('./room_folder.ts')
    const name = texts.get('name') ?? 'Standing host'
    const isLink = /^https?:/.test(room)
    const server =
      texts.get('server') ??
      (isLink ? undefined : `http://localhost:${terminal.env.PORT || SETTINGS.PORT.fallback}`)
    const joined = await createSession({ room, name, timeout: START_MS, ...(server && { server }) }).catch(
      (thrown: unknown) => {
        if (thrown instanceof SessionError) return thrown
        throw thrown
      },
    )
    if (joined instanceof SessionError) {
      const { reason, message } = joined
      if (reason === 'badRequest') return misused('A server’s address begins with http:// or https://.')
      return reason === 'badRoomId' || reason === 'badName' ? misused(message) : refused(message)
    }
    const session = joined
    const say = (line: string) => void terminal.write(`${line}\n`)
    const dir = texts.get('folder')
    const folder = dir === undefined ? null : await RoomFolder.open(session, dir, say)
    if (folder !== null && !folder.ok) {
      await session.leave()
      return refused(folder.reason)
    }
    let said = ''
    const tell = () => {
      const { isHost, isServerReached, isSaved } = session.status
      const others = session.people.filter(({ isSelf }) => !isSelf).length
      const line = [
        isHost ? 'Host' : 'In the room',
        others === 1 ? '1 other' : `${others} others`,
        isServerReached ? (isSaved ? 'saved' : 'saving') : 'the server is out of reach',
      ].join(', ')
      if (line !== said) say(line)
      said = line
    }
    session.on('status', tell)
    session.on('people', tell)
    tell()
    const over = new AbortController()
    let sentence: string | null = null
    const unlisten = session.on('ended', (reason) => {
      sentence = new SessionError(reason).message
      over.abort()
    })
    await terminal.stopped(over.signal)
    unlisten()
    await folder?.value.close()
    await session.leave()
    return sentence === null ? done('Left the room.') : refused(sentence)
  },
}
