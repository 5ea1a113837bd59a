import { afterAll, beforeAll, expect, test } from 'vitest'
import { LANGUAGES } from '../../shared/protocol/language.ts'
import { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

test('in normal use nothing breaks the page’s policy, nothing comes from elsewhere, no error is in the console', async () => {
  const ana = await RoomPage.open(scene.browser, 'about:blank')
  const origins = new Set<string>()
  ana.page.on('request', (request) => origins.add(new URL(request.url()).origin))
  const answer = await ana.page.goto(scene.server.url)
  expect(answer?.headers()['content-security-policy']).toMatch(/script-src 'self'(;|$)/)

  await ana.at('new-room').click()
  await ana.editable()
  await ana.page.keyboard.type('def f(x):\n"text" # «a0»\n')
  const ben = await RoomPage.enter(scene.browser, ana.page.url())
  await ben.waitForPath('direct')
  await ben.typeAtEnd('for (;;) { return [1, 2] } «b0»')
  for (const language of LANGUAGES) {
    await ana.setLanguage(language)
    await until(`${language} is there`, async () => (await ben.language()) === language)
  }
  await ana.at('theme-toggle').click()
  await ana.at('theme-toggle').click()
  await ana.at('share').click()
  await ana.at('people-toggle').click()
  await ana.at('people-toggle').click()
  await ana.rename('Ana')
  await ana.type('')
  await ana.page.keyboard.press('Control+f')
  await ana.page.keyboard.type('return')
  await ana.page.keyboard.press('Escape')
  await ana.waitForSaved()

  expect([...origins]).toEqual([scene.server.url])
  expect(await ana.policyViolations()).toEqual([])
  expect(await ben.policyViolations()).toEqual([])
  expect(await ana.page.locator('.cm-editor').evaluate((editor) => getComputedStyle(editor).display)).toBe(
    'flex',
  )
  await ana.close()
  await ben.close()
  expect(scene.problems()).toEqual([])
})

test('the policy stands: an inline script does not run, and it is noticed here', async () => {
  const browser = await scene.anotherBrowser()
  const ana = await RoomPage.enter(browser, scene.server.roomUrl(freshRoom()))
  const ran = await ana.page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'document.title = "broken into"'
    document.head.append(script)
    return document.title === 'broken into'
  })
  expect(ran).toBe(false)
  await until('the violation is noted', async () =>
    (await ana.policyViolations()).some((violation) => violation.startsWith('script-src')),
  )
  expect(browser.problems.length).toBeGreaterThan(0)
  await ana.close()
})
