import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPalette, runCommand } from '../support/palette.ts'
import { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

/** What axe complains of in the page as it is now: rule and element. */
async function complaints(room: RoomPage): Promise<unknown> {
  const devtools = await room.person.newCDPSession(room.page)
  // Through the tools of the browser: the page's policy lets no script in.
  await devtools.send('Runtime.evaluate', { expression: AXE })
  const expression = `axe.run().then(({ violations }) =>
    JSON.stringify(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])))`
  const { result } = await devtools.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
  })
  await devtools.detach()
  return JSON.parse(String(result.value))
}

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
