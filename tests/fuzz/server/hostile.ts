import { int, pick, type Random } from '../../support/random.ts'

/** Texts that a careless reader trips over. */
export const TEXTS: readonly string[] = [
  '',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '../',
  '..%2f..%2fetc%2fpasswd',
  '*',
  'a\r\nSet-Cookie: x=1',
  '\0',
  '%00',
  '%zz',
  '%c0%af',
  '%E0%A4%A',
  '\ud800',
  '\u202e\u200b\u2028',
  'x'.repeat(65),
  'x'.repeat(2_000),
  '-1',
  'NaN',
  '1e309',
  '9007199254740993',
  '4294967296',
  '<script>alert(1)</script>',
  '😀'.repeat(20),
  'room\n',
  'https://elsewhere.example',
  '[object Object]',
  '{"a":',
  '(a+)+$',
]

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)

/** Values that do not belong where they are put. */
const VALUES: readonly unknown[] = [
  ...TEXTS,
  null,
  true,
  -1,
  0,
  0.5,
  -0,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  2 ** 53 + 2,
  Number.MAX_VALUE,
  [],
  {},
  [[]],
  { length: 2 ** 32 },
  JSON.parse('{"toJSON": 1, "valueOf": 2, "then": 3}'),
  JSON.parse('{"__proto__": {"ok": true}, "constructor": {"prototype": {"ok": true}}}'),
  nested(500),
  new Uint8Array(0),
  new Uint8Array(64).fill(0xff),
  { _placeholder: true, num: 0 },
  'x'.repeat(50_000),
]

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array) && !Array.isArray(value)

/** The text without halves of surrogate pairs. */
export const wellFormed = (text: string): string => Buffer.from(text).toString()

/** One damage, somewhere in a value of the kind that travels; the value itself stays as it is. */
export function mutated(random: Random, value: unknown): unknown {
  if (random() < 0.1) return pick(random, VALUES)
  if (value instanceof Uint8Array) return mutatedBytes(random, value)
  if (typeof value === 'string') return mutatedText(random, value)
  if (typeof value === 'number')
    return pick(random, [value + 1, value - 1, -value, value * 2 ** 30, value + 0.5])
  if (Array.isArray(value)) {
    if (value.length === 0 || random() < 0.2) return [...value, pick(random, VALUES)]
    const at = int(random, 0, value.length - 1)
    if (random() < 0.2) return value.filter((_, i) => i !== at)
    if (random() < 0.2) return Array.from({ length: 300 }, () => value[at])
    return value.map((item, i) => (i === at ? mutated(random, item) : item))
  }
  if (!isRecord(value)) return pick(random, VALUES)
  const keys = Object.keys(value)
  if (keys.length === 0 || random() < 0.1) return { ...value, [pick(random, TEXTS)]: pick(random, VALUES) }
  const key = pick(random, keys)
  if (random() < 0.1) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
  return { ...value, [key]: mutated(random, value[key]) }
}

function mutatedText(random: Random, text: string): string {
  const at = int(random, 0, text.length)
  const other = pick(random, TEXTS)
  return pick(random, [
    other,
    text.slice(0, at),
    text.slice(0, at) + other + text.slice(at),
    text.slice(0, at) + String.fromCharCode(int(random, 0, 0xffff)) + text.slice(at + 1),
    text + text,
  ])
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))

/** A run of bytes with a few damages. */
export function mutatedBytes(random: Random, bytes: Uint8Array): Uint8Array {
  let out: Uint8Array = bytes.slice()
  for (let times = int(random, 1, 3); times > 0; times--) {
    const at = int(random, 0, out.length)
    const damage = int(random, 0, 5)
    if (damage === 0) out = out.slice(0, at)
    else if (damage === 1)
      out = joined(out.subarray(0, at), out.subarray(at, at + int(random, 1, 16)), out.subarray(at))
    else if (damage === 2) out = joined(out.subarray(0, at), out.subarray(at + int(random, 1, 8)))
    else if (damage === 3)
      out = joined(
        out.subarray(0, at),
        Uint8Array.from({ length: int(random, 1, 9) }, () => int(random, 0, 255)),
        out.subarray(at),
      )
    else if (at < out.length)
      out[at] = damage === 4 ? int(random, 0, 255) : (out[at] ?? 0) ^ (1 << int(random, 0, 7))
  }
  return out
}
