import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixtures } from '../support/fixtures.ts'
import { seeded } from '../support/random.ts'
import { newTyped } from '../support/room_page.ts'
import { WHOLE } from '../support/rounds.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { countMarks, Typist } from '../support/typist.ts'
import { until } from '../support/until.ts'

/** What each of the survivors does. */
const ACTIONS = 150
/** Three whole browsers at work need their time on a small machine, in milliseconds. */
const TEST_MS = 150_000

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

/** Three people, each in a browser of their own; the first one is host. */
async function three(roomId: string) {
  const browser = await scene.anotherBrowser()
  const host = await scene.enter(roomId, browser)
  await host.waitForPath('hosting')
  const ben = await scene.enter(roomId, await scene.anotherBrowser())
  const eve = await scene.enter(roomId, await scene.anotherBrowser())
  for (const guest of [ben, eve]) {
    await guest.waitForPath('direct')
    await guest.waitForPeople(3)
  }
  return { browser, host, ben, eve }
}

test('the host’s browser is killed: somebody else is host, on the same link', async () => {
  const roomId = freshRoom()
  const { browser, host, ben, eve } = await three(roomId)
  await host.insertAtEnd('«a0»')
  await scene.agreement(roomId, [host, ben, eve])
  await browser.kill()
  const paths = await until('one of the others is host', async () => {
    const both = [(await ben.status()).path, (await eve.status()).path]
    return both.includes('hosting') && both
  })
  expect(paths.filter((path) => path === 'hosting')).toHaveLength(1)
  await ben.insertAtEnd('«b0»')
  await eve.insertAtEnd('«e0»')
  const text = await scene.agreement(roomId, [ben, eve])
  expect(countMarks(text)).toEqual(new Map(['«a0»', '«b0»', '«e0»'].map((mark) => [mark, 1])))
  for (const page of [ben, eve]) {
    await page.waitForPeople(2)
    expect((await page.people()).filter((person) => person.host)).toHaveLength(1)
  }
  await ben.close()
  await eve.close()
  expect(scene.problems()).toEqual([])
})

test.each(WHOLE ? [1, 2] : [1])(
  'the host’s browser is killed while all type: the others go on, nothing is lost or doubled (seed %i)',
  async (seed) => {
    const roomId = freshRoom()
    const { browser, host, ben, eve } = await three(roomId)
    const [source] = fixtures('python')
    if (source === undefined) throw new Error('there is no source to write')
    await host.paste(source.text.slice(0, 2_000))
    await scene.agreement(roomId, [host, ben, eve])

    const typist = (tag: string, offset: number) =>
      new Typist({
        random: seeded(seed * 10 + offset),
        source: source.text,
        tag,
        comment: '#',
        keysPerAction: 5,
      })
    const byHost = newTyped()
    const byBen = newTyped()
    const byEve = newTyped()
    const hostTypes = host.letType(typist('a', 0), Number.POSITIVE_INFINITY, byHost).then(
      () => 'ended',
      () => 'gone',
    )
    const othersType = Promise.all([
      ben.letType(typist('b', 1), ACTIONS, byBen),
      eve.letType(typist('e', 2), ACTIONS, byEve),
    ])
    // Where the test fails before it waits for them, their end is nobody's business.
    othersType.catch(() => 'gone')
    const haveWritten = () => [byHost, byBen, byEve].every(({ marks }) => marks.length >= 2)
    await until('all have written', haveWritten, 60_000)
    const seenBefore = new Set(countMarks(await ben.text()).keys())
    const writtenBefore = byBen.marks.length
    await browser.kill()
    expect(await hostTypes).toBe('gone')
    await othersType

    const text = await scene.agreement(roomId, [ben, eve])
    const counts = countMarks(text)
    const survivors = [...byBen.marks, ...byEve.marks]
    expect(survivors.filter((mark) => counts.get(mark) !== 1)).toEqual([])
    expect(byBen.marks.length).toBeGreaterThan(writtenBefore)
    // What the host wrote: at most once, and all that anybody else had seen.
    expect([...counts].filter(([, count]) => count !== 1)).toEqual([])
    expect([...seenBefore].filter((mark) => !counts.has(mark))).toEqual([])
    const paths = [(await ben.status()).path, (await eve.status()).path]
    expect(paths.filter((path) => path === 'hosting')).toHaveLength(1)
    await ben.close()
    await eve.close()
    expect(scene.problems()).toEqual([])
  },
  TEST_MS,
)
