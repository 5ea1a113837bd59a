import { afterAll, beforeAll, expect, test } from 'vitest'
import { RelayMember } from '../support/relay_member.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

/** It would say so in the page's title, were it taken for more than text; and as a style it would hide the page. */
const MARKUP = '<img src=x onerror=document.title=1>'
const NAME = `"><b style="x:y">${'\u202e'}Eve`

test('markup in names and texts is shown as it is written, and does nothing', async () => {
  const roomId = freshRoom()
  const ana = await scene.enter(roomId)
  await ana.waitForPath('hosting')
  const title = await ana.page.title()
  const eve = new RelayMember({ url: scene.server.url, roomId, seed: 7, userName: NAME })
  try {
    await eve.entered()
    eve.type(`${MARKUP}\n`)
    eve.session.setTyping(true)
    await until('the text is there', async () => (await ana.text()).includes(MARKUP))
    await ana.at('people-toggle').click()
    const shown = NAME.replace('\u202e', '')
    await until('the name is there', async () => (await ana.page.content()).includes('Eve'))
    expect(await ana.page.getByText(shown, { exact: false }).count()).toBeGreaterThan(0)
    expect(await ana.page.locator('img, b[style]').count()).toBe(0)
    expect(await ana.page.title()).toBe(title)
    expect(await ana.policyViolations()).toEqual([])
  } finally {
    eve.leave()
  }
  await ana.close()
  expect(scene.problems()).toEqual([])
})
