import { Tree } from '@lezer/common'
import { parser } from '@lezer/java'
import { describe, expect, test } from 'vitest'
import { complete } from '../../../shared/autocomplete/complete.ts'
import { model } from '../../../shared/autocomplete/languages/java/model.ts'
import { sourceOf } from '../../../shared/autocomplete/window.ts'
import { PLACES } from '../../autocomplete/java.table.ts'
import { fixtures } from '../../support/fixtures.ts'
import { int, pick, seeded } from '../../support/random.ts'
import { askAll, asked, HOSTILE, lineOf, membersAt, namesAt } from './brace_languages.ts'

const at = (code: string) => asked(parser, code)
const placeIn = (code: string) => {
  const { source, position } = at(code)
  return model.placeAt(source, position)
}

const BOX = `import java.util.*;
import static java.util.stream.Collectors.toList;

class Box<T extends Comparable<T>> extends Base {
  private final List<T> held = new ArrayList<>();
  static int made, lost = 2;
  record Pair(String left, int right) {}
  enum Size { SMALL, LARGE(2); int weight; }

  <R> R open(String key, final int... numbers) throws Exception {
    ‸
  }

  T first() { return held.get(0); }
}

class Base {
  protected String title;
}
`
const inBox = (code: string) => at(BOX.replace('‸', code))

describe('Java: places', () => {
  for (const { name, code, first, has = [], hasNot = [], nothing } of PLACES) {
    test(`${name}: ${lineOf(code)}`, () => {
      const { source, position } = at(code)
      const labels = complete(source, position, model, { explicit: true }).completions.map(
        ({ label }) => label,
      )
      if (first !== undefined) expect(labels[0]).toBe(first)
      expect(labels).toEqual(expect.arrayContaining([...has]))
      expect(labels.filter((label) => hasNot.includes(label))).toEqual([])
      if (nothing) expect(labels).toEqual([])
    })
  }

  test('what a place is within ends at the method', () => {
    const within = (code: string) => {
      const place = placeIn(code)
      return place.kind === 'name' ? [...place.within].sort() : place.kind
    }
    expect(within('class A { void f() { for (;;) { Runnable r = () -> { ‸ }; } } }')).not.toContain('loop')
    expect(within('class A { void f() { for (;;) { ‸ } } }')).toContain('loop')
    expect(within('class A { void f() { switch (1) { case 1: ‸ } } }')).toContain('switch')
    expect(within('class A { void f() { new Runnable() { ‸ }; } }')).toEqual(['class', 'members', 'type'])
    expect(within('‸')).toEqual(['top'])
  })

  test('the word being written begins where it begins', () => {
    expect(placeIn('class A { void f() { String s; s.len‸gth } }')).toMatchObject({
      kind: 'member',
      from: 33,
      sign: '.',
    })
    expect(placeIn('import java.util.Ar‸')).toMatchObject({ kind: 'import', module: 'java.util', from: 17 })
    expect(placeIn('import java.ut‸')).toMatchObject({ kind: 'module', written: 'java.ut' })
  })
})

describe('Java: names', () => {
  test('declarations of every kind, with what they are', () => {
    const names = namesAt(model, inBox('int[] a = {1, 2}, b; try (var in = open()) { ‸ }'))
    const kinds = Object.fromEntries([...names].map(([label, { kind }]) => [label, kind]))
    expect(kinds).toMatchObject({
      in: 'variable',
      a: 'variable',
      b: 'variable',
      key: 'parameter',
      numbers: 'parameter',
      R: 'type',
      T: 'type',
      held: 'property',
      made: 'property',
      lost: 'property',
      first: 'method',
      Pair: 'class',
      Size: 'enum',
      Box: 'class',
      Base: 'class',
      title: 'property',
      toList: 'function',
    })
    expect(names.get('held')?.detail).toBe('List<T>')
    expect(names.get('first')?.detail).toBe('() -> T')
    expect(names.get('open')?.detail).toBe('(String key, final int... numbers) -> R')
    expect(names.get('numbers')?.detail).toBe('int[]')
  })

  test('nearer declarations have the lower depth', () => {
    const names = namesAt(model, inBox('int near = 1; if (near > 0) { int nearest = 2; ‸ }'))
    const depth = (label: string) => names.get(label)?.depth ?? Number.NaN
    expect(depth('nearest')).toBeLessThan(depth('near'))
    expect(depth('near')).toBeLessThan(depth('held'))
    expect(depth('held')).toBeLessThan(depth('Base'))
  })

  test('a body whose brace is missing does not swallow the methods after it', () => {
    const names = namesAt(
      model,
      at('class A {\n  void f() {\n    if (a) {\n  }\n  public void g(int late) {\n    ‸'),
    )
    expect(names.has('late')).toBe(true)
    expect(names.has('g')).toBe(true)
  })
})

