import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

const LINES = Array.from({ length: 60 }, (_, i) => `line ${i + 1}`).join('\n')

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(async () => {
  expect(scene.problems()).toEqual([])
  await scene.end()
})

/** Where a page's own carets and selections are. */
const own = (page: RoomPage): Promise<string> =>
  page.page.evaluate(() =>
    JSON.stringify(window.tandem?.view?.state.selection.ranges.map(({ anchor, head }) => [anchor, head])),
  )

/** Where a page shows those of the one other person, or of the one with that name. */
const shown = (page: RoomPage, name?: string): Promise<string> =>
  page.page.evaluate((wanted) => {
    const cursors = window.tandem?.session.presence.cursors ?? []
    const cursor = wanted === null ? cursors[0] : cursors.find(({ user }) => user.userName === wanted)
    return JSON.stringify(cursor?.selection.ranges.map(({ anchor, head }) => [anchor, head]) ?? null)
  }, name ?? null)

/** Waits until every page shows the others' cursors where they are. */
async function agreed(...pages: RoomPage[]): Promise<void> {
  const names = await Promise.all(pages.map(nameOf))
  let seen: string[] = []
  await until(
    'everybody is shown where they are',
    async () => {
      seen = []
      for (const [i, owner] of pages.entries()) {
        const at = await own(owner)
        for (const looker of pages) {
          if (looker === owner) continue
          const there = await shown(looker, names[i])
          if (there !== at) seen.push(`${names[i]} is at ${at}, shown at ${there}`)
        }
      }
      return seen.length === 0
    },
    10_000,
  ).catch((thrown) => {
    throw new Error(seen.join('; '), { cause: thrown })
  })
}

const nameOf = (page: RoomPage): Promise<string> =>
  page.page.evaluate(() => {
    const session = window.tandem?.session
    return session?.users().find(({ peerId }) => peerId === session.status().self)?.userName ?? ''
  })

const caret = (page: RoomPage) => page.page.locator('.cm-person-caret')
const tag = (page: RoomPage) => page.page.locator('.cm-person-tag')

const select = (page: RoomPage, anchor: number, head = anchor): Promise<void> =>
  page.page.evaluate((selection) => window.tandem?.view?.dispatch({ selection, scrollIntoView: true }), {
    anchor,
    head,
  })

/** How far the drawn caret is from where the text has it, in pixels. */
const offBy = (page: RoomPage): Promise<number> =>
  page.page.evaluate(() => {
    const { view, session } = window.tandem ?? {}
    const [cursor] = session?.presence.cursors ?? []
    const box = view?.dom.querySelector('.cm-person-caret')?.getBoundingClientRect()
    const at = cursor && view?.coordsAtPos(cursor.selection.main.head, 1)
    if (!box || !at) return Number.POSITIVE_INFINITY
    return Math.max(Math.abs(box.left + 1 - at.left), Math.abs(box.top - at.top))
  })

describe('N4 N5: cursors of others', () => {
  test('are exact after everybody typed at once, above them and right at them', async () => {
    const room = freshRoom()
    const [ana, bob] = await scene.pair(room)
    await ana.paste(LINES)
    await bob.waitForText((text) => text.endsWith('line 60'))
    const cat = await scene.enter(room)
    await cat.waitForPath('direct')
    await select(ana, 0)
    await select(bob, 300)
    await select(cat, 300)
    await agreed(ana, bob, cat)
    await Promise.all([
      ana.type('above\nit all\n', 0),
      bob.type('bob was here', 300),
      cat.type('cat(\nwas here', 300),
    ])
    await agreed(ana, bob, cat)
    // Two at one place: both names can be read.
    await select(bob, 30)
    await select(cat, 30)
    const boxes = async () => {
      const tags = await tag(ana).all()
      const seen = await Promise.all(tags.map(async (one) => (await one.isVisible()) && one.boundingBox()))
      return seen.filter((box) => box !== false && box !== null)
    }
    await until('one name stands over the other', async () => {
      const [one, other] = await boxes()
      return one && other && Math.abs(one.x - other.x) < 2 && Math.abs(one.y - other.y) >= one.height
    })
    for (const page of [ana, bob, cat]) await page.page.keyboard.press('Backspace')
    await agreed(ana, bob, cat)
    // The caret stands in the text where it says.
    await select(bob, 12)
    await agreed(ana, bob, cat)
    await Promise.all([ana, bob, cat].map((page) => page.page.context().close()))
  })

  test('are drawn at their place with a name that comes on activity and on hover, and goes; and go with their owner', async () => {
    const [ana, bob] = await scene.pair(freshRoom())
    await ana.paste(LINES)
    await bob.waitForText((text) => text.endsWith('line 60'))
    await ana.rename('Ana Example')
    await ana.type('', 20)
    await ana.type('x')
    await until('the caret is drawn where it is', async () => (await offBy(bob)) < 1.5)
    await until('the name is shown', () => tag(bob).isVisible())
    expect(await tag(bob).textContent()).toBe('Ana Example')
    await until('the name goes', async () => !(await tag(bob).isVisible()))
    const box = await caret(bob).boundingBox()
    await bob.page.mouse.move((box?.x ?? 0) + 1, (box?.y ?? 0) + 8)
    await until('the name is there on hover', () => tag(bob).isVisible())
    // What others type above moves the caret and wakes no name.
    await bob.page.mouse.move(5, 400)
    await until('and goes', async () => !(await tag(bob).isVisible()))
    await bob.type('bob\n', 0)
    await until('the caret went along', async () => (await offBy(bob)) < 1.5)
    await agreed(ana, bob)
    expect(await tag(bob).isVisible()).toBe(false)

    await select(ana, 20, 60)
    await agreed(ana, bob)
    await until(
      'the selection is drawn',
      async () => (await bob.page.locator('.cm-person-selection').count()) >= 2,
    )

    await ana.page.context().close()
    await until('the cursor is gone', async () => (await caret(bob).count()) === 0)
    expect(await bob.page.locator('.cm-person-selection').count()).toBe(0)
    await bob.page.context().close()
  })
})
