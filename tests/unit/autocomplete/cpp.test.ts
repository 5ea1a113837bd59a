import { Tree } from '@lezer/common'
import { parser } from '@lezer/cpp'
import { describe, expect, test } from 'vitest'
import { complete } from '../../../shared/autocomplete/complete.ts'
import { model } from '../../../shared/autocomplete/languages/cpp/model.ts'
import { sourceOf } from '../../../shared/autocomplete/window.ts'
import { PLACES } from '../../autocomplete/cpp.table.ts'
import { fixtures } from '../../support/fixtures.ts'
import { int, pick, seeded } from '../../support/random.ts'
import { askAll, asked, HOSTILE, lineOf, membersAt, namesAt } from './brace_languages.ts'

const at = (code: string) => asked(parser, code)

const CACHE = `#include <vector>
#define LIMIT 12
#define TWICE(x) (2 * (x))

namespace {
int hidden = 1;
}

namespace store {
enum Mode { FAST, SAFE };
struct Entry {
  std::string key;
  std::vector<int> values;
  Entry* next = nullptr;
};
}

template <typename K, class V>
class Cache {
public:
  V get(const K& key, int fallback = 0) const;
  static Cache<K, V> make();
  std::unique_ptr<store::Entry> head;
private:
  unsigned long long size_ = 0, room_{8};
};

typedef unsigned int uint;

int main(int argc, char** argv) {
  ‸
}

void later();
`
const inMain = (code: string) => at(CACHE.replace('‸', code))

describe('C++: places', () => {
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

  test('the sign before a member is told', () => {
    const { source, position } = inMain('Cache<int, int> c; c.head->ne‸')
    const place = model.placeAt(source, position)
    if (place.kind !== 'member') throw new Error('no member')
    expect(place.sign).toBe('->')
    expect(source.slice(place.receiver.from, place.receiver.to)).toBe('c.head')
  })

  test('after a header and in one', () => {
    const place = (code: string) => model.placeAt(at(code).source, at(code).position)
    expect(place('#include <str‸>\n')).toMatchObject({ kind: 'module', written: 'str', from: 10 })
    expect(place('#include <string> ‸')).toEqual({ kind: 'nothing' })
    expect(place('#include <string>\n‸')).toMatchObject({ kind: 'name', statement: true })
  })
})

describe('C++: names', () => {
  test('declarations of every kind, with what they are', () => {
    const names = namesAt(model, inMain('auto [x, y] = pair; for (const auto& v : values) { ‸ }'))
    const kinds = Object.fromEntries([...names].map(([label, { kind }]) => [label, kind]))
    expect(kinds).toMatchObject({
      x: 'variable',
      y: 'variable',
      v: 'variable',
      argc: 'parameter',
      argv: 'parameter',
      main: 'function',
      Cache: 'class',
      store: 'module',
      uint: 'type',
      hidden: 'variable',
      LIMIT: 'constant',
      TWICE: 'function',
    })
    expect(names.get('argv')?.detail).toBe('char**')
    expect(names.get('LIMIT')?.detail).toBe('12')
    expect(names.has('later')).toBe(false)
    expect(names.has('Entry')).toBe(false)
    expect(names.has('size_')).toBe(false)
  })

  test('a namespace that is used gives its names, with those of its plain enums', () => {
    const used = namesAt(
      model,
      at(`namespace a { enum E { ONE }; struct S {}; }\nusing namespace a;\nvoid f() { ‸ }`),
    )
    expect(used.has('S')).toBe(true)
    expect(used.has('ONE')).toBe(true)
  })
})

describe('C++: members', () => {
  test('templates are filled in', () => {
    const members = membersAt(model, inMain('Cache<int, store::Entry> c; c.‸'))
    expect(members?.get('get')?.detail).toBe('(const K& key, int fallback = 0) -> Entry')
    expect(members?.has('size_')).toBe(false)
    expect(membersAt(model, inMain('Cache<int, store::Entry> c; c.get(1).‸'))?.has('values')).toBe(true)
  })

  test('what is private is named in its class only, what is protected below it too', () => {
    const code = `class A {\n  int own;\nprotected:\n  int handed;\npublic:\n  void f(A& a) { IN }\n};
class B : public A {\n  void g(B& b) { BELOW }\n};\nvoid h(B& b) { OUT }`
    const labels = (mark: string, text: string) => {
      const bare = code.replace(mark, text).replace(/IN|BELOW|OUT/g, '')
      return [...(membersAt(model, at(bare))?.keys() ?? [])].sort()
    }
    expect(labels('IN', 'a.‸')).toEqual(['f', 'handed', 'own'])
    expect(labels('BELOW', 'b.‸')).toEqual(['f', 'g', 'handed'])
    expect(labels('OUT', 'b.‸')).toEqual(['f'])
  })

  test('arrows go through pointers of every kind', () => {
    expect(membersAt(model, inMain('Cache<int, int> c; c.head->‸'))?.has('key')).toBe(true)
    expect(membersAt(model, inMain('Cache<int, int> c; c.head->next->next->‸'))?.has('key')).toBe(true)
    expect(membersAt(model, inMain('store::Entry e; (&e)->‸'))?.has('key')).toBe(true)
    expect(membersAt(model, inMain('std::vector<std::string> w; w.begin()->‸'))?.has('substr')).toBe(true)
  })

  test('nothing is made up about what is not known', () => {
    expect(membersAt(model, inMain('unknown.‸'))).toBeNull()
    expect(membersAt(model, inMain('Unknown thing; thing.‸'))).toBeNull()
  })
})

describe('C++: any text', () => {
  test('cuts of real files at random carets answer', () => {
    const random = seeded(42)
    let asked = 0
    for (let run = 0; run < 300; run++) {
      const { text } = pick(random, fixtures('cpp'))
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
    const body = `void m() {\n${'  int local = 1;\n'.repeat(400)}}\n`
    const text = `int global = 1;\n${body.repeat(30)}void last() {\n  glo\n}\n`
    const position = text.indexOf('glo\n') + 3
    let nodes = 0
    const source = sourceOf(text, parser.parse(text))
    const { tree } = source
    const iterate = tree.iterate.bind(tree)
    tree.iterate = (spec) =>
      iterate({
        ...spec,
        enter: (node) => {
          nodes++
          return spec.enter(node)
        },
      })
    expect(namesAt(model, { source, position }).has('global')).toBe(true)
    expect(namesAt(model, { source, position }).has('local')).toBe(false)
    expect(nodes).toBeGreaterThan(30)
    expect(nodes).toBeLessThan(1_000)
  })
})
