import { formatNumber } from '../../figure.ts'
import type { Product } from '../product.ts'
import { type Results, spread } from '../results.ts'
import { circle, line, path, picture, text, WIDTH } from './svg.ts'

const HEIGHT = 340
const [LEFT, RIGHT, TOP, BOTTOM] = [60, 150, 56, 270]
const MARKS = 5

interface LinesOptions {
  readonly title: string
  /** Places on the axis below, each with its figure. */
  readonly points: readonly { readonly at: number; readonly figure: string }[]
  readonly below: string
  readonly unit: string
  /** Drawn across, as what should not be passed. */
  readonly limit: number
  readonly foot: string
}

/** A line for each product over the same places; the middles of the rounds. */
export function lines(
  { title, points, below, unit, limit, foot }: LinesOptions,
  results: Results,
  products: readonly Pick<Product, 'name' | 'title'>[],
): string {
  const found = products.map(({ name }) =>
    points.flatMap(({ at, figure }) => {
      const value = spread(results.values(figure, name))?.middle
      return value === undefined ? [] : [{ at, value }]
    }),
  )
  const mostX = Math.max(...points.map(({ at }) => at))
  const mostY = Math.max(limit * 1.1, ...found.flat().map(({ value }) => value))
  const x = (at: number) => LEFT + (at / mostX) * (WIDTH - LEFT - RIGHT)
  const y = (value: number) => BOTTOM - (value / mostY) * (BOTTOM - TOP)
  const shapes: string[] = []
  for (let i = 0; i <= MARKS; i++) {
    const value = (mostY / MARKS) * i
    shapes.push(
      line({ class: 'axis', x1: LEFT, x2: WIDTH - RIGHT, y1: y(value), y2: y(value) }),
      text(
        { class: 'faint', x: LEFT - 8, y: y(value) + 4, 'text-anchor': 'end' },
        formatNumber(Math.round(value)),
      ),
    )
  }
  for (const { at } of points)
    shapes.push(text({ class: 'faint', x: x(at), y: BOTTOM + 18, 'text-anchor': 'middle' }, String(at)))
  shapes.push(
    text({ class: 'faint', x: LEFT, y: BOTTOM + 38 }, `${below}; ${unit}`),
    line({
      class: 'whisker',
      x1: LEFT,
      x2: WIDTH - RIGHT,
      y1: y(limit),
      y2: y(limit),
      'stroke-dasharray': '5 4',
    }),
  )
  // What is written behind the lines stands apart, however near their ends are.
  const ends = found.map((points, i) => ({ i, last: points.at(-1) })).filter(({ last }) => last !== undefined)
  ends.sort((a, b) => y(a.last?.value ?? 0) - y(b.last?.value ?? 0))
  let free = TOP
  const places = new Map(
    ends.map(({ i, last }) => {
      const place = Math.max(free, y(last?.value ?? 0))
      free = place + 18
      return [i, place]
    }),
  )
  products.forEach(({ title: called }, i) => {
    const points = found[i] ?? []
    const last = points.at(-1)
    if (!last) return
    const way = points.map(
      ({ at, value }, n) => `${n === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`,
    )
    shapes.push(path({ class: `p${i} line`, style: 'fill: none', d: way.join(' ') }))
    for (const { at, value } of points)
      shapes.push(circle({ class: `p${i}`, cx: x(at), cy: y(value), r: 3.5 }))
    const place = places.get(i) ?? 0
    shapes.push(
      circle({ class: `p${i}`, cx: WIDTH - RIGHT + 16, cy: place, r: 4 }),
      text({ x: WIDTH - RIGHT + 26, y: place + 4.5 }, called),
    )
  })
  shapes.push(text({ class: 'faint', x: 20, y: HEIGHT - 12 }, foot))
  return picture(title, HEIGHT, shapes)
}
