import { describe, expect, test } from 'vitest'
import { architectureFaults } from '../support/architecture.ts'
import { cycles } from '../support/cycles.ts'

const faults = (files: Record<string, string>) => architectureFaults(new Map(Object.entries(files)))
const lines = (n: number) => 'export {}\n'.repeat(n)

describe('a tree that keeps the rules has no faults', () => {
  test.each<[string, Record<string, string>]>([
    ['an empty tree', {}],
    [
      'imports along the table, of values, types and assets',
      {
        'shared/base/ids.ts': 'export const a = 1',
        'shared/base/env.ts': "import { a } from './ids.ts'\nexport const b = a",
        'shared/protocol/codec/bytes.ts': "import { a } from '../../base/ids.ts'\nexport const c = a",
        'shared/room/log.ts':
          "import type { Text } from '@codemirror/state'\nimport { c } from '../protocol/codec/bytes.ts'",
        'client/ui/TopBar.tsx':
          "import './top_bar.css'\nimport url from './icon.svg?url'\nimport { X } from 'lucide-solid/icons/x'",
        'shared/session/a.ts': "import type { ChangeSet } from '@codemirror/state'",
        'client/main.tsx': "import { render } from 'solid-js/web'\nimport { TopBar } from './ui/TopBar.tsx'",
        'signaling/store/redis_store.ts': "import { Redis } from 'ioredis'",
        'signaling/socket.ts': "import { Server } from 'socket.io'\nimport { now } from 'node:os'",
      },
    ],
    [
      'the time of an Env',
      { 'shared/base/a.ts': 'export const f = (env: { now(): number; random(): number }) => env.now()' },
    ],
    [
      'Math but for random, and Date as a type',
      { 'shared/base/a.ts': 'export const f = (d: Date) => Math.max(1, 2)' },
    ],
    [
      'forbidden names in a comment',
      { 'shared/base/a.ts': '// Date.now and setTimeout as any other clock\nexport {}' },
    ],
    ['the clock at an edge', { 'client/edge/env.ts': 'export const now = () => Date.now()' }],
    ['400 lines', { 'shared/base/a.ts': lines(400) }],
  ])('%s', (_, files) => {
    expect(faults(files)).toEqual([])
  })
})

describe('an edge outside the import table is reported', () => {
  test.each([
    ['shared/base/a.ts', "import { z } from 'zod/mini'", 'shared/base may not import zod/mini'],
    ['shared/protocol/a.ts', "import { z } from 'zod'", 'shared/protocol may not import zod'],
    ['shared/base/a.ts', "import '../protocol/b.ts'", 'shared/base may not import shared/protocol/b.ts'],
    ['shared/room/a.ts', "export * from '../session/b.ts'", 'shared/room may not import shared/session/b.ts'],
    [
      'shared/room/a.ts',
      "import type { B } from '../presence/b.ts'",
      'shared/room may not import shared/presence/b.ts',
    ],
    [
      'shared/transport/a.ts',
      "let x: import('../room/b.ts').B",
      'shared/transport may not import shared/room/b.ts',
    ],
    [
      'shared/session/a.ts',
      "import { ChangeSet } from '@codemirror/state'",
      'shared/session may import only types of @codemirror/state',
    ],
    [
      'shared/session/a.ts',
      "import type { EditorView } from '@codemirror/view'",
      'shared/session may not import @codemirror/view',
    ],
    ['client/edge/a.ts', "await import('../ui/b.ts')", 'client/edge may not import client/ui/b.ts'],
    ['client/edge/a.ts', "import '../../shared/room/b.ts'", 'client/edge may not import shared/room/b.ts'],
    ['client/editor/a.ts', "import { b } from 'solid-js'", 'client/editor may not import solid-js'],
    ['client/state/a.ts', "import '../ui/b.ts'", 'client/state may not import client/ui/b.ts'],
    ['client/ui/A.tsx', "import '../edge/b.ts'", 'client/ui may not import client/edge/b.ts'],
    ['client/main.tsx', "import '../signaling/b.ts'", 'client may not import signaling/b.ts'],
    ['signaling/a.ts', "import '../shared/session/b.ts'", 'signaling may not import shared/session/b.ts'],
    ['signaling/a.ts', "import '../client/b.ts'", 'signaling may not import client/b.ts'],
    ['signaling/rooms/a.ts', "import { x } from 'node:fs'", 'signaling/rooms may not import node:fs'],
    ['signaling/rooms/a.ts', "import '../socket.ts'", 'signaling/rooms may not import signaling/socket.ts'],
    ['shared/base/a.ts', "import x = require('node:fs')", 'shared/base may not import node:fs'],
    ['shared/base/a.ts', 'await import(name)', 'imports something that is not named in the source'],
  ])('%s: %s', (path, text, fault) => {
    expect(faults({ [path]: text })).toEqual([`${path}:1: ${fault}`])
  })

  test.each([
    ['signaling/http/a.ts', "import { Redis } from 'ioredis'"],
    ['signaling/store/memory_store.ts', "import { open } from 'lmdb'"],
    ['signaling/http/a.ts', "import type { Server } from 'socket.io'"],
  ])('%s is no home for: %s', (path, text) => {
    expect(faults({ [path]: text })).toEqual([
      expect.stringMatching(/^signaling\/.*may be imported in .* only$/),
    ])
  })

  test('a folder without a row', () => {
    const fault = 'its folder has no row in the import table'
    expect(faults({ 'client/other/a.ts': '' })).toEqual([`client/other/a.ts:1: ${fault}`])
    expect(faults({ 'shared/a.ts': '' })).toEqual([`shared/a.ts:1: ${fault}`])
  })
})

