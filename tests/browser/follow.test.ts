import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

const LINES = Array.from({ length: 300 }, (_, i) => `line ${i + 1}`).join('\n')

let scene: Scene
let ana: RoomPage
let bob: RoomPage
beforeAll(async () => {
  scene = await Scene.open()
  ;[ana, bob] = await scene.pair(freshRoom())
  await ana.rename('Ana')
  await ana.paste(LINES)
  await bob.waitForText((text) => text.endsWith('line 300'))
})
afterAll(async () => {
  expect(scene.problems()).toEqual([])
  await scene.end()
})

afterEach(async () => {
  // What one test left on is not the next one's.
  if ((await banner(bob).count()) > 0) await bob.at('stop-following').click()
})

/** The number of the first line on the screen. */
const topLine = (page: RoomPage): Promise<number> =>
  page.page.evaluate(() => {
    const view = window.tandem?.view
    if (!view) throw new Error('the editor is not there')
    const height = view.scrollDOM.getBoundingClientRect().top - view.documentTop + 2
    return view.state.doc.lineAt(view.lineBlockAtHeight(Math.max(0, height)).from).number
  })

/** Frames in which nothing scrolls, after which nothing will: a wheel turns on for a while. */
const STILL_FRAMES = 20

/** The same once it stays the same. */
async function restingTop(page: RoomPage): Promise<number> {
  await page.page.evaluate(async (frames) => {
    const scroller = window.tandem?.view?.scrollDOM
    let last = -1
    for (let still = 0; still < frames; still++) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      const now = scroller?.scrollTop ?? 0
      if (now !== last) still = 0
      last = now
    }
  }, STILL_FRAMES)
  return topLine(page)
}

const caretLine = (page: RoomPage): Promise<number> =>
  page.page.evaluate(() => {
    const state = window.tandem?.view?.state
    return state?.doc.lineAt(state.selection.main.head).number ?? 0
  })

/** Goes to a line as a person does: the caret stands there, on the screen. */
const goTo = (page: RoomPage, line: number): Promise<void> =>
  page.page.evaluate((number) => {
    const view = window.tandem?.view
    view?.focus()
    view?.dispatch({ selection: { anchor: view.state.doc.line(number).from }, scrollIntoView: true })
  }, line)

const banner = (page: RoomPage) => page.at('following')
const follow = async (): Promise<void> => {
  await bob.page.getByRole('button', { name: 'Follow Ana' }).first().click()
  await banner(bob).waitFor()
}
const stopped = (): Promise<void> => banner(bob).waitFor({ state: 'detached' })
/** The bar that says whom one follows takes so many lines of the editor: a caret at its lower edge moves it on by these. */
const BAR_LINES = 2
const together = () =>
  until(
    'bob sees what ana sees',
    async () => {
      const ahead = (await topLine(bob)) - (await topLine(ana))
      return ahead >= 0 && ahead <= BAR_LINES
    },
    8_000,
  )

describe('following', () => {
  test('scrolls along with the one who is followed, and says so', async () => {
    await follow()
    expect(await banner(bob).textContent()).toContain('Following Ana')
    expect(
      await bob.page.getByRole('button', { name: 'Follow Ana' }).first().getAttribute('aria-pressed'),
    ).toBe('true')
    await goTo(ana, 200)
    await together()
    expect(await topLine(bob)).toBeGreaterThan(100)
    await ana.page.mouse.move(300, 300)
    await ana.page.mouse.wheel(0, -1_500)
    await until('ana scrolled', async () => (await topLine(ana)) < 140)
    // A wheel turns on for a while, also over what is asked for next.
    await restingTop(ana)
    await together()
    await bob.at('stop-following').click()
    await stopped()
  })

  test.each([
    ['typing', () => bob.page.keyboard.type('x')],
    ['Escape', () => bob.page.keyboard.press('Escape')],
    ['scrolling', () => bob.page.mouse.wheel(0, 200)],
    ['pointing into the text', () => bob.page.mouse.click(300, 300)],
  ])('stops on %s', async (_, act) => {
    await follow()
    await goTo(ana, 250)
    await together()
    await bob.page.evaluate(() => window.tandem?.view?.focus())
    await bob.page.mouse.move(300, 300)
    await act()
    await stopped()
    const before = await restingTop(bob)
    await goTo(ana, 1)
    await until('ana is at the top', async () => (await topLine(ana)) === 1)
    expect(await restingTop(bob)).toBe(before)
  })

  test('N9: the host asks everybody to come: they are asked, and go when they say so', async () => {
    await goTo(bob, 280)
    await goTo(ana, 42)
    await ana.at('people-toggle').click()
    expect(await ana.at('person-line').last().textContent()).toContain('line 280')
    await ana.at('summon').click()
    await bob.waitForWords('summons', /Ana asks everyone to come to line 42/)
    expect(await caretLine(bob)).toBe(280)
    // The place moves with the text.
    await ana.type('above\n', 0)
    await bob.waitForText((text) => text.startsWith('above\n'))
    await bob.at('summons-go').click()
    expect(await caretLine(bob)).toBe(43)
    await bob.at('summons').waitFor({ state: 'detached' })
    await bob.at('people-toggle').click()
    expect(await bob.at('summon').count()).toBe(0)
    await bob.page.keyboard.press('Escape')
  })

  test('ends when the one who is followed leaves', async () => {
    await follow()
    await ana.page.context().close()
    await stopped()
    await bob.waitForWords('notices', 'Ana left')
  })
})
