import { REASONS } from '../../shared/protocol/reasons.ts'
import type { Space } from '../../shared/room/space.ts'

const number = new Intl.NumberFormat('en-GB')

/** Why a change of one's own was not made, and what would fit. */
export function fullWords({ units, most, edits }: Space): string {
  if (edits === 0) return `Nothing was changed. ${REASONS.logFull}`
  const left = units === 0 ? 'and it is full' : `and ${number.format(units)} more fit`
  return `Nothing was changed: that is too long. This room takes ${number.format(most)} characters, ${left}`
}
