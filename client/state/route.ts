import { parseRoomId, type RoomId } from '../../shared/base/ids.ts'

export type Route =
  | { readonly page: 'landing' }
  | { readonly page: 'room'; readonly roomId: RoomId }
  | { readonly page: 'notFound' }

/** The page that a path of this site names. */
export function parseRoute(pathname: string): Route {
  if (pathname === '/' || pathname === '/index.html') return { page: 'landing' }
  const roomId = parseRoomId(/^\/r\/([^/]+)\/?$/.exec(pathname)?.[1])
  return roomId === null ? { page: 'notFound' } : { page: 'room', roomId }
}
