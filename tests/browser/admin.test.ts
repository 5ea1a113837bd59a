import { afterAll, beforeAll, expect, test } from 'vitest'
import { complaints } from '../support/accessibility.ts'
import { ADMIN_TOKEN } from '../support/admin_person.ts'
import { METRICS_TOKEN, readMetrics } from '../support/metrics_reader.ts'
import { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open({ env: { ADMIN_TOKEN, METRICS_TOKEN } })
})
afterAll(() => scene?.end())

test('Y2 Y7 Y8: whoever runs the server signs in and sees the rooms that are open, by real pages’ own word', async () => {
  const room = freshRoom()
  const [ana, ben] = await scene.pair(room)
  // Told by the guest’s page: the server sees nothing of a direct link.
  await until('the direct link is known', async () => {
    const metrics = await readMetrics(scene.server.url)
    return metrics.value('tandem_links{path="direct"}') === 1
  })
  expect(scene.problems()).toEqual([])

  const browser = await scene.anotherBrowser()
  const admin = await RoomPage.open(browser, `${scene.server.url}/admin`)
  const { page } = admin
  const token = page.getByLabel('Administrator’s token')
  await token.waitFor()
  expect(await complaints(admin)).toEqual([])
  // The keyboard is where one writes.
  await page.keyboard.type('not-the-token')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('That is not the token.').waitFor()
  await page.keyboard.type(ADMIN_TOKEN)
  await page.keyboard.press('Enter')
  await admin.at('overview').waitFor()
  expect(await page.getByRole('definition').first().textContent()).toBe('2')
  expect(await page.getByRole('row').count()).toBe(2)
  expect(await page.locator('body').textContent()).not.toContain(room)
  expect(await page.locator('body').textContent()).toContain('the one process that answered')
  const names = await ana.page.evaluate(
    () => window.tandem?.session.users().map(({ userName }) => userName) ?? [],
  )
  expect(names).toHaveLength(2)
  for (const name of names) expect(await page.locator('body').textContent()).not.toContain(name)

  // The end of a period brings the first point of each plot.
  await until('the plots have a point', async () => {
    const paths = await page
      .locator('svg path[data-series="0"]')
      .evaluateAll((all) => all.map((path) => path.getAttribute('d')))
    return (paths[0] ?? '') !== ''
  })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const width of [1100, 390]) {
      await page.setViewportSize({ width, height: 844 })
      expect(await complaints(admin)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    }
  }

  await page.reload()
  await admin.at('overview').waitFor()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await token.waitFor()
  await page.reload()
  await token.waitFor()
  expect(await admin.policyViolations()).toEqual([])
  // Two times nobody was signed in, once it was not the token.
  expect(browser.problems.filter((problem) => !/ 401 | 403 /.test(problem))).toEqual([])
  for (const one of [ana, ben, admin]) await one.close()
})

test('a room loads nothing of the administrator’s page, and neither does what browsers keep', async () => {
  const asked: string[] = []
  const ana = await RoomPage.open(scene.browser, 'about:blank')
  ana.page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await ana.page.goto(scene.server.roomUrl(freshRoom()))
  await ana.editable()
  await ana.waitForPath('hosting')
  expect(asked.length).toBeGreaterThan(3)
  expect(asked.filter((path) => path.includes('admin'))).toEqual([])
  const worker = await (await fetch(`${scene.server.url}/service_worker.js`)).text()
  expect(worker).toContain('/assets/')
  expect(worker).not.toContain('/admin')
  await ana.close()
})
