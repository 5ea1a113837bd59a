import { afterAll, beforeAll, expect, test } from 'vitest'
import { isInText, runCommand } from '../support/palette.ts'
import { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

test('Share copies at the click and shows the link and its code; Escape goes back to where one was', async () => {
  const roomId = freshRoom()
  const url = scene.server.roomUrl(roomId)
  const ana = await scene.enter(roomId)
  await ana.at('share').click()
  await ana.waitForWords('share', 'Copied')
  expect(await ana.page.evaluate(() => navigator.clipboard.readText())).toBe(url)
  await ana.at('share-dialog').waitFor()
  expect(await ana.at('share-link').inputValue()).toBe(url)
  expect(await ana.page.getByRole('img', { name: /QR code/ }).count()).toBe(1)
  await ana.waitForWords('share', 'Share')
  await ana.page.keyboard.press('Escape')
  await ana.at('share-dialog').waitFor({ state: 'detached' })
  // It was the button that was clicked.
  expect(await ana.at('share').evaluate((button) => button === document.activeElement)).toBe(true)

  // From the text it goes back to the text, and a click into the text closes it.
  await ana.type('a')
  await runCommand(ana, 'qr')
  await ana.at('share-dialog').waitFor()
  await ana.page.keyboard.press('Escape')
  await until('the text has the focus', () => isInText(ana))
  await ana.at('share').click()
  await ana.at('share-dialog').waitFor()
  await ana.page.locator('.cm-content').click({ position: { x: 60, y: 60 } })
  await ana.at('share-dialog').waitFor({ state: 'detached' })
  expect(await isInText(ana)).toBe(true)
  expect(await ana.policyViolations()).toEqual([])
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test('the code is dark on white with a quiet border, in the dark too', async () => {
  const ana = await scene.enter(freshRoom())
  await runCommand(ana, 'theme.dark')
  await runCommand(ana, 'qr')
  const code = ana.at('share-qr')
  await code.waitFor()
  const look = await code.evaluate((svg) => {
    const box = svg.getAttribute('viewBox')?.split(' ').map(Number) ?? []
    return {
      ground: getComputedStyle(svg).backgroundColor,
      ink: svg.querySelector('path')?.getAttribute('fill'),
      box,
    }
  })
  expect(look).toMatchObject({ ground: 'rgb(255, 255, 255)', ink: '#000' })
  expect(look.box.slice(0, 2)).toEqual([-4, -4])
  await ana.close()
})

test('where the browser does not let the page copy, the link is there to be copied by hand', async () => {
  const ana = await RoomPage.open(scene.browser, 'about:blank')
  await ana.person.clearPermissions()
  await ana.person.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: () => Promise.reject(new Error('no')) },
    })
  })
  const url = scene.server.roomUrl(freshRoom())
  await ana.page.goto(url)
  await ana.editable()
  await ana.at('share').click()
  await ana.waitForWords('share-dialog', 'does not let this page copy')
  await until('the link is selected', () =>
    ana.page.evaluate(() => {
      const field = document.activeElement
      return field instanceof HTMLInputElement && field.selectionEnd === field.value.length && field.value
    }),
  )
  expect(await ana.at('share-link').inputValue()).toBe(url)
  await ana.close()
})

test('where the system has a sheet to share with, the link can be sent with it', async () => {
  const ana = await RoomPage.open(scene.browser, 'about:blank')
  await ana.person.addInitScript(() => {
    const sent: unknown[] = []
    Object.assign(window, { sent })
    Object.defineProperty(navigator, 'share', { value: async (data: unknown) => void sent.push(data) })
  })
  const url = scene.server.roomUrl(freshRoom())
  await ana.page.goto(url)
  await ana.editable()
  await ana.at('share').click()
  await ana.at('share-system').click()
  const sent = await ana.page.evaluate(() => (window as unknown as { sent: unknown[] }).sent)
  expect(sent).toEqual([expect.objectContaining({ url })])
  await ana.close()
  expect(scene.problems()).toEqual([])
})
