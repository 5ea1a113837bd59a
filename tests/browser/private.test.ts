import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseFragment } from '../../client/state/fragment.ts'
import { bearerOf } from '../../shared/access/secrets.ts'
import type { RoomId } from '../../shared/base/ids.ts'
import { complaints } from '../support/accessibility.ts'
import type { Chromium } from '../support/chromium.ts'
import { runCommand } from '../support/palette.ts'
import { RoomPage, type RoomPageOptions } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

let scene: Scene
let second: Chromium
beforeAll(async () => {
  scene = await Scene.open()
  second = await scene.anotherBrowser()
})
afterAll(async () => {
  expect(scene.problems()).toEqual([])
  await scene.end()
})

const isPrivateUrl = (url: string) => /^#k=[\w-]{22}&e=1$/.test(new URL(url).hash)

/** Waits until the room that this page made is private. Answers its id. */
async function isMade(room: RoomPage): Promise<RoomId> {
  await room.editable()
  await room.waitForPath('hosting')
  await until('the room is private', async () => isPrivateUrl(room.page.url()))
  return new URL(room.page.url()).pathname.split('/').at(-1) as RoomId
}

/** A person makes a private room with the button on the start page. */
async function maker(options?: RoomPageOptions): Promise<{ ana: RoomPage; roomId: RoomId }> {
  const ana = await RoomPage.open(scene.browser, scene.server.url, options)
  await ana.at('new-private-room').click()
  return { ana, roomId: await isMade(ana) }
}

/** The link that the share dialog shows for this. */
async function linkOf(page: RoomPage, role: 'editor' | 'viewer'): Promise<string> {
  if (!(await page.at('share-dialog').isVisible())) await page.at('share').click()
  await page.at(`share-${role}`).check({ force: true })
  return page.at('share-link').inputValue()
}
async function showAccess(page: RoomPage): Promise<void> {
  if (!(await page.at('share-dialog').isVisible())) await page.at('share').click()
  await page.at('access-settings').click()
  await page.at('knock-rule').waitFor()
}
/** Ends the link to edit. Answers the new one. */
async function newLink(page: RoomPage): Promise<string> {
  const old = await linkOf(page, 'editor')
  await showAccess(page)
  await page.at('new-link-editor').click()
  await until('the link is new', async () => (await page.at('share-link').inputValue()) !== old)
  return page.at('share-link').inputValue()
}
const isDenied = (page: RoomPage, reason: string) =>
  page.page.locator(`[data-testid=denied][data-reason=${reason}]`).waitFor()

/** What the server answers about the room, and its log, for whoever shows this link's right. */
async function asked(roomId: RoomId, path: '' | '/log', link: string | null): Promise<Response> {
  const secret = link && parseFragment(new URL(link).hash).link
  const bearer = secret && { headers: { authorization: `Bearer ${bearerOf(secret, roomId)}` } }
  return fetch(`${scene.server.url}/api/room/${roomId}${path}`, bearer || {})
}

