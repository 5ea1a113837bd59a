import { expect } from 'vitest'
import type { RoomPage } from './room_page.ts'

/** The commands that the open palette lists, in its order. */
export const listed = (room: RoomPage): Promise<readonly string[]> =>
  room
    .at('palette')
    .getByRole('option')
    .evaluateAll((options) => options.map((option) => option.getAttribute('data-command') ?? ''))

/** Opens the palette by its key. */
export async function openPalette(room: RoomPage): Promise<void> {
  await room.page.keyboard.press('Control+Shift+P')
  await room.at('palette').waitFor()
}

/** Has a command done by keyboard alone: opens the palette, types the command's title, Enter. */
export async function runCommand(room: RoomPage, id: string): Promise<void> {
  await openPalette(room)
  const option = room.at('palette').locator(`[data-command="${id}"]`)
  const title = (await option.locator('span').first().textContent()) ?? ''
  await room.page.keyboard.type(title)
  const active = room.at('palette').getByRole('option', { selected: true })
  expect(await active.getAttribute('data-command')).toBe(id)
  await room.page.keyboard.press('Enter')
  await room.at('palette').waitFor({ state: 'detached' })
}

/** Whether the caret is in the text: what is typed next goes there. */
export const isInText = (room: RoomPage): Promise<boolean> =>
  room.page.evaluate(() => window.tandem?.view?.hasFocus === true)
