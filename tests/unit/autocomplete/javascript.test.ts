import { parser } from '@lezer/javascript'
import { describe, expect, test } from 'vitest'
import { MEMBERS_BUDGET } from '../../../shared/autocomplete/languages/javascript/members.ts'
import { model as javascript } from '../../../shared/autocomplete/languages/javascript/model.ts'
import { model as typescript } from '../../../shared/autocomplete/languages/typescript/model.ts'
import type { Place } from '../../../shared/autocomplete/place.ts'
import type { Source } from '../../../shared/autocomplete/source.ts'
import { fixtures } from '../../support/fixtures.ts'
import { int, seeded } from '../../support/random.ts'

const PARSERS = {
  javascript: parser.configure({ dialect: 'jsx' }),
  typescript: parser.configure({ dialect: 'ts' }),
}
const MODELS = { javascript, typescript }
type Of = keyof typeof MODELS

const sourceOf = (text: string, of: Of): Source => ({
  tree: PARSERS[of].parse(text),
  length: text.length,
  slice: (from, to) => text.slice(from, to),
})

/** The place at the `‸` of the code. */
function at(code: string, of: Of = 'javascript'): { source: Source; position: number; place: Place } {
  const position = code.indexOf('‸')
  const source = sourceOf(code.replace('‸', ''), of)
  return { source, position, place: MODELS[of].placeAt(source, position) }
}

const names = (code: string, of: Of = 'javascript'): string[] => {
  const { source, position } = at(code, of)
  return MODELS[of].namesAt(source, position).map(({ label }) => label)
}

/** The labels after the dot; null when nothing is known, or when the place is no member's. */
const members = (code: string, of: Of = 'javascript'): string[] | null => {
  const { source, place } = at(code, of)
  if (place.kind !== 'member') return null
  return MODELS[of].membersAt(source, place)?.map(({ label }) => label) ?? null
}

describe('places of JavaScript', () => {
  test.each([
    ["const s = 'a‸b'", 'nothing'],
    ["const s = 'ab‸", 'nothing'],
    ['// a comm‸ent', 'nothing'],
    ['/* a comm‸', 'nothing'],
    ['/* a */ fo‸', 'name'],
    ['const a = /ab‸c/g', 'nothing'],
    ['const a = 12‸', 'nothing'],
    ['const a = `te‸xt`', 'nothing'],
    [`const a = \`te \${na‸}\``, 'name'],
    ['const a = `te $' + '{}te‸`', 'nothing'],
    ['const na‸', 'nothing'],
    ['function na‸() {}', 'nothing'],
    ['function f(pa‸) {}', 'nothing'],
    ['class Na‸ {}', 'nothing'],
    ['const o = { ke‸: 1 }', 'nothing'],
    ['const o = { key: va‸ }', 'name'],
    ['foo.ba‸', 'member'],
    ['foo?.‸', 'member'],
    ['const a = [...ba‸]', 'name'],
    ["import { re‸ } from 'node:fs'", 'import'],
    ["import fs from 'no‸'", 'module'],
    ["const fs = require('no‸')", 'module'],
    ["const { re‸ } = require('fs')", 'import'],
    ['const { a‸ } = foo', 'member'],
    ['return <di‸', 'name'],
    ['const a = <p>te‸xt</p>', 'nothing'],
    ['const a = <p>{va‸}</p>', 'name'],
    ['const a = <p cl‸></p>', 'nothing'],
    ['class A { fie‸ }', 'nothing'],
    ['class A { #p = 1; m() { this.#p‸ } }', 'member'],
    ['1.‸', 'nothing'],
    ['try { f() } catch (err‸) {}', 'nothing'],
    ['x => x.‸', 'member'],
    ['break la‸', 'nothing'],
  ])('%s', (code, kind) => {
    expect(at(code).place.kind).toBe(kind)
  })

  test('say what they stand in', () => {
    const within = (code: string) => {
      const { place } = at(code)
      return place.kind === 'name' ? [...place.within].sort() : null
    }
    expect(within('fo‸')).toEqual(['async', 'module', 'top'])
    expect(within('async function f() { for (;;) { fo‸ } }')).toEqual(['async', 'function', 'loop'])
    expect(within('function f() { switch (a) { case 1: fo‸ } }')).toEqual(['function', 'switch'])
    expect(within('class A { constructor() { su‸ } }')).toEqual([
      'class',
      'constructor',
      'function',
      'method',
    ])
    expect(within('for (;;) { a.map(() => { br‸ }) }')).toEqual(['function'])
    expect(within('if (a) {} el‸')).toContain('if')
    expect(within('x ins‸')).toEqual(['operand'])
    expect(within('class A { sta‸ }')).toEqual(['members'])
    expect(within('class A ext‸')).toEqual(['heading'])
    expect(within('for (const x o‸')).toEqual(['binding'])
    expect(within('import fo fr‸')).toEqual(['import'])
  })

  test('know statements from expressions', () => {
    const statement = (code: string) => {
      const { place } = at(code)
      return place.kind === 'name' && place.statement
    }
    for (const code of [
      '‸',
      'const a = 1\nco‸',
      'if (a) re‸',
      'f(); g‸',
      'x => { re‸ }',
      'export de‸',
      'else_();\n‸\n',
    ])
      expect([code, statement(code)]).toEqual([code, true])
    for (const code of ['const a = co‸', 'f(a, co‸)', 'x => re‸', 'return fo‸', 'a + b‸', 'if (co‸) {}'])
      expect([code, statement(code)]).toEqual([code, false])
  })
})