describe('cycles are reported', () => {
  test('of two files, even when one edge is only a type', () => {
    const files = {
      'shared/base/a.ts': "import { b } from './b.ts'",
      'shared/base/b.ts': "import type { a } from './a.ts'",
      'shared/base/c.ts': "import { b } from './b.ts'",
    }
    expect(faults(files)).toEqual(['these import each other in a circle: shared/base/a.ts, shared/base/b.ts'])
  })

  test('of one node, of many, and several at once', () => {
    const graph = { a: ['b', 'd'], b: ['c'], c: ['a'], d: ['e'], e: ['d', 'f'], f: ['f'], g: ['a', 'f'] }
    const found = cycles(new Map(Object.entries(graph))).map((group) => group.join(''))
    expect(found.sort()).toEqual(['abc', 'de', 'f'])
  })

  test('a diamond is none', () => {
    expect(cycles(new Map(Object.entries({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] })))).toEqual([])
  })
})

describe('pure code knows no clock, no timer and no randomness', () => {
  test.each([
    ['Date.now()', 'Date.now'],
    ['new Date()', 'new Date'],
    ['const { now } = Date', 'Date'],
    ['Math.random()', 'Math.random'],
    ["Math['random']()", 'Math.random'],
    ['const { random } = Math', 'Math.random'],
    ['performance.now()', 'performance'],
    ['setTimeout(f, 1)', 'setTimeout'],
    ['globalThis.setInterval(f, 1)', 'setInterval'],
    ['crypto.getRandomValues(a)', 'crypto'],
  ])('%s', (text, name) => {
    for (const path of ['shared/room/a.ts', 'signaling/rooms/a.ts']) {
      expect(faults({ [path]: `\n${text}` })).toEqual([`${path}:2: pure code uses ${name}`])
    }
  })
})

describe('each file is checked for', () => {
  test('its length', () => {
    expect(faults({ 'shared/base/a.ts': lines(401) })).toEqual([
      'shared/base/a.ts:1: 401 lines are more than 400',
    ])
  })

  test.each([
    'shared/base/roomStore.ts',
    'shared/base/RoomStore.ts',
    'shared/base/room-store.ts',
    'shared/base/_a.ts',
  ])('its name: %s', (path) => {
    expect(faults({ [path]: '' })).toEqual([`${path}:1: a module is named in snake_case`])
  })

  test('the name of a component and of a folder', () => {
    expect(faults({ 'client/ui/top_bar.tsx': '' })).toEqual([
      'client/ui/top_bar.tsx:1: a component is named in PascalCase',
    ])
    expect(faults({ 'client/ui/TopBar/A.tsx': '' })).toEqual([
      'client/ui/TopBar/A.tsx:1: the folder TopBar is not in snake_case',
    ])
  })

  // In pieces, so that these words stand in no source of the project.
  test.each([
    ['TO', 'DO'],
    ['FIX', 'ME'],
    ['@ts-', 'ignore'],
    ['@ts-', 'nocheck'],
    ['biome-', 'ignore'],
  ])('the note %s%s', (head, tail) => {
    const files = { 'signaling/a.ts': `export {}\n// ${head}${tail}: later` }
    expect(faults(files)).toEqual([`signaling/a.ts:2: says ${head}${tail}`])
  })

  test('the type any', () => {
    expect(faults({ 'signaling/a.ts': 'const a = b as any' })).toEqual([
      'signaling/a.ts:1: uses the type any',
    ])
  })
})
