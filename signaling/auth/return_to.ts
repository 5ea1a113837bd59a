import { parseRoomId } from '../../shared/base/ids.ts'

/** Says that one is signed in, in a tab that was opened for it. */
export const DONE_PATH = '/auth/done'
const START = '/'

/** Where a sign-in leads: a room, the start page, or the page that ends it. Anything else is the start page. */
export function returnTo(asked: unknown): string {
  if (asked === DONE_PATH) return DONE_PATH
  const roomId = parseRoomId(typeof asked === 'string' ? /^\/r\/([^/]+)$/.exec(asked)?.[1] : null)
  return roomId === null ? START : `/r/${roomId}`
}
