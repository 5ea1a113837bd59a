import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('../../client/ui/tokens.css', import.meta.url), 'utf8')
const SCHEMES = ['light', 'dark'] as const

/** The colour of a token in a scheme, as #rrggbb. */
function token(name: string, scheme: (typeof SCHEMES)[number]): string {
  const pair = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\);`).exec(css)
  const one = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(css)
  const color = pair?.[scheme === 'light' ? 1 : 2] ?? one?.[1]
  if (color === undefined) throw new Error(`no colour --${name}`)
  return color
}

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** WCAG 2: 1 to 21. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const CODE = [
  ...css.matchAll(
    /--(code-(?:text|keyword|constant|number|string|escape|comment|function|type|property|meta|punctuation|invalid)):/g,
  ),
].map((match) => match[1] ?? '')
/** One colour over another, so strong. */
function over(color: string, behind: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const [top = 0, below = 0] = [color, behind].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16))
    return Math.round(top * share + below * (1 - share))
  })
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}
const TINT = Number(/--person-tint: (\d+)%;/.exec(css)?.[1]) / 100

const BEHIND_CODE = [
  'code-surface',
  'code-active-line',
  'code-selection',
  'code-match',
  'code-found',
  'code-linked',
]
const PEOPLE = [...css.matchAll(/--(person-\d):/g)].map((match) => match[1] ?? '')

const TEXT: readonly (readonly [text: string, behind: string])[] = [
  ...['text', 'text-muted'].flatMap((text) =>
    ['surface', 'surface-2', 'surface-raised', 'code-surface'].map((behind) => [text, behind] as const),
  ),
  ['bad', 'surface'],
  ['bad', 'surface-raised'],
  ['accent', 'surface'],
  ['accent', 'code-surface'],
  // The active line of the palette.
  ...['text', 'text-muted', 'accent'].map((text) => [text, 'code-selection'] as const),
  ['accent', 'surface-raised'],
  ['on-fill', 'fill'],
  ['on-fill', 'fill-hover'],
  ['code-gutter', 'code-surface'],
  ['surface-raised', 'text-muted'],
  ...CODE.flatMap((text) => BEHIND_CODE.map((behind) => [text, behind] as const)),
  ...PEOPLE.map((person) => ['person-ink', person] as const),
]
/** What is seen rather than read: WCAG asks for 3 to 1. */
const SIGNS: readonly (readonly [sign: string, behind: string])[] = [
  ['focus', 'surface'],
  ['focus', 'code-surface'],
  ['good', 'surface'],
  ['busy', 'surface'],
  ['line-strong', 'code-surface'],
  ['line-strong', 'surface'],
  ['code-caret', 'code-surface'],
  ...PEOPLE.map((person) => [person, 'code-surface'] as const),
]

test.each(SCHEMES)('P13: in the %s theme all text has a contrast of 4.5 to 1 or more', (scheme) => {
  expect(CODE).toHaveLength(13)
  expect(PEOPLE).toHaveLength(10)
  const weak = TEXT.map(([text, behind]) => ({
    pair: `${text} on ${behind}`,
    ratio: contrast(token(text, scheme), token(behind, scheme)),
  })).filter(({ ratio }) => ratio < 4.5)
  expect(weak).toEqual([])
})

test.each(SCHEMES)('P13: in the %s theme code in another person’s selection stays readable', (scheme) => {
  expect(TINT).toBeGreaterThan(0.1)
  const weak = PEOPLE.flatMap((person) => {
    const behind = over(token(person, scheme), token('code-surface', scheme), TINT)
    return CODE.map((text) => ({
      pair: `${text} on ${person}`,
      ratio: contrast(token(text, scheme), behind),
    })).filter(({ ratio }) => ratio < 4.5)
  })
  expect(weak).toEqual([])
})

test.each(SCHEMES)('P13: in the %s theme all signs have a contrast of 3 to 1 or more', (scheme) => {
  const weak = SIGNS.map(([sign, behind]) => ({
    pair: `${sign} on ${behind}`,
    ratio: contrast(token(sign, scheme), token(behind, scheme)),
  })).filter(({ ratio }) => ratio < 3)
  expect(weak).toEqual([])
})

test('P13: the measure itself is right', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})
