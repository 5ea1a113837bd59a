import { setTimeout as lasting } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isOnDisk } from '../support/journal_reader.ts'
import { int, seeded } from '../support/random.ts'
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
