import type { Locator } from 'playwright-core'
import type { RoomPage } from './room_page.ts'

/** From now on this page is used by fingers: what it loads next is laid out for them. */
export async function useFingers(room: RoomPage): Promise<void> {
  const devtools = await room.person.newCDPSession(room.page)
  await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true })
}

/** A finger touches the middle of an element and lets go. */
export async function tap(room: RoomPage, target: Locator): Promise<void> {
  const box = await target.boundingBox()
  if (box === null) throw new Error('what is to be tapped has no place')
  const devtools = await room.person.newCDPSession(room.page)
  const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }]
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints })
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await devtools.detach()
}
