import { createRoot } from 'solid-js'
import { describe, expect, test } from 'vitest'
import { type Command, createCommands, parseRecent } from '../../client/state/commands.ts'
import { fuzzyMatch } from '../../client/state/fuzzy.ts'
import { isPressed, type KeyPress, keyWords } from '../../client/state/keys.ts'
import { fakeStorage } from '../support/fake_storage.ts'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('keys', () => {
  test('a key is told from others by its modifiers', () => {
    const palette = press('P', { ctrlKey: true, shiftKey: true })
    expect(isPressed('Mod-Shift-p', palette, false)).toBe(true)
    expect(isPressed('Mod-p', palette, false)).toBe(false)
    expect(isPressed('Mod-Shift-p', { ...palette, altKey: true }, false)).toBe(false)
    expect(isPressed('F1', press('F1'), false)).toBe(true)
    expect(isPressed('Mod-,', press(',', { ctrlKey: true }), false)).toBe(true)
  })

  test('on a Mac Mod is Command, and Alt gives a letter of its own', () => {
    expect(isPressed('Mod-s', press('s', { metaKey: true }), true)).toBe(true)
    expect(isPressed('Mod-s', press('s', { ctrlKey: true }), true)).toBe(false)
    expect(isPressed('Alt-z', { ...press('z', { altKey: true }), key: 'Ω' }, true)).toBe(true)
  })

  test('a key is written as people of the system write it', () => {
    expect(keyWords('Mod-Shift-p', false)).toBe('Ctrl+Shift+P')
    expect(keyWords('Mod-Shift-p', true)).toBe('⇧⌘P')
    expect(keyWords('Alt-ArrowUp', false)).toBe('Alt+↑')
    expect(keyWords('Mod--', false)).toBe('Ctrl+-')
    expect(keyWords('F1', true)).toBe('F1')
  })
})

describe('fuzzy search', () => {
  const best = (query: string, ...texts: string[]) =>
    texts
      .flatMap((text) => {
        const match = fuzzyMatch(query, text)
        return match === null ? [] : [{ text, score: match.score }]
      })
      .sort((a, b) => b.score - a.score)[0]?.text

  test('finds letters in their order, and none that are not there', () => {
    expect(fuzzyMatch('gtl', 'Go to line')?.at).toEqual([0, 3, 6])
    expect(fuzzyMatch('ltg', 'Go to line')).toBeNull()
    expect(fuzzyMatch('', 'Go to line')?.at).toEqual([])
    expect(fuzzyMatch('GO  LINE', 'Go to line')).not.toBeNull()
  })

  test('prefers letters in a row, beginnings of words, and shorter texts', () => {
    expect(best('com', 'Show recovered items', 'Comment or uncomment')).toBe('Comment or uncomment')
    expect(best('set', 'Select the line', 'Settings')).toBe('Settings')
    expect(best('find', 'Find the next one', 'Find')).toBe('Find')
    expect(fuzzyMatch('line', 'Delete the line')?.at).toEqual([11, 12, 13, 14])
  })
})

describe('the registry of commands', () => {
  const ran: string[] = []
  const command = (id: string, more: Partial<Command> = {}): Command => ({
    id,
    title: id,
    run: () => ran.push(id),
    ...more,
  })
  const registry = (storage = fakeStorage()) => createRoot(() => createCommands(storage, false))

  test('runs what is available, and nothing else', () => {
    const commands = registry()
    let can = false
    commands.add([command('one'), command('two', { available: () => can })])
    expect([commands.run('one'), commands.run('two'), commands.run('three')]).toEqual([true, false, false])
    can = true
    expect(commands.run('two')).toBe(true)
    expect(ran.splice(0)).toEqual(['one', 'two'])
  })

  test('runs a key’s command, but leaves the editor’s keys to the editor', () => {
    const commands = registry()
    commands.add([
      command('save', { keys: ['Mod-s'] }),
      command('find', { keys: ['Mod-f'], inEditor: true }),
      command('palette', { keys: ['F1'], first: true }),
    ])
    expect(commands.press(press('s', { ctrlKey: true }), true)).toBe(false)
    expect(commands.press(press('s', { ctrlKey: true }), false)).toBe(true)
    expect(commands.press(press('f', { ctrlKey: true }), false)).toBe(false)
    expect(commands.press(press('F1'), false)).toBe(false)
    expect(commands.press(press('F1'), true)).toBe(true)
    expect(ran.splice(0)).toEqual(['save', 'palette'])
  })

  test('what was used last is offered first, in the next page too', () => {
    const storage = fakeStorage()
    const commands = registry(storage)
    const three = [command('one'), command('two'), command('three')]
    commands.add(three)
    commands.use('two')
    commands.use('three')
    const ids = (from: typeof commands) => from.offered().map(({ id }) => id)
    expect(ids(commands)).toEqual(['three', 'two', 'one'])
    const next = registry(storage)
    next.add(three)
    expect(ids(next)).toEqual(['three', 'two', 'one'])
    ran.length = 0
  })

  test('commands go when what brought them goes, and no two have one name', () => {
    const commands = registry()
    const remove = commands.add([command('one')])
    expect(() => commands.add([command('one')])).toThrow('two commands are called one')
    remove()
    expect(commands.all()).toEqual([])
  })

  test('what stands in storage and is no list of names counts as nothing', () => {
    expect(parseRecent('["a","b"]')).toEqual(['a', 'b'])
    expect(parseRecent('[1,"a",null]')).toEqual(['a'])
    for (const bad of [null, '', '{', '{"a":1}', '"a"', `["${'x'.repeat(3_000)}"]`])
      expect(parseRecent(bad)).toEqual([])
    expect(parseRecent(JSON.stringify([...'abcdefghij']))).toHaveLength(6)
  })
})
