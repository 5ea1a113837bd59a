import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FILE_BYTES } from '../../client/state/text_file.ts'
import { runCommand } from '../support/palette.ts'
import { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { type TempDir, tempDir } from '../support/temp_dir.ts'
import { until } from '../support/until.ts'

let scene: Scene
let folder: TempDir
beforeAll(async () => {
  folder = await tempDir()
  scene = await Scene.open()
})
afterAll(async () => {
  await scene?.end()
  await folder?.remove()
})

/** A file on the disk; answers its path. */
function file(name: string, content: string | Uint8Array): string {
  const path = join(folder.path, name)
  writeFileSync(path, content)
  return path
}

/** Drags files from outside the browser onto a place of the page, as a person's hand does. */
async function drag(room: RoomPage, files: readonly string[], { x, y } = { x: 300, y: 300 }) {
  const devtools = await room.person.newCDPSession(room.page)
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  const send = (type: 'dragEnter' | 'dragOver' | 'drop' | 'dragCancel') =>
    devtools.send('Input.dispatchDragEvent', { type, x, y, data })
  await send('dragEnter')
  await send('dragOver')
  return { drop: () => send('drop'), cancel: () => send('dragCancel') }
}
async function drop(room: RoomPage, files: readonly string[], at?: { x: number; y: number }): Promise<void> {
  await (await drag(room, files, at)).drop()
}

test('a file dropped into an empty room is its text, with its language and its line ends, for everybody', async () => {
  const roomId = freshRoom()
  const [ana, ben] = await scene.pair(roomId)
  const hand = await drag(ana, [file('Ring.java', 'class Ring {\r\n}\r\n')])
  await ana.waitForWords('drop-hint', 'Drop the file')
  await hand.drop()
  await ana.at('drop-hint').waitFor({ state: 'detached' })
  await ben.waitForText((text) => text === 'class Ring {\n}\n')
  await until('it is Java for him', async () => (await ben.language()) === 'java')
  await until('the server has it as it was', async () => {
    const room = await scene.server.room(roomId)
    return room?.code === 'class Ring {\r\n}\r\n' && room.language === 'java'
  })
  await ana.page.keyboard.press('Control+z')
  await ben.waitForText((text) => text === '')
  await ana.close()
  await ben.close()
  expect(scene.problems()).toEqual([])
})

test('into a text it is inserted where it was dropped, and one undo takes it away again', async () => {
  const ana = await scene.enter(freshRoom())
  await ana.waitForPath('hosting')
  await ana.insertAtEnd('first\nsecond\n')
  const place = await ana.page.evaluate(() => {
    const box = window.tandem?.view?.coordsAtPos('first\n'.length)
    return { x: box?.left ?? 0, y: ((box?.top ?? 0) + (box?.bottom ?? 0)) / 2 }
  })
  await drop(ana, [file('piece.cpp', 'new\n')], place)
  await ana.waitForText((text) => text === 'first\nnew\nsecond\n')
  await ana.waitForWords('notices', 'piece.cpp is inserted')
  // The room keeps the language of the text that it has.
  expect(await ana.language()).toBe('python')
  await ana.page.keyboard.press('Control+z')
  await ana.waitForText((text) => text === 'first\nsecond\n')
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test('a file that is chosen goes to the selection', async () => {
  const ana = await scene.enter(freshRoom())
  await ana.waitForPath('hosting')
  await ana.insertAtEnd('ab')
  await ana.type('', 1)
  const chooser = ana.page.waitForEvent('filechooser')
  await runCommand(ana, 'openFile')
  await (await chooser).setFiles(file('x.txt', '-'))
  await ana.waitForText((text) => text === 'a-b')
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test('anything but one text file is refused in plain words, and nothing is changed', async () => {
  const ana = await scene.enter(freshRoom())
  await ana.waitForPath('hosting')
  await ana.insertAtEnd('as it is')
  mkdirSync(join(folder.path, 'folder'))
  const refusals: readonly (readonly [words: string, ...paths: string[]])[] = [
    ['not a text file', file('photo.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]))],
    ['not a text file', file('nul.py', 'a\0b')],
    ['That is a folder', join(folder.path, 'folder')],
    ['2 files', file('a.py', 'a'), file('b.py', 'b')],
    ['too large', file('large.py', 'x'.repeat(FILE_BYTES + 1))],
    ['is empty', file('empty.py', '')],
  ]
  for (const [words, ...paths] of refusals) {
    await drop(ana, paths)
    await ana.waitForWords('notices', words)
  }
  expect(await ana.text()).toBe('as it is')
  const hand = await drag(ana, [file('a.py', 'a')])
  await ana.at('drop-hint').waitFor()
  await hand.cancel()
  await ana.at('drop-hint').waitFor({ state: 'detached' })
  // The page is still the page: the browser was not led away by a file.
  expect(new URL(ana.page.url()).pathname).toMatch(/^\/r\//)
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test('a file that does not fit into the room is refused with what would', async () => {
  const small = await Scene.open({ env: { ROOM_CHARACTERS: '1000' } })
  try {
    const ana = await small.enter(freshRoom())
    await ana.waitForPath('hosting')
    await drop(ana, [file('long.java', 'x'.repeat(1_001))])
    await ana.waitForWords('notices', 'This room takes 1,000 characters')
    expect([await ana.text(), await ana.language()]).toEqual(['', 'python'])
    await ana.close()
  } finally {
    await small.end()
  }
})

const LINES = Array.from({ length: 200 }, (_, at) => `line ${at + 1}\n`).join('')
const markedLines = (room: RoomPage) => room.page.locator('.cm-linkedLine').allTextContents()

test('a link to lines goes to them and marks them, until one edits or goes elsewhere', async () => {
  const roomId = freshRoom()
  const ana = await scene.enter(roomId)
  await ana.waitForPath('hosting')
  await ana.paste(LINES)
  await ana.waitForSaved()
  await ana.page.evaluate(() => {
    const view = window.tandem?.view
    const { doc } = view?.state ?? {}
    view?.dispatch({ selection: { anchor: doc?.line(150).from ?? 0, head: doc?.line(152).from ?? 0 } })
    view?.focus()
  })
  await runCommand(ana, 'copyLineLink')
  await ana.waitForWords('notices', 'The link to line 150 to 151 is copied')
  const link = await ana.page.evaluate(() => navigator.clipboard.readText())
  expect(link).toBe(`${scene.server.roomUrl(roomId)}#L150-L151`)

  const ben = await RoomPage.enter(scene.browser, link)
  await until('the lines are marked', async () => (await markedLines(ben)).join() === 'line 150,line 151')
  expect(await ben.page.locator('.cm-linkedLine').first().isVisible()).toBe(true)
  await ben.waitForWords('caret', 'Ln 150, Col 1')
  // Others' edits move the mark along.
  await ana.type('above\n', 0)
  await ben.waitForText((text) => text.startsWith('above'))
  expect(await markedLines(ben)).toEqual(['line 150', 'line 151'])
  // Another link to the same room, followed on the page.
  await ben.page.evaluate(() => {
    location.hash = '#L3'
  })
  await until('it goes there', async () => (await markedLines(ben)).join() === 'line 2')
  await ben.page.keyboard.press('ArrowDown')
  await until('the mark is gone', async () => (await markedLines(ben)).length === 0)
  await ana.close()
  await ben.close()
  expect(scene.problems()).toEqual([])
})
