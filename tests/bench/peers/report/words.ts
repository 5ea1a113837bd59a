import { formatNumber } from '../../figure.ts'
import { type Results, spread } from '../results.ts'

/** A product's figure as people read it: the middle of the rounds, and the quarters where there are several. */
export function cell(results: Results, figure: string, product: string): string {
  const lack = results.lack(figure, product)
  if (lack !== null) return lack === 'never' ? 'never' : 'n/a'
  const values = results.values(figure, product)
  const found = spread(values)
  if (found === null) return '–'
  const middle = formatNumber(found.middle)
  return found.low === found.high
    ? middle
    : `${middle} (${formatNumber(found.low)}–${formatNumber(found.high)})`
}
