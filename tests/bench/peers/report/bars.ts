import type { Product } from '../product.ts'
import { type Results, spread } from '../results.ts'
import type { Group } from './figures.ts'
import { line, picture, rect, text, WIDTH } from './svg.ts'
import { cell } from './words.ts'

const TOP = 46
const PANEL_TITLE = 24
const BAR = 16
const STEP = 22
const PANEL_GAP = 12
const FOOT = 30
const LEFT = 130
/** What is written behind a bar has room there. */
const RIGHT = 190

/** A panel of bars for each figure of a group, each on a scale of its own from zero, with the quarters as a whisker. */
export function bars(
  group: Group,
  results: Results,
  products: readonly Pick<Product, 'name' | 'title'>[],
  foot: string,
): string {
  const shapes: string[] = []
  let y = TOP
  for (const { id, title, unit } of group.figures) {
    const spreads = products.map(({ name }) => spread(results.values(id, name)))
    const most = Math.max(0, ...spreads.map((one) => one?.high ?? 0))
    const scale = (value: number) => (most === 0 ? 0 : (value / most) * (WIDTH - LEFT - RIGHT))
    shapes.push(text({ class: 'faint', x: 20, y: y + 12 }, `${title}, ${unit}`))
    y += PANEL_TITLE
    products.forEach(({ name, title: called }, i) => {
      const found = spreads[i] ?? null
      const middle = y + BAR / 2
      shapes.push(text({ x: LEFT - 10, y: middle + 4.5, 'text-anchor': 'end' }, called))
      const end = LEFT + (found === null ? 0 : scale(found.high))
      if (found !== null) {
        shapes.push(
          rect({ class: `p${i}`, x: LEFT, y, width: Math.max(1, scale(found.middle)), height: BAR, rx: 2 }),
        )
        if (found.low < found.high)
          shapes.push(
            line({ class: 'whisker', x1: LEFT + scale(found.low), x2: end, y1: middle, y2: middle }),
          )
      }
      shapes.push(text({ x: end + 8, y: middle + 4.5 }, cell(results, id, name)))
      y += STEP
    })
    y += PANEL_GAP
  }
  shapes.push(text({ class: 'faint', x: 20, y: y + FOOT - 18 }, foot))
  return picture(group.title, y + FOOT - 4, shapes)
}
