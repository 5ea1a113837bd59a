import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openPalette, runCommand } from '../support/palette.ts'
import { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

/** npm run screenshots: the real page in its main states, written as PNG files into screenshots/, to be looked at. */
const FOLDER = fileURLToPath(new URL('../../screenshots/', import.meta.url))

const CODE = `import math
from dataclasses import dataclass


@dataclass
class Circle:
    """A circle with a radius."""
    radius: float

    def area(self) -> float:
        # What it covers.
        return math.pi * self.radius ** 2


def main() -> None:
    for size in range(1, 10):
        circle = Circle(size)
        print(f"{size}: {circle.area():.2f}")


if __name__ == "__main__":
    main()
`

type Scheme = 'light' | 'dark'
interface View {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly scheme: Scheme
}
const LAPTOP = { width: 1100, height: 760 }
const VIEWS: readonly View[] = [
  { name: 'light', ...LAPTOP, scheme: 'light' },
  { name: 'dark', ...LAPTOP, scheme: 'dark' },
  { name: 'phone', width: 390, height: 844, scheme: 'light' },
  { name: 'narrow', width: 360, height: 640, scheme: 'dark' },
]

/** Shows a page in a view, as it is once nothing moves any more. */
async function shoot(room: RoomPage, view: View, what: string): Promise<void> {
  const { page } = room
  await page.emulateMedia({ colorScheme: view.scheme, reducedMotion: 'reduce' })
  await page.setViewportSize({ width: view.width, height: view.height })
  // Two frames: one that measures, one that paints.
  await page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  )
  const path = join(FOLDER, `${what}-${view.name}.png`)
  await page.screenshot({ path })
  console.log(path)
}

async function inEachView(room: RoomPage, what: string, views: readonly View[] = VIEWS): Promise<void> {
  for (const view of views) await shoot(room, view, what)
}

async function start(scene: Scene): Promise<void> {
  const page = await RoomPage.open(scene.browser, scene.server.url)
  await page.at('new-room').waitFor()
  await inEachView(page, 'landing')
  await page.page.goto(scene.server.roomUrl('monday-kata'))
  await page.editable()
  const other = await scene.enter('algorithms')
  await page.page.goto(scene.server.url)
  await page.at('visited-rooms').waitFor()
  await page.at('live-rooms').waitFor()
  await inEachView(page, 'landing-visited')
  await Promise.all([page.close(), other.close()])
}

/** Opens something by its command, shows it, and closes it again. */
async function dialog(room: RoomPage, command: string | null, testId: string, what = testId): Promise<void> {
  await (command === null ? openPalette(room) : runCommand(room, command))
  await room.at(testId).waitFor()
  await inEachView(room, what)
  await room.page.keyboard.press('Escape')
  await room.at(testId).waitFor({ state: 'hidden' })
}

/** What is there for a moment: a notice, the menu from either bar, a tooltip. */
async function passing(room: RoomPage): Promise<void> {
  await room.page.keyboard.press('Control+s')
  await room.at('notices').locator('[data-stays]').first().waitFor()
  await inEachView(room, 'notice')
  for (const view of VIEWS) {
    await room.page.setViewportSize({ width: view.width, height: view.height })
    await room.at('menu-top').or(room.at('menu-foot')).filter({ visible: true }).click()
    await room.at('room-menu').locator('[data-command=download]').hover()
    await shoot(room, view, 'menu')
    await room.page.keyboard.press('Escape')
    await room.at('room-menu').waitFor({ state: 'detached' })
    await room.at('share').hover()
    await room.at('tooltip').waitFor()
    await shoot(room, view, 'tooltip')
    await room.page.keyboard.press('Escape')
    await room.at('tooltip').waitFor({ state: 'detached' })
  }
  await room.page.mouse.move(0, 0)
}

async function alone(scene: Scene): Promise<void> {
  const room = await scene.enter(freshRoom())
  await room.waitForPath('hosting')
  await inEachView(room, 'room-empty')
  await room.paste(CODE)
  await room.waitForSaved()
  await passing(room)
  await dialog(room, null, 'palette')
  await dialog(room, 'share', 'share-dialog')
  await dialog(room, 'settings', 'settings')
  await dialog(room, 'shortcuts', 'shortcuts')
  await dialog(room, 'connections', 'connections')
  await runCommand(room, 'replace')
  await room.page.keyboard.type('circle')
  await inEachView(room, 'search')
  await room.page.keyboard.press('Escape')
  await room.typeAtEnd('\nmath.s')
  const list = room.page.locator('.cm-tooltip-autocomplete li')
  await until('suggestions are there', async () => (await list.count()) > 0)
  await inEachView(room, 'suggestions')
  await room.close()
}

