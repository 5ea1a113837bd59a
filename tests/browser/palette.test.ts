import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isInText, listed, openPalette, runCommand } from '../support/palette.ts'
import { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

const CODE = 'def one():\n    return 1\n\ndef two():\n    return 1\n'
/** Within the first `return`. */
const PLACE = CODE.indexOf('return') + 2

const clipboard = (room: RoomPage) => room.page.evaluate(() => navigator.clipboard.readText())
const caret = (room: RoomPage) =>
  room.page.evaluate(() => {
    const selection = window.tandem?.view?.state.selection
    return { ranges: selection?.ranges.length, from: selection?.main.from, to: selection?.main.to }
  })
const folded = (room: RoomPage) => room.page.locator('.cm-foldPlaceholder').count()
const shows = (testId: string) => async (room: RoomPage) => {
  await room.at(testId).waitFor()
  await room.page.keyboard.press('Escape')
  await room.at(testId).waitFor({ state: 'hidden' })
}
const hasText = (text: string) => async (room: RoomPage) => {
  await room.waitForText((now) => now === text)
}
const editorSetting = (name: string, value: unknown) => async (room: RoomPage) => {
  await until(`${name} is set`, () =>
    room.page.evaluate(
      ({ name, value }) => JSON.parse(localStorage.getItem('tandem.editor') ?? '{}')[name] === value,
      { name, value },
    ),
  )
}
const theme = (choice: string) => async (room: RoomPage) => {
  await until(
    `the theme is ${choice}`,
    async () => (await room.page.locator('html').getAttribute('data-theme')) === choice,
  )
}
const language = (name: string) => async (room: RoomPage) => {
  await until(`the language is ${name}`, async () => (await room.language()) === name)
}

interface Case {
  /** What has to be so for the command to make sense. */
  readonly before?: (room: RoomPage) => Promise<unknown>
  /** Throws unless the command has done what it says. */
  readonly after: (room: RoomPage) => Promise<unknown>
}
const press =
  (...keys: string[]) =>
  async (room: RoomPage) => {
    for (const key of keys) await room.page.keyboard.press(key)
  }
const search = async (room: RoomPage) => {
  await press('Control+f')(room)
  await room.page.keyboard.type('return')
  await press('Escape')(room)
  await room.type('', PLACE)
}
const selects = (from: number, to: number) => async (room: RoomPage) =>
  until(`${from} to ${to} is selected`, async () => {
    const now = await caret(room)
    return now.from === from && now.to === to
  })
const carets = (count: number) => async (room: RoomPage) =>
  until(`${count} carets`, async () => (await caret(room)).ranges === count)

const [ONE, TWO] = ['    return 1\n', '\n'] as const
const swap = CODE.replace(ONE + TWO, TWO + ONE)
const SECOND = CODE.lastIndexOf('return')

/** Every command that a room has, with what shows that it did what it says. */
const CASES: Readonly<Record<string, Case>> = {
  share: {
    async after(room) {
      await until('the link is copied', async () => (await clipboard(room)) === room.page.url())
      await shows('share-dialog')(room)
    },
  },
  qr: { after: shows('share-dialog') },
  copyLineLink: {
    after: (room) =>
      until('the link is copied', async () => (await clipboard(room)) === `${room.page.url()}#L2`),
  },
  find: {
    async after(room) {
      await room.page.locator('.cm-search [name=search]:focus').waitFor()
      await press('Escape')(room)
    },
  },
  replace: {
    before: search,
    async after(room) {
      await room.page.locator('.cm-search [name=replace]:focus').waitFor()
      await press('Escape')(room)
    },
  },
  findNext: { before: search, after: selects(SECOND, SECOND + 6) },
  findPrevious: { before: search, after: selects(SECOND, SECOND + 6) },
  goToLine: {
    async after(room) {
      await room.page.locator('.cm-goto-line input:focus').waitFor()
      await room.page.keyboard.type('4:5')
      await press('Enter')(room)
      await selects(CODE.indexOf('two'), CODE.indexOf('two'))(room)
    },
  },
  undo: { before: async (room) => room.page.keyboard.type('x'), after: hasText(CODE) },
  redo: {
    before: async (room) => {
      await room.page.keyboard.type('x')
      await press('Control+z')(room)
    },
    after: hasText(`${CODE.slice(0, PLACE)}x${CODE.slice(PLACE)}`),
  },
  toggleComment: { after: hasText(CODE.replace('return', '# return')) },
  toggleBlockComment: {
    before: async (room) => {
      await room.setLanguage('java')
      // What the editor knows of a language is fetched first.
      await until('the editor knows its comments', () =>
        room.page.evaluate(() => {
          const [tokens] =
            window.tandem?.view?.state.languageDataAt<{ block?: object }>('commentTokens', 0) ?? []
          return tokens?.block !== undefined
        }),
      )
    },
    async after(room) {
      await room.waitForText((now) => now.includes('/*'))
      await room.setLanguage('python')
    },
  },
  selectNext: {
    before: press('Control+d'),
    after: carets(2),
  },
  selectAll: { before: press('Control+d'), after: carets(2) },
  cursorAbove: { after: carets(2) },
  cursorBelow: { after: carets(2) },
  lineUp: { after: hasText(`${ONE}def one():\n\ndef two():\n${ONE}`) },
  lineDown: { after: hasText(swap) },
  copyUp: { after: hasText(CODE.replace(ONE, ONE + ONE)) },
  copyDown: { after: hasText(CODE.replace(ONE, ONE + ONE)) },
  deleteLine: { after: hasText(CODE.replace(ONE, '')) },
  selectLine: { after: selects(CODE.indexOf(ONE), CODE.indexOf(ONE) + ONE.length) },
  selectParent: {
    after: (room) =>
      until('more is selected', async () => {
        const { from = 0, to = 0 } = await caret(room)
        return from < to
      }),
  },
  indent: { after: hasText(CODE.replace(ONE, `    ${ONE}`)) },
  outdent: { after: hasText(CODE.replace(ONE, ONE.trimStart())) },
  fold: {
    before: (room) => room.type('', 3),
    after: (room) => until('one is folded', async () => (await folded(room)) === 1),
  },
  unfold: {
    before: async (room) => {
      await room.type('', 3)
      await press('Control+Shift+BracketLeft')(room)
      await until('one is folded', async () => (await folded(room)) === 1)
    },
    after: (room) => until('nothing is folded', async () => (await folded(room)) === 0),
  },
  foldAll: { after: (room) => until('both are folded', async () => (await folded(room)) === 2) },
  unfoldAll: {
    before: async (room) => {
      await press('Control+Alt+BracketLeft')(room)
      await until('both are folded', async () => (await folded(room)) === 2)
    },
    after: (room) => until('nothing is folded', async () => (await folded(room)) === 0),
  },
  save: { after: (room) => room.waitForWords('notices', /saved/) },
  'language.python': { before: (room) => room.setLanguage('java'), after: language('python') },
  'language.javascript': { after: language('javascript') },
  'language.typescript': { after: language('typescript') },
  'language.java': { after: language('java') },
  'language.cpp': { after: language('cpp') },
  'theme.light': { after: theme('light') },
  'theme.dark': { after: theme('dark') },
  'theme.system': { before: (room) => runCommand(room, 'theme.dark'), after: theme('system') },
  settings: { after: shows('settings') },
  fontLarger: { after: editorSetting('fontSize', 15) },
  fontSmaller: { after: editorSetting('fontSize', 13) },
  wrap: { after: editorSetting('wrap', true) },
  'keymap.vim': { after: (room) => room.page.locator('.cm-vim-panel').waitFor() },
  'keymap.emacs': { after: editorSetting('keymap', 'emacs') },
  'keymap.default': {
    before: (room) => runCommand(room, 'keymap.vim'),
    after: editorSetting('keymap', 'default'),
  },
  // From the palette it shows the palette again.
  palette: { after: shows('palette') },
  shortcuts: { after: shows('shortcuts') },
  connections: { after: shows('connections') },
  rename: {
    async after(room) {
      await room.page.keyboard.type('Ana of the palette')
      await press('Enter')(room)
      await until('the name is hers', async () =>
        (await room.people())[0]?.label.startsWith('Ana of the palette'),
      )
    },
  },
  download: { after: async () => undefined },
  openFile: { after: async () => undefined },
  followNext: { after: async () => undefined },
  stopFollowing: { after: async () => undefined },
  summon: { after: async () => undefined },
  recovered: { after: async () => undefined },
  retry: { after: async () => undefined },
  newRoom: { after: async () => undefined },
  newPrivateRoom: { after: async () => undefined },
  privateCopy: { after: async () => undefined },
  home: { after: async () => undefined },
}
/** These are not offered at rest, or need more than the page: each has a test of its own below or in another file. */
const ELSEWHERE = [
  'download',
  'openFile',
  'recovered',
  'retry',
  'newRoom',
  'newPrivateRoom',
  'privateCopy',
  'home',
  'palette',
  'followNext',
  'stopFollowing',
  'summon',
]

test('the palette runs every command there is', { timeout: 180_000 }, async () => {
  const roomId = freshRoom()
  const ana = await scene.enter(roomId)
  await ana.waitForPath('hosting')
  await openPalette(ana)
  await ana.page.keyboard.press('Escape')
  const all = await ana.page.evaluate(() => (window.tandem?.commands ?? []).map(({ id }) => id))
  // Whoever adds a command says here what shows that it works.
  expect([...all].sort()).toEqual(Object.keys(CASES).sort())

  for (const id of all) {
    if (ELSEWHERE.includes(id)) continue
    await ana.page.evaluate(
      ({ code, place }) => {
        const view = window.tandem?.view
        const { length = 0 } = view?.state.doc ?? {}
        view?.dispatch({ changes: { from: 0, to: length, insert: code }, selection: { anchor: place } })
        view?.focus()
      },
      { code: CODE, place: PLACE },
    )
    try {
      await CASES[id]?.before?.(ana)
      await runCommand(ana, id)
      await CASES[id]?.after(ana)
    } catch (thrown) {
      throw new Error(`the command ${id} did not do what it says`, { cause: thrown })
    }
    // As it was, for the next one.
    if (id.startsWith('language.')) await ana.setLanguage('python')
    await ana.page.evaluate(() => {
      for (const key of ['tandem.editor', 'tandem.theme']) {
        localStorage.removeItem(key)
        window.dispatchEvent(new StorageEvent('storage', { key }))
      }
    })
  }
  expect(await ana.policyViolations()).toEqual([])
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test('download, a new room of either kind, a private copy and the start page are a palette away', async () => {
  const roomId = freshRoom()
  const ana = await scene.enter(roomId)
  await ana.waitForPath('hosting')
  await ana.paste('a\r\nb\r\n')
  await ana.waitForSaved()
  const saved = ana.page.waitForEvent('download')
  await runCommand(ana, 'download')
  const file = await saved
  expect(file.suggestedFilename()).toBe(`${roomId}.py`)
  // With the line ends that the file has outside.
  expect(await text(await file.createReadStream())).toBe('a\r\nb\r\n')

  const chosen = ana.page.waitForEvent('filechooser')
  await runCommand(ana, 'openFile')
  expect((await chosen).isMultiple()).toBe(false)

  await runCommand(ana, 'privateCopy')
  await ana.at('private-sign').waitFor()
  await ana.waitForText((now) => now === 'a\nb\n')
  await ana.waitForSaved()
  const copy = new URL(ana.page.url()).pathname
  await runCommand(ana, 'newPrivateRoom')
  await ana.page.waitForURL((url) => url.pathname !== copy)
  await ana.at('private-sign').waitFor()
  await ana.editable()
  expect(await ana.text()).toBe('')
  await runCommand(ana, 'newRoom')
  await ana.page.waitForURL((url) => /^\/r\/[\w-]{16}$/.test(url.pathname) && !url.pathname.endsWith(roomId))
  await ana.editable()
  await runCommand(ana, 'home')
  await ana.at('new-room').waitFor()
  expect(new URL(ana.page.url()).pathname).toBe('/')
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test('the palette is a combobox: arrows move, letters filter, Escape gives the focus back', async () => {
  const ana = await scene.enter(freshRoom())
  await ana.page.keyboard.type('x')
  await openPalette(ana)
  const field = ana.at('palette-input')
  expect(await field.getAttribute('role')).toBe('combobox')
  const active = async () => {
    const id = await field.getAttribute('aria-activedescendant')
    return ana.page.locator(`[id="${id}"]`).getAttribute('data-command')
  }
  const ids = await listed(ana)
  expect(await active()).toBe(ids[0])
  await ana.page.keyboard.press('ArrowDown')
  await ana.page.keyboard.press('ArrowDown')
  expect(await active()).toBe(ids[2])
  await ana.page.keyboard.press('ArrowUp')
  await ana.page.keyboard.press('ArrowUp')
  await ana.page.keyboard.press('ArrowUp')
  expect(await active()).toBe(ids.at(-1))
  await ana.page.keyboard.type('shcut')
  expect((await listed(ana))[0]).toBe('shortcuts')
  await ana.page.keyboard.type('zzz')
  expect(await listed(ana)).toEqual([])
  await ana.waitForWords('palette', 'No command is called that')
  await ana.page.keyboard.press('Escape')
  await ana.at('palette').waitFor({ state: 'detached' })
  expect(await isInText(ana)).toBe(true)
  await ana.page.keyboard.type('y')
  expect(await ana.text()).toBe('xy')

  // F1 opens it too, and what was used last comes first.
  await runCommand(ana, 'wrap')
  await ana.page.keyboard.press('F1')
  await ana.at('palette').waitFor()
  expect((await listed(ana))[0]).toBe('wrap')
  await ana.page.keyboard.press('F1')
  await ana.at('palette').waitFor({ state: 'detached' })
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test('what is typed while the palette is still on its way does not go into the text', async () => {
  const ana = await RoomPage.open(scene.browser, 'about:blank')
  let load: () => unknown = () => null
  const asked = new Promise<void>((resolve) => {
    void ana.person.route(/Palette-.*\.js$/, async (route) => {
      resolve()
      await new Promise<void>((go) => {
        load = go
      })
      await route.continue()
    })
  })
  await ana.page.goto(scene.server.roomUrl(freshRoom()))
  await ana.editable()
  await ana.page.keyboard.type('x')
  await ana.page.keyboard.press('F1')
  await asked
  await ana.page.keyboard.type('lost')
  expect(await ana.text()).toBe('x')
  load()
  await ana.at('palette').waitFor()
  await ana.page.keyboard.press('Escape')
  await until('the text has the focus', () => isInText(ana))
  await ana.close()
})

test('on a phone the menu opens the palette, and the lines of both are large enough for a finger', async () => {
  const ana = await RoomPage.open(scene.browser, 'about:blank')
  const devtools = await ana.person.newCDPSession(ana.page)
  await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true })
  await ana.page.setViewportSize({ width: 360, height: 740 })
  await ana.page.goto(scene.server.roomUrl(freshRoom()))
  await ana.editable()
  const button = await ana.at('menu-foot').boundingBox()
  expect(Math.min(button?.width ?? 0, button?.height ?? 0)).toBeGreaterThanOrEqual(43)
  await ana.at('menu-foot').click()
  const entry = ana.at('room-menu').locator('[data-command=palette]')
  // Chromium tells fractions of a pixel, and not always the same.
  expect(Math.round((await entry.boundingBox())?.height ?? 0)).toBeGreaterThanOrEqual(44)
  await entry.click()
  await ana.at('palette').waitFor()
  const line = await ana.at('palette').getByRole('option').first().boundingBox()
  expect(Math.round(line?.height ?? 0)).toBeGreaterThanOrEqual(44)
  await ana.at('palette').locator('[data-command=settings]').click()
  await ana.at('settings').waitFor()
  // Nothing sticks out at the sides.
  expect(await ana.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test('a line may be recovered and a connection tried again only when there is reason to', async () => {
  const ana = await scene.enter(freshRoom())
  await ana.waitForPath('hosting')
  await openPalette(ana)
  const ids = await listed(ana)
  expect(ids).not.toContain('recovered')
  expect(ids).not.toContain('retry')
  // What is already so is not offered either.
  expect(ids).not.toContain('language.python')
  expect(ids).not.toContain('theme.system')
  await ana.page.keyboard.press('Escape')
  await ana.close()
})

test('the palette follows somebody, stops, and asks everyone to come, where there is somebody', async () => {
  const roomId = freshRoom()
  const [host, guest] = await scene.pair(roomId)
  await host.type('one\ntwo\nthree')
  await guest.waitForText((now) => now.includes('three'))
  await runCommand(guest, 'followNext')
  await guest.at('following').waitFor()
  await runCommand(guest, 'stopFollowing')
  await guest.at('following').waitFor({ state: 'hidden' })
  await openPalette(guest)
  expect(await listed(guest)).not.toContain('summon')
  await guest.page.keyboard.press('Escape')
  await runCommand(host, 'summon')
  await guest.waitForWords('summons', 'to come to line 3')
})