describe('places of TypeScript', () => {
  test.each([
    ['const x: st‸', 'type'],
    ['const x: ‸', 'type'],
    ['function f(a: ‸', 'type'],
    ['function f(): Pro‸', 'type'],
    ['type A = B | Pa‸', 'type'],
    ['new Map<st‸', 'type'],
    ['new Map<string, nu‸', 'type'],
    ['x as st‸', 'type'],
    ['class A implements Fo‸ {}', 'type'],
    ['class A extends Fo‸ {}', 'value'],
    ['interface A { b: st‸ }', 'type'],
    ['function f<T extends st‸>() {}', 'type'],
    ['@de‸ class A {}', 'value'],
    ['const o = { a: va‸ }', 'value'],
    ['enum E { A = va‸ }', 'value'],
    ['if (a < b‸) {}', 'value'],
  ])('%s', (code, wants) => {
    const { place } = at(code, 'typescript')
    expect(place.kind === 'name' ? place.wants : place.kind).toBe(wants)
  })
})

describe('names', () => {
  test('are those of the scopes around the place, declared before it or hoisted', () => {
    const found = names(`
      import fs, { join as glue } from 'node:path'
      const early = 1
      function outer(first, { second, third: [fourth] }, ...rest) {
        let inner = 2
        if (first) { let hidden = 3; var lifted = 4 }
        ‸
        const late = 5
        function below() {}
      }
      const after = 6
    `)
    for (const name of [
      'fs',
      'glue',
      'early',
      'outer',
      'first',
      'second',
      'fourth',
      'rest',
      'inner',
      'lifted',
      'below',
      'after',
    ])
      expect(found).toContain(name)
    for (const name of ['join', 'third', 'hidden', 'late']) expect(found).not.toContain(name)
  })

  test('leave out what is just being set', () => {
    expect(names('const known = 1, fresh = ‸')).toEqual(['known'])
    expect(names('for (const item of items) { ‸ }')).toEqual(['item'])
    expect(names('try {} catch (error) { ‸ }')).toEqual(['error'])
    expect(names('list.map((value) => ‸)')).toEqual(['value'])
  })

  test('tell their kind and type', () => {
    const { source, position } = at(
      'interface I {}\nenum E {}\ntype T<P> = I\nfunction f(a: number): string { ‸ }',
      'typescript',
    )
    const found = typescript
      .namesAt(source, position)
      .map(({ label, kind, detail, depth }) => [label, kind, detail, depth])
    expect(found).toContainEqual(['a', 'parameter', 'number', 1])
    expect(found).toContainEqual(['f', 'function', '(a: number): string', 2])
    expect(found).toContainEqual(['I', 'interface', '', 2])
    expect(found).toContainEqual(['E', 'enum', '', 2])
  })
})

