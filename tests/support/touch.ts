import type { RoomPage } from './room_page.ts'

/** From now on this page is used by fingers: what it loads next is laid out for them. */
export async function useFingers(room: RoomPage): Promise<void> {
  const devtools = await room.person.newCDPSession(room.page)
  await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true })
}
