import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { complaints } from '../support/accessibility.ts'
import { isOnDisk } from '../support/journal_reader.ts'
import { OidcProvider } from '../support/oidc_provider.ts'
import { Profile } from '../support/profile.ts'
import { RoomPage } from '../support/room_page.ts'
import { Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

let provider: OidcProvider
let scene: Scene
beforeAll(async () => {
  provider = await OidcProvider.run()
  provider.accounts.set('ada', { name: 'Ada Lovelace' })
  provider.accounts.set('bo', { name: 'Bo' })
  scene = await Scene.open({
    envAt: async (url) => {
      await provider.serve(url)
      return provider.envFor(url)
    },
  })
})
afterAll(async () => {
  await scene?.end()
  await provider?.stop()
})

/** The way from the sign-in page through the provider's form and back. */
async function signIn({ page }: Pick<RoomPage, 'page'>, login: string): Promise<void> {
  await page.getByTestId('sign-in').click()
  await throughProvider(page, login)
}

async function throughProvider(page: Page, login: string): Promise<void> {
  await page.getByLabel('Name').fill(login)
  await page.getByRole('button', { name: 'Go on' }).click()
}

const hashOf = (room: RoomPage) => new URL(room.page.url()).hash
const isVerified = async (room: RoomPage, name: string) => {
  if ((await room.at('people-toggle').getAttribute('aria-expanded')) !== 'true')
    await room.at('people-toggle').click()
  return room
    .at('person-line')
    .filter({ hasText: name })
    .getByRole('img', { name: /confirmed/ })
    .isVisible()
}

test.each(['light', 'dark'] as const)('I10: the sign-in page satisfies axe (%s)', async (scheme) => {
  const ada = await RoomPage.open(scene.browser, `${scene.server.url}/r/kata`)
  await ada.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
  await ada.at('sign-in-page').waitFor()
  expect(await complaints(ada)).toEqual([])
  expect(await ada.page.getByRole('heading').textContent()).toBe('Sign in to open kata')
  await ada.close()
})

test('I10: a person signs in, shares a room, is put out when the session ends, types on, and all is merged', async () => {
  const ada = await RoomPage.open(scene.browser, scene.server.url)
  await ada.at('sign-in-page').waitFor()
  await signIn(ada, 'ada')
  await ada.waitForWords('account', 'Ada Lovelace')
  expect(await complaints(ada)).toEqual([])
  await ada.at('new-room').click()
  await ada.editable()
  await ada.waitForPath('hosting')
  await until('the room is hers', () => hashOf(ada).startsWith('#k='))
  const link = ada.page.url()
  const secret = hashOf(ada).slice('#k='.length)
  await ada.typeAtEnd('one ')

  // A link's secret is there again after the way to the provider and back, and nobody heard of it.
  const bo = await RoomPage.open(scene.browser, 'about:blank')
  const heard: string[] = []
  bo.page.on('request', (request) => {
    heard.push(request.url(), JSON.stringify(request.headers()), request.postData() ?? '')
  })
  await bo.page.goto(link)
  await signIn(bo, 'bo')
  await bo.editable()
  await bo.waitForText((text) => text === 'one ')
  expect(hashOf(bo)).toBe(`#k=${secret}`)
  expect(heard.some((said) => said.includes('/auth/callback'))).toBe(true)
  expect(heard.filter((said) => said.includes(secret))).toEqual([])
  expect(await bo.page.evaluate(() => sessionStorage.getItem('tandem.wayBack'))).toBe('')

  // Names are those of the sign-in, and stay so.
  expect(await isVerified(bo, 'Ada Lovelace')).toBe(true)
  expect(await isVerified(ada, 'Bo')).toBe(true)
  expect(await complaints(bo)).toEqual([])
  await bo.at('self').click({ force: true })
  expect(await bo.at('name-input').count()).toBe(0)

  // In another tab Ada signs out: this one is put out of the room and keeps what she types.
  const tab = await ada.person.newPage()
  await tab.goto(scene.server.url)
  await tab.getByTestId('my-rooms').getByRole('link').first().waitFor()
  await tab.getByTestId('sign-out').click()
  await tab.getByTestId('sign-in-page').waitFor()
  await ada.page.locator('[data-testid=advice][data-kind=signIn]').waitFor()
  expect(await complaints(ada)).toEqual([])
  await ada.typeAtEnd('two ')
  await bo.waitForPath('hosting')
  await bo.typeAtEnd('three ')
  expect(await ada.text()).toBe('one two ')

  // A tab of its own for the sign-in; the text that waits is merged when she is back.
  const [apart] = await Promise.all([ada.person.waitForEvent('page'), ada.at('sign-in-again').click()])
  await apart.getByRole('heading', { name: 'You are signed in' }).waitFor()
  await ada.page.bringToFront()
  await ada.page.getByRole('button', { name: 'Try again' }).click()
  const merged = await bo.waitForText((text) => text.includes('two ') && text.includes('three '))
  await ada.waitForText((text) => text === merged)
  expect(merged.length).toBe('one two three '.length)
  for (const room of [ada, bo]) await room.close()
})

test('I11: my rooms are there in another browser too; whoever signs out of a room is asked to sign in', async () => {
  const other = await RoomPage.open(scene.browser, scene.server.roomUrl('kata'))
  await signIn(other, 'ada')
  await other.editable()
  await other.page.goto(scene.server.url)
  const rooms = other.at('my-rooms').getByRole('link')
  await rooms.filter({ hasText: 'kata' }).waitFor()
  expect(await rooms.count()).toBe(2)
  await rooms.filter({ hasText: 'kata' }).click()
  await other.editable()
  await other.waitForPath('hosting')
  await other.at('menu-top').click()
  await other.at('room-menu').getByRole('menuitem', { name: 'Sign out' }).click()
  await other.at('sign-in-page').waitFor()
  expect(new URL(other.page.url()).pathname).toBe('/')
  await other.close()
})

test('I10 P21: a browser that keeps the page signs in and out all the same, and opens it without the server', async () => {
  const profile = await Profile.open()
  try {
    const ada = await RoomPage.open(profile, scene.server.roomUrl('kept'))
    await signIn(ada, 'ada')
    await ada.editable()
    await until('the page is kept', () =>
      ada.page.evaluate(async () => {
        const { active } = await navigator.serviceWorker.ready
        return active?.state === 'activated' && navigator.serviceWorker.controller !== null
      }),
    )
    await ada.waitForPath('hosting')
    await ada.at('menu-top').click()
    await ada.at('room-menu').getByRole('menuitem', { name: 'Sign out' }).click()
    await ada.at('sign-in-page').waitFor()
    await ada.page.goto(scene.server.roomUrl('kept'))
    // The provider knows her still: the way there and back asks nothing.
    await ada.at('sign-in').click()
    await ada.editable()
    await ada.waitForPath('hosting')
    await ada.typeAtEnd('kept')
    await until('it is saved', async () => ['saved', 'synced'].includes((await ada.status()).state))
    await scene.server.stop()
    await ada.typeAtEnd(' here')
    await until('it is on the disk', () => isOnDisk(ada, ' here'))
    ada.page.on('dialog', (dialog) => dialog.accept())
    await ada.page.reload()
    await ada.editable()
    expect(await ada.text()).toContain('here')
    expect(await ada.at('sign-in-page').count()).toBe(0)
    await scene.server.start()
    await ada.waitForPath('hosting')
    expect(await ada.waitForText((text) => text.includes('kept'))).toBe('kept here')
  } finally {
    await profile.remove()
  }
})