describe('Java: members', () => {
  test('generic types are filled in', () => {
    const members = membersAt(model, inBox('Map<String, List<Pair>> all; all.‸'))
    expect(members?.get('get')?.detail).toBe('(Object key) -> List<Pair>')
    const boxed = membersAt(model, inBox('Box<Integer> box = null; box.‸'))
    expect(boxed?.get('first')?.detail).toBe('() -> Integer')
    expect(membersAt(model, inBox('Map<String, List<Pair>> all; all.get("a").get(0).‸'))?.has('left')).toBe(
      true,
    )
  })

  test('nothing is made up about what is not known', () => {
    expect(membersAt(model, inBox('unknown.‸'))).toBeNull()
    expect(membersAt(model, inBox('Unknown thing = null; thing.‸'))).toBeNull()
  })

  test('values of an enum through its name, its fields through a value', () => {
    expect(membersAt(model, inBox('Size.‸'))?.has('SMALL')).toBe(true)
    const value = membersAt(model, inBox('Size s = Size.SMALL; s.‸'))
    expect(value?.has('weight')).toBe(true)
    expect(value?.has('ordinal')).toBe(true)
    expect(value?.has('SMALL')).toBe(false)
  })
})

describe('Java: any text', () => {
  test('cuts of real files at random carets answer', () => {
    const random = seeded(41)
    let asked = 0
    for (let run = 0; run < 300; run++) {
      const { text } = pick(random, fixtures('java'))
      const from = run % 3 === 0 ? int(random, 0, text.length) : 0
      const cut = text.slice(from, run % 2 === 0 ? text.length : int(random, from, text.length))
      const source = sourceOf(cut, parser.parse(cut))
      const { names } = askAll(model, { source, position: int(random, 0, cut.length) })
      expect(names).toBeLessThan(2_000)
      asked += names
    }
    expect(asked).toBeGreaterThan(300)
  })

  test('hostile texts answer, at both ends and between', () => {
    for (const text of HOSTILE) {
      const source = sourceOf(text, Tree.empty)
      for (const position of [0, text.length >> 1, text.length]) askAll(model, { source, position })
    }
  })

  test('a long text is read once, and bodies that do not hold the caret are leapt over', () => {
    const body = `  void m() {\n${'    int local = 1;\n'.repeat(400)}  }\n`
    const text = `class A {\n  int field;\n${body.repeat(30)}  void last() {\n    this.fie\n  }\n}\n`
    const position = text.indexOf('fie\n') + 3
    let units = 0
    let nodes = 0
    const source = sourceOf(text, parser.parse(text))
    const counted = {
      ...source,
      slice: (from: number, to: number) => {
        units += to - from
        return source.slice(from, to)
      },
    }
    const iterate = counted.tree.iterate.bind(counted.tree)
    counted.tree.iterate = (spec) =>
      iterate({
        ...spec,
        enter: (node) => {
          nodes++
          return spec.enter(node)
        },
      })
    expect(askAll(model, { source: counted, position }).place.kind).toBe('member')
    expect(membersAt(model, { source: counted, position })?.has('field')).toBe(true)
    expect(units).toBe(text.length)
    expect(nodes).toBeGreaterThan(30)
    expect(nodes).toBeLessThan(1_000)
  })
})