describe('a private room', () => {
  test('holds for its people what they write, and for the server nothing that it could read', async () => {
    const { ana, roomId } = await maker()
    await ana.typeAtEnd('plaintext of ana')
    const edit = await linkOf(ana, 'editor')
    const view = await linkOf(ana, 'viewer')
    for (const link of [edit, view]) expect(isPrivateUrl(link)).toBe(true)
    const ben = await RoomPage.enter(second, edit)
    await ben.waitForText((text) => text === 'plaintext of ana')
    await ben.waitForPath('direct')
    await ben.typeAtEnd(', and of ben')
    const cleo = await RoomPage.open(scene.browser, view)
    await cleo.at('editor').and(cleo.page.locator('[data-access=view]')).waitFor()
    const all = 'plaintext of ana, and of ben'
    for (const page of [ana, cleo]) await page.waitForText((text) => text === all)
    await cleo.page.keyboard.type('x')
    for (const page of [ana, ben]) await page.waitForSaved()

    const answer = await asked(roomId, '', edit)
    const said = await answer.text()
    expect(JSON.parse(said)).toMatchObject({ encrypted: true })
    expect(said).not.toContain('plaintext')
    expect(JSON.parse(said)).not.toHaveProperty('code')
    const stored = Buffer.from(await (await asked(roomId, '/log', edit)).arrayBuffer())
    expect(stored.length).toBeGreaterThan(all.length)
    expect(stored.includes('plaintext')).toBe(false)
    expect((await asked(roomId, '', null)).status).toBe(404)

    for (const page of [ana, ben]) expect(await page.at('private-sign').isVisible()).toBe(true)
    await ben.at('status-toggle').click()
    await ben.waitForWords('encrypted', 'End to end, of relayed connections too')
    // The others stay for a reload, and then nobody does: it comes from the others, and from the store.
    await ben.page.reload()
    await ben.editable()
    await ben.waitForText((text) => text === all)
    for (const page of [ben, cleo]) await page.close()
    await ana.waitForPeople(1)
    await ana.waitForSaved()
    await ana.page.reload()
    await isMade(ana)
    expect(await ana.text()).toBe(all)
    expect(await ana.at('notices').locator('[data-stays]').count()).toBe(0)
    await ana.close()
    const late = await RoomPage.enter(second, edit)
    expect(await late.text()).toBe(all)
    await late.close()
  })

  test('opens to nobody who has its address alone', async () => {
    const { ana, roomId } = await maker()
    await ana.typeAtEnd('secret')
    await ana.waitForSaved()
    const stranger = await RoomPage.open(second, scene.server.roomUrl(roomId))
    await isDenied(stranger, 'noRight')
    await stranger.page.goto(`${scene.server.roomUrl(roomId)}#e=1`)
    await stranger.page.reload()
    await isDenied(stranger, 'noRight')
    expect(await stranger.page.content()).not.toContain('secret')
    await ana.close()
    await stranger.close()
    // Chromium itself tells of each 404, of the log that a page asks for early.
    second.problems.length = 0
  })

  test('has a new key with each new link: who is in has it, who comes by the old link does not', async () => {
    const { ana } = await maker()
    await ana.typeAtEnd('before')
    const old = await linkOf(ana, 'editor')
    const ben = await RoomPage.enter(second, old)
    await ben.waitForPath('direct')
    const eve = await RoomPage.enter(second, old, { noPeers: true })
    await eve.waitForPath('relay')
    const link = await newLink(ana)
    expect(isPrivateUrl(link)).toBe(true)
    await ben.typeAtEnd(', after')
    await ana.waitForText((text) => text === 'before, after')
    await ben.waitForSaved()
    // Over the relay nobody is handed a key: the server is in between.
    await eve.waitForWords('advice', /that you came by was ended, and with it the key.*Ask for the new link/)
    expect(await eve.at('editor').getAttribute('data-access')).toBe('view')
    await ben.page.reload()
    await ben.editable()
    await ben.waitForText((text) => text === 'before, after')
    await ben.typeAtEnd('!')
    await ana.waitForText((text) => text === 'before, after!')
    await ben.waitForSaved()
    await ben.close()
    await ana.close()
    const late = await RoomPage.open(second, old)
    await isDenied(late, 'noRight')
    // She is given the new link, and puts it into the address bar.
    await late.page.evaluate((to) => location.assign(to), link)
    await late.editable()
    expect(await late.text()).toBe('before, after!')
    for (const page of [eve, late]) await page.close()
    second.problems.length = 0
  })

  test('can be edited over the relay, which reads nothing', async () => {
    const { ana } = await maker({ noPeers: true })
    const frames: Buffer[] = []
    const ben = await RoomPage.open(second, 'about:blank', { noPeers: true })
    ben.page.on('websocket', (socket) => {
      const keep = ({ payload }: { payload: string | Buffer }) => void frames.push(Buffer.from(payload))
      socket.on('framesent', keep)
      socket.on('framereceived', keep)
    })
    await ben.page.goto(await linkOf(ana, 'editor'))
    await ben.editable()
    await ben.waitForPath('relay')
    await ana.insertAtEnd('plaintext of ana')
    await ben.waitForText((text) => text === 'plaintext of ana')
    await ben.insertAtEnd(', plaintext of ben')
    await ana.waitForText((text) => text === 'plaintext of ana, plaintext of ben')
    for (const page of [ana, ben]) await page.waitForSaved()
    expect(frames.length).toBeGreaterThan(0)
    expect(Buffer.concat(frames).includes('plaintext')).toBe(false)
    expect(await ben.openPeerConnections()).toBe(0)
    for (const page of [ana, ben]) await page.close()
  })
})

