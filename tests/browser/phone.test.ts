import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

/** What a finger hits for certain, in CSS pixels. */
const TARGET = 44

/** As on a phone: its size, and a finger in the place of a mouse. */
async function onPhone(room: RoomPage, width: number, height: number): Promise<void> {
  const devtools = await room.person.newCDPSession(room.page)
  await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true })
  await devtools.send('Emulation.setEmulatedMedia', { features: [{ name: 'pointer', value: 'coarse' }] })
  await room.page.setViewportSize({ width, height })
}

const overflow = (room: RoomPage): Promise<number> =>
  room.page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement
    return Math.max(scrollWidth - clientWidth, scrollHeight - clientHeight)
  })

test.each([
  [360, 640],
  [390, 844],
])(
  'P18: at %i × %i nothing lies beside the screen, and status and Share can be hit',
  async (width, height) => {
    const room = await scene.enter(freshRoom())
    await room.waitForPath('hosting')
    await onPhone(room, width, height)
    await room.paste(`${'a long line '.repeat(30)}\n`.repeat(60))
    expect(await overflow(room)).toBe(0)
    for (const testId of ['share', 'status-toggle', 'commands-foot', 'people-toggle']) {
      const box = await room.at(testId).filter({ visible: true }).first().boundingBox()
      if (box === null) throw new Error(`${testId} is not on the screen`)
      expect(Math.round(box.height), `${testId} is high enough`).toBeGreaterThanOrEqual(TARGET)
      expect(Math.round(box.width), `${testId} is wide enough`).toBeGreaterThanOrEqual(TARGET)
      expect(box.x).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width).toBeLessThanOrEqual(width)
      expect(box.y + box.height).toBeLessThanOrEqual(height)
    }
    await room.close()
  },
)

test('P18: the on-screen keyboard never hides the caret, wherever it is', async () => {
  const room = await scene.enter(freshRoom())
  await room.waitForPath('hosting')
  await onPhone(room, 390, 844)
  await room.paste('line\n'.repeat(200))
  const caret = () =>
    room.page.evaluate(() => {
      const view = window.tandem?.view
      const at = view?.coordsAtPos(view.state.selection.main.head)
      const foot = document.querySelector('[role=status][data-state]')?.getBoundingClientRect()
      return { top: at?.top ?? -1, bottom: at?.bottom ?? -1, foot: foot?.top ?? -1, window: innerHeight }
    })
  for (const at of [600, 1_000, 500]) {
    await room.type('x', at)
    // The keyboard comes, and takes more than half of the screen.
    await room.page.setViewportSize({ width: 390, height: 360 })
    await until('the caret is above the keyboard', async () => {
      const { top, bottom, foot, window } = await caret()
      return window === 360 && top >= 0 && bottom <= foot && foot <= 360
    })
    expect(await overflow(room)).toBe(0)
    await room.page.setViewportSize({ width: 390, height: 844 })
    await until('the page is high again', async () => (await caret()).window === 844)
  }
  await room.close()
  expect(scene.problems()).toEqual([])
})
