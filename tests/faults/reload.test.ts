import { setTimeout as lasting } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isOnDisk } from '../support/journal_reader.ts'
import { Profile } from '../support/profile.ts'
import { int, seeded } from '../support/random.ts'
import { RoomPage } from '../support/room_page.ts'
import { rounds } from '../support/rounds.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { countMarks } from '../support/typist.ts'
import { until } from '../support/until.ts'
import { Writer } from '../support/writer.ts'

const RELOADS = rounds(2, 20)
/** A reload comes so long after a mark at the most, in milliseconds. */
const MOMENT_MS = 600

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

/** What Playwright says to whoever talks to a page that goes. */
const GONE = /context was destroyed|navigation|Target|not there/

test.each(['host', 'guest'] as const)(
  `the page is loaded again ${RELOADS} times in the middle of typing, as %s: nothing is lost`,
  async (part) => {
    const random = seeded(50)
    const roomId = freshRoom()
    const [host, guest] = await scene.pair(roomId)
    const page = part === 'host' ? host : guest
    const other = part === 'host' ? guest : host
    page.page.on('dialog', (dialog) => dialog.accept())
    const byOther = new Writer(other, 'o', 1)
    const marks: string[] = []
    for (let round = 0; round < RELOADS; round++) {
      const writer = new Writer(page, `r${round}-`, 10 + round)
      await writer.more(2)
      await lasting(int(random, 0, MOMENT_MS))
      const stopped = writer.stop().catch((thrown: unknown) => {
        if (!GONE.test(String(thrown))) throw thrown
      })
      await page.page.reload()
      await stopped
      await page.editable()
      marks.push(...writer.marks)
      const written = [...marks]
      await page.waitForText((text) => written.every((mark) => text.includes(mark)))
    }
    await byOther.more(1)
    await byOther.stop()
    const counts = countMarks(await scene.agreement(roomId, [page, other], 60_000))
    expect([...marks, ...byOther.marks].filter((mark) => counts.get(mark) !== 1)).toEqual([])
    expect([...counts].filter(([, count]) => count !== 1)).toEqual([])
    await page.close()
    await other.close()
  },
)

test('the renderer crashes while nobody else holds what was typed: it is back from this browser’s disk', async () => {
  const roomId = freshRoom()
  const room = await scene.enter(roomId)
  await room.typeAtEnd('«a0»')
  await scene.agreement(roomId, [room])
  await scene.server.kill()
  await room.typeAtEnd('«a1»')
  await until('it is on the disk', () => isOnDisk(room, '«a1»'))
  const session = await room.person.newCDPSession(room.page)
  const crashed = new Promise((resolve) => room.page.once('crash', resolve))
  session.send('Page.crash').catch(() => undefined)
  await crashed
  await scene.server.start()
  const again = await room.person.newPage()
  await again.goto(scene.server.roomUrl(roomId))
  await again.getByTestId('editor').and(again.locator('[data-access=edit]')).waitFor()
  await expect
    .poll(async () => countMarks((await scene.server.room(roomId))?.code ?? ''), { timeout: 20_000 })
    .toEqual(
      new Map([
        ['«a0»', 1],
        ['«a1»', 1],
      ]),
    )
  await room.person.close()
})

test('a guest writes on without host and server, and its browser is killed: all is back, and merged', async () => {
  const roomId = freshRoom()
  const hosts = await scene.anotherBrowser()
  const host = await scene.enter(roomId, hosts)
  await host.waitForPath('hosting')
  const profile = await Profile.open()
  try {
    const url = scene.server.roomUrl(roomId)
    const guest = await RoomPage.enter(profile, url)
    await guest.waitForPath('direct')
    await host.insertAtEnd('«h0»')
    await scene.agreement(roomId, [host, guest])
    await scene.server.kill()
    // What the host wrote and no store has: the guest alone keeps it.
    await host.insertAtEnd('«h1»')
    await guest.waitForText((text) => text.includes('«h1»'))
    await hosts.kill()
    await until('it is alone', async () => (await guest.status()).path === 'none')
    await guest.insertAtEnd('«g0»')
    await until('both are on the disk', async () =>
      (await Promise.all([isOnDisk(guest, '«h1»'), isOnDisk(guest, '«g0»')])).every(Boolean),
    )
    await profile.kill()

    await scene.server.start()
    const eve = await scene.enter(roomId)
    await eve.waitForPath('hosting')
    await eve.insertAtEnd('«e0»')
    await scene.agreement(roomId, [eve])
    await profile.restart()
    const again = await RoomPage.enter(profile, url)
    const all = (text: string): boolean => countMarks(text).size === 4
    await again.waitForText(all, 30_000)
    await eve.waitForText(all, 30_000)
    const text = await scene.agreement(roomId, [again, eve])
    expect(countMarks(text)).toEqual(new Map(['«h0»', '«h1»', '«g0»', '«e0»'].map((mark) => [mark, 1])))
    await eve.close()
  } finally {
    await profile.remove()
  }
})
