import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isOnDisk } from '../support/journal_reader.ts'
import { openPalette } from '../support/palette.ts'
import { Profile } from '../support/profile.ts'
import { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { type TempDir, tempDir } from '../support/temp_dir.ts'
import { countMarks } from '../support/typist.ts'
import { until } from '../support/until.ts'

let clientDir: TempDir
let scene: Scene
let profile: Profile
beforeAll(async () => {
  clientDir = await tempDir()
  scene = await Scene.open({ env: { CLIENT_DIR: clientDir.path } })
  await cp('dist/client', clientDir.path, { recursive: true })
  await scene.server.stop()
  await scene.server.start()
})
afterAll(async () => {
  await scene?.end()
  await clientDir?.remove()
})
beforeEach(async () => {
  profile = await Profile.open()
})
afterEach(() => profile?.remove())

/** The browser has all of the page. */
const kept = (page: RoomPage) =>
  until('the page is kept', () =>
    page.page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready
      return active?.state === 'activated' && navigator.serviceWorker.controller !== null
    }),
  )

describe('P21: the page opens without its server', () => {
  test('what was typed is there after a reload, more can be typed, and all of it is saved later', async () => {
    const roomId = freshRoom()
    const ana = await RoomPage.enter(profile, scene.server.roomUrl(roomId))
    await ana.typeAtEnd('«a0»')
    await scene.agreement(roomId, [ana])
    await kept(ana)
    await scene.server.stop()
    await ana.typeAtEnd('«a1»')
    await until('it is on the disk', () => isOnDisk(ana, '«a1»'))
    ana.page.on('dialog', (dialog) => dialog.accept())
    await ana.page.reload()
    await ana.editable()
    expect(countMarks(await ana.text())).toEqual(
      new Map([
        ['«a0»', 1],
        ['«a1»', 1],
      ]),
    )
    await until('the page is honest', async () => (await ana.status()).state === 'offline')
    await ana.typeAtEnd('«a2»')
    // What is fetched when it is first used is there, too.
    await openPalette(ana)
    await ana.page.keyboard.press('Escape')
    await scene.server.start()
    const text = await scene.agreement(roomId, [ana])
    expect([...countMarks(text).keys()].sort()).toEqual(['«a0»', '«a1»', '«a2»'])
  })

  test('X11: a private room opens like any other: the code that it needs is kept', async () => {
    const ana = await RoomPage.open(profile, scene.server.url)
    await ana.at('new-private-room').click()
    await ana.editable()
    await until('the room is private', async () => new URL(ana.page.url()).hash.endsWith('&e=1'))
    await ana.waitForSaved()
    await kept(ana)
    await scene.server.stop()
    await ana.typeAtEnd('«p0»')
    await until('it is on the disk', () => isOnDisk(ana, '«p0»'))
    ana.page.on('dialog', (dialog) => dialog.accept())
    await ana.page.reload()
    await ana.editable()
    expect(await ana.text()).toBe('«p0»')
    await scene.server.start()
    await ana.waitForSaved()
  })

  test('the newest page opens wherever the server answers, and a server that hangs is not waited for', async () => {
    const page = await RoomPage.open(profile, scene.server.url)
    await kept(page)
    const index = join(clientDir.path, 'index.html')
    const html = await readFile(index, 'utf8')
    await writeFile(index, html.replace('<noscript>', '<noscript id="newer">'))
    const isNewer = () => page.page.evaluate(() => document.getElementById('newer') !== null)
    await page.page.reload()
    expect(await isNewer()).toBe(true)
    scene.server.pause()
    try {
      await page.page.reload()
      await page.page.getByRole('button', { name: 'New room' }).waitFor()
    } finally {
      scene.server.resume()
    }
  })
})
