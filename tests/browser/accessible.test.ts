import { afterAll, beforeAll, expect, test } from 'vitest'
import { complaints } from '../support/accessibility.ts'
import { openPalette, runCommand } from '../support/palette.ts'
import { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

test.each(['light', 'dark'] as const)(
  'start page, room and every dialog satisfy axe (%s)',
  async (scheme) => {
    const ana = await RoomPage.open(scene.browser, scene.server.roomUrl(freshRoom()))
    // In between two states colours are in between too.
    await ana.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await ana.editable()
    await ana.waitForPath('hosting')
    const found: Record<string, unknown> = { 'empty room': await complaints(ana) }
    await ana.paste('def f(x):\n    return x\n')
    found.room = await complaints(ana)
    for (const [command, dialog] of [
      [null, 'palette'],
      ['qr', 'share-dialog'],
      ['settings', 'settings'],
      ['shortcuts', 'shortcuts'],
      ['connections', 'connections'],
    ] as const) {
      await (command === null ? openPalette(ana) : runCommand(ana, command))
      await ana.at(dialog).waitFor()
      found[dialog] = await complaints(ana)
      await ana.page.keyboard.press('Escape')
      await ana.at(dialog).waitFor({ state: 'hidden' })
    }
    for (const [command, panel] of [
      ['replace', '.cm-search'],
      ['goToLine', '.cm-goto-line'],
    ] as const) {
      await runCommand(ana, command)
      await ana.page.locator(panel).waitFor()
      found[command] = await complaints(ana)
      await ana.page.keyboard.press('Escape')
    }
    await ana.page.goto(scene.server.url)
    await ana.at('visited-rooms').waitFor()
    found.landing = await complaints(ana)
    expect(Object.entries(found).filter(([, list]) => JSON.stringify(list) !== '[]')).toEqual([])
    expect(Object.keys(found)).toHaveLength(10)
    await ana.close()
    expect(scene.problems()).toEqual([])
  },
)

test.each([
  ['light', 1100, 760],
  ['dark', 390, 844],
] as const)(
  'a room of several and what happens in it satisfy axe (%s, %i × %i)',
  async (scheme, width, height) => {
    const own = await Scene.open()
    try {
      const roomId = freshRoom()
      const [host, guest] = await own.pair(roomId)
      const third = await own.enter(roomId)
      await host.paste('import math\n\ndef f(x):\n    return x\n')
      for (const page of [host, guest]) {
        await page.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
        await page.page.setViewportSize({ width, height })
      }
      await host.waitForPeople(3)
      await third.type('y', 0)
      await third.type('z', 1)
      const found: Record<string, unknown> = { 'three people': await complaints(host) }
      await host.at('people-toggle').click()
      found['the list of people'] = await complaints(host)
      await host.page.keyboard.press('Escape')
      await runCommand(guest, 'followNext')
      await guest.at('following').waitFor()
      found.following = await complaints(guest)
      await runCommand(guest, 'stopFollowing')
      await runCommand(host, 'summon')
      await guest.at('summons').waitFor()
      found.summons = await complaints(guest)
      await guest.at('summons-dismiss').click()
      await guest.typeAtEnd('\nprin')
      await guest.page.locator('.cm-tooltip-autocomplete li').first().waitFor()
      found.suggestions = await complaints(guest)
      await guest.page.keyboard.press('Escape')
      await own.server.kill()
      await Promise.all([third.page.close(), host.page.close()])
      await until('the guest is offline', async () => (await guest.status()).state === 'offline', 60_000)
      found.offline = await complaints(guest)
      expect(Object.entries(found).filter(([, list]) => JSON.stringify(list) !== '[]')).toEqual([])
      expect(Object.keys(found)).toHaveLength(6)
    } finally {
      await own.end()
    }
  },
)