describe('members', () => {
  test.each([
    ["'a'.‸", 'trim'],
    ["'a b'.split(' ').‸", 'map'],
    ["'a b'.split(' ').map((x) => x.‸)", 'trim'],
    ['[1].filter(Boolean).‸', 'join'],
    ['Math.‸', 'floor'],
    ['console.‸', 'log'],
    ["document.querySelector('a').‸", 'classList'],
    ['const m = new Map()\nm.‸', 'get'],
    ["import * as fs from 'node:fs'\nfs.‸", 'readFileSync'],
    ["import path from 'path'\npath.‸", 'join'],
    ["const { readFileSync } = require('fs')\nreadFileSync('a').‸", 'trim'],
    ['const o = { one: 1, two() {} }\no.‸', 'two'],
    ['class A { run() {} static make() {} }\nconst a = new A()\na.‸', 'run'],
    ['class A { run() {} static make() {} }\nA.‸', 'make'],
    ['class A { run() {} }\nclass B extends A { go() { this.‸ } }', 'run'],
    ['class A { #x = 1; m() { this.#‸ } }', '#x'],
    ['class A { constructor() { this.size = 1 } m() { this.‸ } }', 'size'],
    ['const f = async () => { const r = await fetch(url); r.‸ }', 'json'],
    ["button.x; document.body.addEventListener('click', (event) => { event.‸ })", 'clientX'],
    ['function make() { return new Map() }\nmake().‸', 'set'],
    ['try {} catch (error) { error.‸ }', 'message'],
    ['for (const word of text.split(1)) {}\nconst list = ["a"]\nfor (const w of list) w.‸', 'trim'],
    ['const { a‸ } = Math', 'abs'],
  ])('%s has %s', (code, label) => {
    expect(members(code)).toContain(label)
  })

  test.each([
    ['const x: string = y\nx.‸', 'trim'],
    ['interface P { name: string }\nfunction f(p: P) { p.‸ }', 'name'],
    ['interface P { name: string }\nfunction f(p: P) { p.name.‸ }', 'trim'],
    ['interface P { name: string }\nconst list: P[] = []\nlist.map((p) => p.‸)', 'name'],
    ['interface A { a: 1 }\ninterface B extends A { b: 2 }\nlet b: B\nb.‸', 'a'],
    ['enum Color { Red, Green }\nColor.‸', 'Green'],
    ['class A { constructor(private store: Map<string, number>) {} m() { this.store.‸ } }', 'get'],
    ['type P = { name: string }\nconst p = {} as P\np.‸', 'name'],
    ['namespace N { export const one = 1 }\nN.‸', 'one'],
    ['async function f(): Promise<string> {}\nasync function g() { (await f()).‸ }', 'trim'],
  ])('%s has %s', (code, label) => {
    expect(members(code, 'typescript')).toContain(label)
  })

  test('are unknown rather than guessed', () => {
    expect(members('unheard.‸')).toBeNull()
    expect(members('class A { #x = 1 }\nnew A().‸')).toBeNull()
    expect(members('const a = a\na.‸')).toBeNull()
  })
})

describe('on any text', () => {
  /** All that the engine asks at a place. */
  function ask(of: Of, text: string, position: number): void {
    const source = sourceOf(text, of)
    const place = MODELS[of].placeAt(source, position)
    if (place.kind === 'name') MODELS[of].namesAt(source, position)
    if (place.kind === 'member') MODELS[of].membersAt(source, place)
    if ('from' in place) expect(place.from).toBeLessThanOrEqual(position)
  }

  test.each(['javascript', 'typescript'] as const)('cut anywhere, %s gives an answer', (of) => {
    const random = seeded(4)
    let asked = 0
    for (const { text } of fixtures(of))
      for (let i = 0; i < 150; i++) {
        const from = int(random, 0, text.length)
        const cut = text.slice(0, from) + text.slice(from + int(random, 0, 40))
        ask(of, cut, int(random, Math.max(0, from - 30), Math.min(cut.length, from + 5)))
        asked++
      }
    expect(asked).toBeGreaterThanOrEqual(300)
  })

  test('deep nests and long chains are no danger', () => {
    const deep = 10_000
    for (const open of ['(', '[', '{', 'f(', 'x => {', 'if (a) {', 'class A { m() {', '<a>', '`${'])
      for (const of of ['javascript', 'typescript'] as const) {
        const text = open.repeat(deep)
        ask(of, `${text}fo`, text.length + 2)
        ask(of, `${text}fo.`, text.length + 3)
      }
    const chain = `a${'.b()'.repeat(deep)}.`
    ask('javascript', chain, chain.length)
    const sum = `const x = ${'1 + '.repeat(deep)}1\nx.`
    ask('javascript', sum, sum.length)
  })

  test('a text of a megabyte costs a bounded number of reads', () => {
    const text = `${'const value = compute(1, 2)\n'.repeat(38_000)}value.x\nval`
    let reads = 0
    const tree = PARSERS.javascript.parse(text)
    const source: Source = {
      tree,
      length: text.length,
      slice: (from, to) => {
        reads++
        return text.slice(from, to)
      },
    }
    javascript.namesAt(source, text.length)
    javascript.membersAt(source, {
      kind: 'member',
      from: 0,
      receiver: { from: text.length - 11, to: text.length - 6 },
      sign: '.',
    })
    expect(reads).toBeLessThan(4 * MEMBERS_BUDGET)
  })
})