describe('X11: the code that only private rooms need', () => {
  /** Its file, as the build calls it. */
  async function codeFile(): Promise<string> {
    const notes = await readFile(new URL('../../dist/client/.vite/manifest.json', import.meta.url), 'utf8')
    const { file } =
      (JSON.parse(notes) as Record<string, { file: string }>)['../shared/session/vault.ts'] ?? {}
    if (file === undefined) throw new Error('the build has no file of its own for private rooms')
    return file
  }

  /** A page that is nowhere yet, what it asks for in order, and the fate of its requests for that file. */
  async function watched(fates: readonly ('fails' | 'comes')[] = []) {
    const room = await RoomPage.open(second, 'about:blank')
    const file = await codeFile()
    const left = [...fates]
    const did: string[] = []
    const once = (what: string) => {
      if (did.at(-1) !== what) did.push(what)
    }
    // Long polling or a WebSocket: either way the page talks with the server.
    room.page.on('websocket', () => once('talks'))
    room.page.on('request', (request) => {
      if (request.url().includes('/socket.io/') || request.url().endsWith('/log')) once('talks')
    })
    await room.page.route(`**/${file}`, async (route) => {
      if (left.shift() === 'fails') {
        once('fails')
        return route.abort()
      }
      const response = await route.fetch()
      once('loaded')
      await route.fulfill({ response })
    })
    return { room, did }
  }

  test('is not fetched with an ordinary room', async () => {
    const { room, did } = await watched()
    await room.page.goto(scene.server.roomUrl(freshRoom()))
    await room.editable()
    await room.waitForPath('hosting')
    await room.typeAtEnd('open')
    await room.waitForSaved()
    expect(did).toEqual(['talks'])
    await room.close()
  })

  test('comes before a page talks of a room that its link calls private, also on the second try', async () => {
    const { ana } = await maker()
    await ana.typeAtEnd('secret')
    const { room, did } = await watched(['fails', 'comes'])
    await room.page.goto(await linkOf(ana, 'editor'))
    await room.editable()
    await room.waitForText((text) => text === 'secret')
    expect(did).toEqual(['fails', 'loaded', 'talks'])
    for (const page of [ana, room]) await page.close()
    // Chromium itself tells of each request that fails.
    second.problems.length = 0
  })

  test('comes before a page acts on the server’s word that a room is private, also on the second try', async () => {
    const { ana } = await maker()
    await ana.typeAtEnd('secret')
    const { room, did } = await watched(['fails', 'comes'])
    const link = await linkOf(ana, 'editor')
    await room.page.goto(link.replace('&e=1', ''))
    await room.editable()
    await room.waitForText((text) => text === 'secret')
    await room.waitForPath('direct')
    await room.typeAtEnd(', too')
    await ana.waitForText((text) => text === 'secret, too')
    expect(did.slice(0, 4)).toEqual(['talks', 'fails', 'talks', 'loaded'])
    for (const page of [ana, room]) await page.close()
    second.problems.length = 0
  })
})

describe('a private copy', () => {
  test('is a new private room with the code, its language and its line ends; the old one stays', async () => {
    const ana = await RoomPage.open(scene.browser, scene.server.url)
    await ana.at('new-room').click()
    await ana.editable()
    await until('the room is hers', async () => new URL(ana.page.url()).hash.startsWith('#k='))
    const open = new URL(ana.page.url()).pathname.split('/').at(-1) ?? ''
    await ana.paste('class Ring {\r\n}\r\n')
    await ana.setLanguage('java')
    await ana.waitForSaved()
    expect(await ana.at('private-sign').count()).toBe(0)
    await showAccess(ana)
    expect(await ana.at('visibility').locator('option').count()).toBe(2)
    expect(await ana.at('private-fact').count()).toBe(0)
    const requests: string[] = []
    ana.page.on('request', (request) => requests.push(`${request.url()} ${request.postData() ?? ''}`))
    await ana.at('private-copy').click()
    await until('it is another room', async () => !ana.page.url().includes(open))
    const roomId = await isMade(ana)
    await ana.waitForText((text) => text === 'class Ring {\n}\n')
    await until('it is Java', async () => (await ana.language()) === 'java')
    await ana.waitForSaved()
    expect(requests.join('\n')).not.toContain('Ring')
    // There is nothing before it.
    await ana.page.keyboard.press('Control+z')
    await ana.typeAtEnd('x')
    await ana.page.keyboard.press('Control+z')
    await ana.waitForText((text) => text === 'class Ring {\n}\n')
    const download = ana.page.waitForEvent('download')
    await runCommand(ana, 'download')
    const file = await download
    expect(file.suggestedFilename()).toBe(`${roomId}.java`)
    expect(Buffer.concat(await (await file.createReadStream()).toArray()).toString()).toBe(
      'class Ring {\r\n}\r\n',
    )
    await showAccess(ana)
    await ana.waitForWords('private-fact', 'Private · end-to-end encrypted')
    expect(await ana.at('private-copy').count()).toBe(0)
    expect((await scene.server.room(open))?.code).toBe('class Ring {\r\n}\r\n')
    // A reload does not put it there once more.
    await ana.page.reload()
    await isMade(ana)
    expect(await ana.text()).toBe('class Ring {\n}\n')
    await ana.close()
  })
})

test.each([
  ['light', 1100, 760],
  ['dark', 390, 844],
] as const)(
  'P13 P17: what a private room shows satisfies axe (%s, %i × %i)',
  async (scheme, width, height) => {
    const ana = await RoomPage.open(scene.browser, scene.server.url)
    await ana.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await ana.page.setViewportSize({ width, height })
    await ana.at('new-private-room').waitFor()
    expect(await complaints(ana)).toEqual([])
    await ana.at('new-private-room').click()
    await isMade(ana)
    await ana.at('private-sign').waitFor()
    expect(await ana.page.getByRole('img', { name: 'Private: end-to-end encrypted' }).count()).toBe(1)
    await showAccess(ana)
    expect(await complaints(ana)).toEqual([])
    await ana.page.keyboard.press('Escape')
    await ana.at('status-toggle').click()
    await ana.at('encrypted').waitFor()
    expect(await complaints(ana)).toEqual([])
    await ana.close()
  },
)
