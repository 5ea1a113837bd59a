import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { complaints } from '../support/accessibility.ts'
import { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(async () => {
  expect(scene.problems()).toEqual([])
  await scene.end()
})

/** A person makes a room with the button on the start page, and is called so. */
async function maker(name = 'Ana'): Promise<{ ana: RoomPage; roomId: string }> {
  const ana = await RoomPage.open(scene.browser, scene.server.url)
  await ana.at('new-room').click()
  await ana.editable()
  await ana.waitForPath('hosting')
  await until('the room is hers', async () => new URL(ana.page.url()).hash.startsWith('#k='))
  await ana.rename(name)
  return { ana, roomId: new URL(ana.page.url()).pathname.split('/').at(-1) ?? '' }
}

/** The link that the share dialog shows for this. */
async function linkOf(page: RoomPage, role: 'editor' | 'viewer'): Promise<string> {
  if (!(await page.at('share-dialog').isVisible())) await page.at('share').click()
  await page.at(`share-${role}`).check({ force: true })
  return page.at('share-link').inputValue()
}

/** Opens what an owner decides on in the share dialog. */
async function showAccess(page: RoomPage): Promise<void> {
  if (!(await page.at('share-dialog').isVisible())) await page.at('share').click()
  await page.at('access-settings').waitFor()
  if (!(await page.at('visibility').isVisible())) await page.at('access-settings').click()
  await page.at('visibility').waitFor()
}

async function closeShare(page: RoomPage): Promise<void> {
  if (!(await page.at('share-dialog').isVisible())) return
  await page.page.keyboard.press('Escape')
  await page.at('share-dialog').waitFor({ state: 'detached' })
}

/** Somebody comes by that link and is called so. */
async function comer(link: string, name: string): Promise<RoomPage> {
  const page = await RoomPage.open(scene.browser, link)
  await page.at('editor').and(page.page.locator('[data-access=edit], [data-access=view]')).waitFor()
  await page.rename(name)
  return page
}
const accessOf = (page: RoomPage) => page.at('editor').getAttribute('data-access')
const becomes = (page: RoomPage, access: 'edit' | 'view') =>
  until(`one can ${access}`, async () => (await accessOf(page)) === access)
const isDenied = (page: RoomPage, reason: string) =>
  page.page.locator(`[data-testid=denied][data-reason=${reason}]`).waitFor()
const tagsOf = async (page: RoomPage, name: string) =>
  page.at('person-line').filter({ hasText: name }).textContent()
async function showPeople(page: RoomPage): Promise<void> {
  if ((await page.at('people-toggle').getAttribute('aria-expanded')) !== 'true')
    await page.at('people-toggle').click()
}

describe('links', () => {
  test('O2: one link lets people edit, another one look on; whoever only has the address may look', async () => {
    const { ana, roomId } = await maker()
    await ana.typeAtEnd('hello')
    const [edit, view] = [await linkOf(ana, 'editor'), await linkOf(ana, 'viewer')]
    expect(new Set([edit, view]).size).toBe(2)
    for (const link of [edit, view]) expect(new URL(link).hash).toMatch(/^#k=[A-Za-z0-9_-]{22}$/)
    const ben = await comer(edit, 'Ben')
    const cleo = await comer(view, 'Cleo')
    const dan = await comer(scene.server.roomUrl(roomId), 'Dan')
    expect(await accessOf(ben)).toBe('edit')
    for (const viewer of [cleo, dan]) {
      await viewer.waitForText((text) => text === 'hello')
      expect(await accessOf(viewer)).toBe('view')
      expect((await viewer.status()).state).toBe('readonly')
      await viewer.page.keyboard.type('x')
      expect(await viewer.at('language-picker').isDisabled()).toBe(true)
    }
    await ben.typeAtEnd(' ben')
    for (const page of [ana, cleo, dan]) await page.waitForText((text) => text === 'hello ben')
    await showPeople(ana)
    expect(await tagsOf(ana, 'Ben')).not.toContain('can view')
    expect(await tagsOf(ana, 'Cleo')).toContain('can view')
    expect(await tagsOf(ana, 'Ana')).toContain('owner')
    for (const page of [ana, ben, cleo, dan]) await page.close()
  })

  test('O4: a viewer is never host: it keeps what it sees, and goes on when an editor comes', async () => {
    const { ana } = await maker()
    await ana.typeAtEnd('hello')
    await ana.waitForSaved()
    const [edit, view] = [await linkOf(ana, 'editor'), await linkOf(ana, 'viewer')]
    const cleo = await comer(view, 'Cleo')
    await cleo.waitForText((text) => text === 'hello')
    await ana.close()
    await cleo.waitForPeople(1)
    await until('nobody is host', async () => (await cleo.people()).every(({ host }) => !host))
    expect((await cleo.status()).state).toBe('readonly')
    expect(await cleo.text()).toBe('hello')
    const ben = await comer(edit, 'Ben')
    await ben.typeAtEnd(' again')
    await cleo.waitForText((text) => text === 'hello again')
    await cleo.close()
    await ben.close()
  })

  test('O3: a new link ends the old one at once; who is here stays, also over a reload', async () => {
    const { ana } = await maker()
    await ana.typeAtEnd('hello')
    const old = await linkOf(ana, 'editor')
    const ben = await comer(old, 'Ben')
    await linkOf(ana, 'editor')
    await showAccess(ana)
    await ana.at('new-link-editor').click()
    await until('the link is new', async () => (await ana.at('share-link').inputValue()) !== old)
    const link = await ana.at('share-link').inputValue()
    await until('her address too', async () => ana.page.url() === link)
    await ben.typeAtEnd(' ben')
    await ana.waitForText((text) => text === 'hello ben')
    await ben.page.reload()
    await ben.editable()
    const late = await comer(old, 'Late')
    expect(await accessOf(late)).toBe('view')
    const fresh = await comer(link, 'Fresh')
    expect(await accessOf(fresh)).toBe('edit')
    for (const page of [ana, ben, late, fresh]) await page.close()
  })

  test('O1: the owner’s key makes another browser an owner, and does not stay in its address bar', async () => {
    const { ana } = await maker()
    await linkOf(ana, 'editor')
    await showAccess(ana)
    await ana.at('copy-owner-link').click()
    await ana.waitForWords('notices', 'The owner’s key is copied')
    const key = await ana.page.evaluate(() => navigator.clipboard.readText())
    const again = await comer(key, 'Ana elsewhere')
    await until('it is not in the address bar', async () => !again.page.url().includes('#o='))
    expect(new URL(again.page.url()).hash).toBe(new URL(ana.page.url()).hash)
    await showAccess(again)
    await ana.close()
    await again.close()
  })
})

describe('roles', () => {
  test('O9: the owner makes somebody a viewer and an editor again, and their page follows without a reload', async () => {
    const { ana } = await maker()
    await ana.typeAtEnd('hello')
    const ben = await comer(await linkOf(ana, 'editor'), 'Ben')
    await closeShare(ana)
    await ben.typeAtEnd(' one')
    await ana.waitForText((text) => text === 'hello one')
    await showPeople(ana)
    await ana.at('person-role').selectOption('viewer')
    await becomes(ben, 'view')
    await ben.waitForWords('notices', 'You can view this room now')
    await ben.page.keyboard.type('no')
    expect(await ben.text()).toBe('hello one')
    await ana.at('person-role').selectOption('editor')
    await becomes(ben, 'edit')
    await ben.typeAtEnd(' two')
    await ana.waitForText((text) => text === 'hello one two')
    await ana.close()
    await ben.close()
  })

  test('O9: a host that is made a viewer hands over: nothing is lost, and the owner is host', async () => {
    const { ana } = await maker()
    await ana.typeAtEnd('hello')
    await ana.waitForSaved()
    const edit = await linkOf(ana, 'editor')
    const url = ana.page.url()
    await ana.page.goto('about:blank')
    const ben = await comer(edit, 'Ben')
    await ben.waitForPath('hosting')
    await ana.page.goto(url)
    await ana.editable()
    await ana.waitForPath('direct', 'relay')
    await ben.typeAtEnd(' from ben')
    await showPeople(ana)
    await ana.at('person-role').selectOption('viewer')
    await becomes(ben, 'view')
    await ana.waitForPath('hosting')
    await ana.waitForText((text) => text === 'hello from ben')
    await ana.typeAtEnd('!')
    await ben.waitForText((text) => text === 'hello from ben!')
    await ana.close()
    await ben.close()
  })
})

describe('who comes in', () => {
  test('O8: a room that lets nobody in without a link opens with one only, and over HTTP it is not there', async () => {
    const { ana, roomId } = await maker()
    await ana.typeAtEnd('secret')
    await ana.waitForSaved()
    expect((await scene.server.room(roomId))?.code).toBe('secret')
    const edit = await linkOf(ana, 'editor')
    await showAccess(ana)
    await ana.at('anyone').selectOption('')
    await until('it is closed', async () => (await scene.server.room(roomId)) === null)
    const stranger = await RoomPage.open(scene.browser, scene.server.roomUrl(roomId))
    await isDenied(stranger, 'noRight')
    const ben = await comer(edit, 'Ben')
    await ben.waitForText((text) => text === 'secret')
    for (const page of [ana, stranger, ben]) await page.close()
  })

  test('O6: who knocks waits until they are let in, or are sent away', async () => {
    const { ana } = await maker()
    await ana.typeAtEnd('hello')
    const edit = await linkOf(ana, 'editor')
    await showAccess(ana)
    await ana.at('knock-rule').check()
    await closeShare(ana)
    const ben = await RoomPage.open(scene.browser, edit)
    await isDenied(ben, 'knocking')
    expect(await ben.page.content()).not.toContain('hello')
    await ana.at('knock-refuse').click()
    await isDenied(ben, 'turnedAway')
    await ben.page.getByRole('button', { name: 'Ask again' }).click()
    await isDenied(ben, 'knocking')
    await ana.at('knock-admit').click()
    await ben.editable()
    await ben.waitForText((text) => text === 'hello')
    await ana.close()
    await ben.close()
  })

  test('O7: who is removed is out at once, keeps what they see to copy it, and does not come back by another name', async () => {
    const { ana } = await maker()
    await ana.typeAtEnd('hello')
    const edit = await linkOf(ana, 'editor')
    await closeShare(ana)
    const ben = await comer(edit, 'Ben')
    await ben.waitForText((text) => text === 'hello')
    await showPeople(ana)
    await ana.at('person-remove').click()
    await ana.waitForWords('remove-dialog', 'Remove Ben?')
    await ana.at('remove-confirm').click()
    await ben.waitForWords('advice', 'You were removed from this room')
    await becomes(ben, 'view')
    await ana.waitForPeople(1)
    await ana.typeAtEnd(' alone')
    await ana.waitForSaved()
    expect(await ben.text()).toBe('hello')
    await ben.page.reload()
    await isDenied(ben, 'removed')
    // The link that he came by was ended with it: another browser does not come in with it either.
    const other = await comer(edit, 'Somebody')
    expect(await accessOf(other)).toBe('view')
    for (const page of [ana, ben, other]) await page.close()
  })
})

test.each([
  ['light', 1100, 760],
  ['dark', 390, 844],
] as const)(
  'P13 P17: what an owner decides in satisfies axe (%s, %i × %i)',
  async (scheme, width, height) => {
    const { ana } = await maker()
    await ana.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await ana.page.setViewportSize({ width, height })
    const edit = await linkOf(ana, 'editor')
    await showAccess(ana)
    expect(await complaints(ana)).toEqual([])
    await ana.at('knock-rule').check()
    await closeShare(ana)
    const ben = await RoomPage.open(scene.browser, edit)
    await isDenied(ben, 'knocking')
    expect(await complaints(ben)).toEqual([])
    await ana.at('knock').waitFor()
    expect(await complaints(ana)).toEqual([])
    await ana.at('knock-admit').click()
    await ben.editable()
    await ana.waitForPeople(2)
    await showPeople(ana)
    expect(await complaints(ana)).toEqual([])
    await ana.at('person-remove').click()
    await ana.at('remove-confirm').waitFor()
    expect(await complaints(ana)).toEqual([])
    await ana.at('remove-confirm').click()
    await ben.at('advice').waitFor()
    expect(await complaints(ben)).toEqual([])
    await ana.close()
    await ben.close()
  },
)

test('a room that is entered by its address alone is open to all, and belongs to whoever made it', async () => {
  const [ana, ben] = await scene.pair(freshRoom())
  await showAccess(ana)
  expect(await ana.at('visibility').inputValue()).toBe('public')
  expect(new URL(await ana.at('share-link').inputValue()).hash).toBe('')
  await ben.at('share').click()
  await ben.at('share-link').waitFor()
  expect(await ben.at('visibility').count()).toBe(0)
  await ana.at('anyone').selectOption('viewer')
  await becomes(ben, 'view')
  expect(await accessOf(ana)).toBe('edit')
  await ana.close()
  await ben.close()
})