async function together(scene: Scene): Promise<void> {
  const roomId = freshRoom()
  const [ana, ben] = await scene.pair(roomId)
  await ana.paste(CODE)
  await ben.waitForText((text) => text.length === CODE.length)
  const cleo = await scene.enter(roomId)
  await cleo.waitForPath('direct')
  await ana.waitForPeople(3)
  const put = (who: RoomPage, from: string, to = from) =>
    who.page.evaluate(
      ([anchor, head]) => {
        const view = window.tandem?.view
        view?.focus()
        view?.dispatch({ selection: { anchor, head } })
      },
      [CODE.indexOf(from), CODE.indexOf(to)] as const,
    )
  await put(ben, 'math.pi', '\n\n\ndef main')
  await put(cleo, 'range(1')
  const tags = ana.page.locator('.cm-person-tag')
  await until('the names are shown', async () => (await tags.count()) >= 2)
  await inEachView(ana, 'three-people')
  await ana.at('people-toggle').click()
  await inEachView(ana, 'people-list')
  await ana.page.keyboard.press('Escape')
  await runCommand(ana, 'followNext')
  await ana.at('following').waitFor()
  await inEachView(ana, 'following')
  await scene.server.kill()
  await cleo.page.close()
  await ana.page.close()
  await until('the guest is offline', async () => (await ben.status()).state === 'offline', 60_000)
  await ben.typeAtEnd('# kept')
  await inEachView(ben, 'offline')
}

/** A room with an owner: what they decide on, and what those see whom it concerns. */
async function owned(scene: Scene): Promise<void> {
  const ana = await RoomPage.open(scene.browser, scene.server.url)
  await ana.at('new-room').click()
  await ana.editable()
  await until('the room is hers', async () => new URL(ana.page.url()).hash.startsWith('#k='))
  await ana.paste(CODE)
  await ana.at('share').click()
  const link = await ana.at('share-link').inputValue()
  await inEachView(ana, 'share-owner')
  await ana.at('access-settings').click()
  await inEachView(ana, 'share-access')
  await ana.at('knock-rule').check()
  await ana.page.keyboard.press('Escape')
  const ben = await RoomPage.open(scene.browser, link)
  await ben.page.locator('[data-reason=knocking]').waitFor()
  await inEachView(ben, 'knocking')
  await ana.at('knock').waitFor()
  await inEachView(ana, 'knock')
  await ana.at('knock-admit').click()
  await ben.editable()
  await ana.waitForPeople(2)
  await ana.at('people-toggle').click()
  await inEachView(ana, 'people-owner')
  await ana.at('person-role').selectOption('viewer')
  await ben.at('editor').and(ben.page.locator('[data-access=view]')).waitFor()
  await inEachView(ben, 'viewer')
  await ana.at('person-remove').click()
  await ana.at('remove-confirm').waitFor()
  await inEachView(ana, 'remove')
  await ana.at('remove-confirm').click()
  await ben.at('advice').waitFor()
  await inEachView(ben, 'removed')
  await Promise.all([ana.close(), ben.close()])
}

/** A private room: its sign, what the dialogs say of it, and how another room's code gets into one. */
async function hidden(scene: Scene): Promise<void> {
  const ana = await RoomPage.open(scene.browser, scene.server.url)
  await ana.at('new-room').click()
  await ana.editable()
  await until('the room is hers', async () => new URL(ana.page.url()).hash.startsWith('#k='))
  await ana.paste(CODE)
  await ana.at('share').click()
  await ana.at('access-settings').click()
  await ana.at('private-copy').scrollIntoViewIfNeeded()
  await inEachView(ana, 'share-copy')
  await ana.at('private-copy').click()
  await until('the room is private', async () => new URL(ana.page.url()).hash.endsWith('&e=1'))
  await ana.waitForText((text) => text.length === CODE.length)
  await ana.waitForSaved()
  await inEachView(ana, 'private')
  await ana.at('share').click()
  await ana.at('access-settings').click()
  await ana.at('private-fact').waitFor()
  await inEachView(ana, 'private-access')
  await ana.page.keyboard.press('Escape')
  await dialog(ana, 'connections', 'connections', 'private-connections')
  await ana.close()
}

rmSync(FOLDER, { recursive: true, force: true })
mkdirSync(FOLDER, { recursive: true })
const scene = await Scene.open()
try {
  await start(scene)
  await alone(scene)
  await owned(scene)
  await hidden(scene)
  await together(scene)
} finally {
  await scene.end()
}
