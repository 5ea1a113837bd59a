import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPalette, runCommand } from '../support/palette.ts'
import { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'

/** In seconds: what takes no longer is no motion. */
const MOST_S = 0.01

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

/** Everything on the page, shadow roots included, that moves, or would when its state changes. */
const moving = (room: RoomPage): Promise<readonly string[]> =>
  room.page.evaluate((most) => {
    const found: string[] = []
    const roots: (Document | ShadowRoot)[] = [document]
    for (const root of roots) {
      for (const animation of root.getAnimations()) {
        const { duration = 0 } = animation.effect?.getComputedTiming() ?? {}
        if (animation.playState === 'running' && Number(duration) > most * 1_000)
          found.push(`animation of ${Number(duration)} ms`)
      }
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) roots.push(element.shadowRoot)
        for (const part of [null, '::before', '::after']) {
          const style = getComputedStyle(element, part)
          const transitions = style.transitionProperty === 'none' ? '0s' : style.transitionDuration
          const animations = style.animationName === 'none' ? '0s' : style.animationDuration
          const longest = Math.max(...`${transitions},${animations}`.split(',').map(Number.parseFloat))
          if (longest > most) found.push(`${element.tagName} ${element.className}${part ?? ''}: ${longest} s`)
        }
      }
    }
    return found
  }, MOST_S)

/** What moves on the start page and in the views of a room, by view. */
async function tour(reducedMotion: 'reduce' | 'no-preference'): Promise<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {}
  const ana = await RoomPage.open(scene.browser, 'about:blank')
  await ana.page.emulateMedia({ reducedMotion })
  await ana.page.goto(scene.server.url)
  await ana.at('new-room').waitFor()
  found.landing = await moving(ana)
  const roomId = freshRoom()
  await ana.page.goto(scene.server.roomUrl(roomId))
  await ana.editable()
  await ana.waitForPath('hosting')
  const bob = await scene.enter(roomId)
  await bob.waitForPath('direct')
  await ana.at('notices').locator('[data-stays]').first().waitFor()
  await bob.type('pri')
  await ana.page.locator('.cm-person-caret').waitFor()
  found.room = await moving(ana)
  await ana.at('share').click()
  await ana.at('share-dialog').waitFor()
  found.share = await moving(ana)
  await ana.page.keyboard.press('Escape')
  await openPalette(ana)
  found.palette = await moving(ana)
  await ana.page.keyboard.press('Escape')
  await ana.at('menu-top').click()
  await ana.at('room-menu').waitFor()
  found.menu = await moving(ana)
  await ana.page.keyboard.press('Escape')
  await ana.at('self').hover()
  await ana.at('tooltip').waitFor()
  found.tooltip = await moving(ana)
  await runCommand(ana, 'followNext')
  await ana.at('following').waitFor()
  found.following = await moving(ana)
  await runCommand(ana, 'stopFollowing')
  await ana.type(' pri')
  await ana.page.locator('.cm-tooltip-autocomplete').waitFor()
  found.suggestions = await moving(ana)
  for (const room of [ana, bob]) await room.close()
  return found
}

test('nothing moves for whoever asked for less motion', async () => {
  const found = await tour('reduce')
  expect(Object.entries(found).filter(([, list]) => list.length > 0)).toEqual([])
  // The same look sees what moves for the others.
  const others = await tour('no-preference')
  expect(Object.entries(others).filter(([, list]) => list.length > 0).length).toBeGreaterThan(2)
  expect(scene.problems()).toEqual([])
})
