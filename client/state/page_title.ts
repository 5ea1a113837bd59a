import type { RoomId } from '../../shared/base/ids.ts'

/** Characters of a room's id in a title: tabs are narrow. */
const SHOWN = 12

/** The browser's title for the tab. `news`: others have edited since somebody last looked. */
export function pageTitle(roomId: RoomId | null, news: boolean): string {
  if (roomId === null) return 'Tandem'
  const name = roomId.length > SHOWN ? `${roomId.slice(0, SHOWN - 2)}…` : roomId
  return `${news ? '● ' : ''}${name} · Tandem`
}
