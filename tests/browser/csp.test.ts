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
  await ana.at('menu-top').click()
  await ana.at('room-menu').waitFor()
  await ana.page.keyboard.press('Escape')
  await ana.at('self').hover()
  // That of the menu may still be fading.
  await ana.page.locator('[data-testid=tooltip][data-expanded]').waitFor()
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

test('the policy stands: a foreign script does not run, no text becomes elements, and it is noticed here', async () => {
  const browser = await scene.anotherBrowser()
  const ana = await RoomPage.enter(browser, scene.server.roomUrl(freshRoom()))
  // As text: the tests' own bundler would take the import for one of its own.
  const ran = await ana.page.evaluate(
    `import('data:text/javascript,document.title="broken into"').then(() => true, () => false)`,
  )
  expect(ran).toBe(false)
  await until('the violation is noted', async () =>
    (await ana.policyViolations()).some((violation) => violation.startsWith('script-src')),
  )
  const made = await ana.page.evaluate(() => {
    try {
      document.createElement('div').innerHTML = '<b>text</b>'
      return true
    } catch {
      return false
    }
  })
  expect(made).toBe(false)
  expect(browser.problems.length).toBeGreaterThan(0)
  await ana.close()
})
