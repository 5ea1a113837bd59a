import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { chmod, mkdir, open, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readText, writeText } from '../../signaling/cli/folder_file.ts'
import { RoomFolder } from '../../signaling/cli/room_folder.ts'
import { Standstill } from '../../signaling/cli/standstill.ts'
import { FakeRoom } from '../support/fake_room.ts'
import { type TempDir, tempDir } from '../support/temp_dir.ts'
import { until } from '../support/until.ts'

let outer: TempDir
let dir: string
let room: FakeRoom
let folder: RoomFolder | null = null
let said: string[] = []

beforeEach(async () => {
  outer = await tempDir()
  dir = join(outer.path, 'folder')
  await mkdir(dir)
  room = new FakeRoom()
  said = []
})
afterEach(async () => {
  await folder?.close()
  folder = null
  await outer.remove()
})

async function keep(): Promise<void> {
  const opened = await RoomFolder.open(room, dir, (line) => said.push(line))
  if (!opened.ok) throw new Error(opened.reason)
  folder = opened.value
}
const disk = (name = 'main.py') => readFile(join(dir, name), 'utf8').catch(() => null)
const write = (text: string, name = 'main.py') => writeFile(join(dir, name), text)

test('names of others lead nowhere, and no two files share one', async () => {
  const names = [
    '../../up',
    '\u0001..',
    '/etc/passwd',
    '..\\..\\win.js',
    '.bashrc',
    'A.py',
    'a.py',
    '',
    'a.py',
  ]
  room.files = names.map((name, id) => ({ id, name }))
  for (const { id, name } of room.files) room.others({ from: 0, to: 0, insert: `${id} ${name}` }, id)
  await keep()
  const there = await readdir(dir)
  expect(there.sort()).toEqual(
    ['A.py', 'a-6.py', 'a-8.py', 'bashrc.py', 'file-7.py', 'file.py', 'passwd.py', 'up.py', 'win.js'].sort(),
  )
  expect(await readdir(outer.path)).toEqual(['folder'])
  expect(await disk('a-8.py')).toBe('8 a.py')
  room.files = [...room.files, { id: 9, name: `${'é'.repeat(254)}.` }]
  room.tell('language', 'python')
  await until('a long name is made short', async () => (await readdir(dir)).length === 10)
})

test('a file that is written bit by bit is taken as a whole', async () => {
  await write('head\nmiddle\ntail\n')
  await keep()
  const seen = new Set<string>()
  const watched = setInterval(() => seen.add(room.text()), 5)
  const file = await open(join(dir, 'main.py'), 'w')
  try {
    for (const part of ['head\n', 'new\n', 'middle\n', 'tail\n']) await file.write(part)
  } finally {
    await file.close()
  }
  await until('the room has it', () => room.text() === 'head\nnew\nmiddle\ntail\n')
  clearInterval(watched)
  expect([...seen].filter((text) => !text.includes('tail'))).toEqual([])
})

test('what others type while a program replaces the file is merged with what it wrote', async () => {
  await write('one\n')
  await keep()
  for (let n = 0; n < 30; n++) {
    room.others({ from: 0, to: 0, insert: 'x' })
    if (n % 3 === 0) {
      // In one go: whoever replaces what others typed meanwhile deletes it, as a person would.
      const path = join(dir, 'main.py')
      writeFileSync(join(dir, '.edited'), `${readFileSync(path, 'utf8')}${n}\n`)
      renameSync(join(dir, '.edited'), path)
    }
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  await until('both have the same', async () => (await disk()) === room.text())
  for (let n = 0; n < 30; n += 3) expect(room.text()).toContain(`\n${n}\n`)
  expect(room.text().split('x')).toHaveLength(31)
})

test('half of a sign, which no file can hold, stays in the room', async () => {
  room.others({ from: 0, to: 0, insert: 'a\ud83db' })
  await keep()
  expect(await disk()).toBe('a\ufffdb')
  await write('a\ufffdb!')
  await until('the room has it', () => room.text() === 'a\ud83db!')
  expect(await readdir(dir)).toEqual(['main.py'])
})

test('what the room refuses is kept beside the files', async () => {
  await write('start')
  await keep()
  room.tell('refused', { reason: 'notAllowed', text: 'typed in vain' })
  await until('it is kept', async () => (await disk('refused.local')) === 'typed in vain')
  room.tell('refused', { reason: 'notAllowed', text: 'again' })
  await until('it is kept, too', async () => (await disk('refused.local-2')) === 'again')
  room.mayEdit = false
  await write('mine')
  await until('the room’s text is back', async () => (await disk()) === 'start')
  expect(await disk('main.py.local')).toBe('mine')
  expect(said.join('\n')).not.toMatch(/mine|typed/)
})

test('a file keeps its rights; a folder in its place stays, and is told once', async () => {
  await write('#!\n')
  await chmod(join(dir, 'main.py'), 0o750)
  await mkdir(join(dir, 'other.py'))
  room.files = [...room.files, { id: 1, name: 'other' }]
  await keep()
  for (const insert of ['a', 'b']) {
    room.others({ from: 0, to: 0, insert })
    await until('the folder has it', async () => (await disk()) === room.text())
  }
  expect((await stat(join(dir, 'main.py'))).mode & 0o777).toBe(0o750)
  expect(said).toEqual(['A file is not taken: it is no file.'])
})

test('a file that has another’s name now does not become that one’s text', async () => {
  room.files = [
    { id: 0, name: 'a' },
    { id: 1, name: 'b' },
  ]
  room.others({ from: 0, to: 0, insert: 'text of b' }, 1)
  await keep()
  room.files = [
    { id: 0, name: 'b' },
    { id: 1, name: 'a' },
  ]
  room.tell('language', 'python')
  await until(
    'they are exchanged',
    async () => (await disk('a.py')) === 'text of b' && (await disk('b.py')) === '',
  )
  expect([room.text(0), room.text(1)]).toEqual(['', 'text of b'])
})

test('a link that takes the place of the file to be written is not followed', async () => {
  const elsewhere = join(outer.path, 'elsewhere')
  await writeFile(elsewhere, 'not for the room')
  await symlink(elsewhere, join(dir, `.main.py.tandem-${process.pid}`))
  room.others({ from: 0, to: 0, insert: 'text' })
  await keep()
  expect(await disk()).toBe('text')
  expect(await readFile(elsewhere, 'utf8')).toBe('not for the room')
})

test('a file that somebody wrote since it was read is not replaced', async () => {
  await write('read')
  const path = join(dir, 'main.py')
  const read = await readText(path)
  if (!read.ok || read.value === null) throw new Error('there is a file')
  await write('MINE')
  expect(await writeText(path, 'theirs', read.value, read.value.stamp)).toBe('changed')
  expect(await writeText(path, 'theirs', read.value, null)).toBe('changed')
  expect(await disk()).toBe('MINE')
  expect(await readdir(dir)).toEqual(['main.py'])
})

test('a file stands still once two looks in a row see the same; one that never does is taken in the end', () => {
  const standstill = new Standstill()
  expect(['a', 'b', 'b', 'c', 'c'].map((stamp) => standstill.isStill(stamp))).toEqual([
    false,
    false,
    true,
    false,
    true,
  ])
  const looks = Array.from({ length: 12 }, (_, n) => standstill.isStill(String(n)))
  expect(looks.indexOf(true)).toBe(10)
})
