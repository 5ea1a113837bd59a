import { ChangeSet } from '@codemirror/state'
import diff from 'fast-diff'

/** More lines in two different parts are taken as one difference: the time to compare grows with the square. */
const MOST_LINES = 8_000
/** Units of changed lines that are compared sign by sign; the lines after these are replaced. */
const MOST_UNITS = 8_000

interface Piece {
  readonly from: number
  readonly to: number
  readonly insert: string
}

/** What makes one text out of another, with little more than what differs. Takes no sign apart. Half a second at the most. */
export function changesBetween(before: string, after: string): ChangeSet {
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head += 1
  let tail = 0
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1
  // A pair of surrogates is one sign: two people who replace it would leave halves otherwise.
  if (/[\ud800-\udbff]/.test(before[head - 1] ?? '')) head -= 1
  if (tail > 0 && /[\udc00-\udfff]/.test(before.at(-tail) ?? '')) tail -= 1
  const pieces: Piece[] = []
  let units = MOST_UNITS
  for (const piece of byLines(
    before.slice(head, before.length - tail),
    after.slice(head, after.length - tail),
  )) {
    const from = head + piece.from
    const to = head + piece.to
    units -= to - from + piece.insert.length
    if (units < 0) pieces.push({ ...piece, from, to })
    else pieces.push(...bySigns(before.slice(from, to), piece.insert, from))
  }
  return ChangeSet.of(pieces, before.length)
}

function byLines(old: string, fresh: string): readonly Piece[] {
  const whole = { from: 0, to: old.length, insert: fresh }
  const lines = [old, fresh].map((text) => text.split(/(?<=\n)/))
  const [oldLines = [], freshLines = []] = lines
  if (oldLines.length + freshLines.length > MOST_LINES) return [whole]
  const signs = new Map<string, string>()
  for (const line of lines.flat()) if (!signs.has(line)) signs.set(line, String.fromCharCode(1 + signs.size))
  const [oldSigns = '', freshSigns = ''] = lines.map((list) => list.map((line) => signs.get(line)).join(''))
  const pieces: Piece[] = []
  let piece: Piece | null = null
  let at = 0
  let oldLine = 0
  let freshLine = 0
  for (const [kind, { length }] of diff(oldSigns, freshSigns)) {
    const gone = kind === diff.INSERT ? '' : oldLines.slice(oldLine, oldLine + length).join('')
    const come = kind === diff.DELETE ? '' : freshLines.slice(freshLine, freshLine + length).join('')
    if (kind !== diff.INSERT) oldLine += length
    if (kind !== diff.DELETE) freshLine += length
    if (kind === diff.EQUAL) {
      if (piece) pieces.push(piece)
      piece = null
    } else {
      const { from, to, insert }: Piece = piece ?? { from: at, to: at, insert: '' }
      piece = { from, to: to + gone.length, insert: insert + come }
    }
    at += gone.length
  }
  return piece ? [...pieces, piece] : pieces
}

function bySigns(old: string, fresh: string, start: number): readonly Piece[] {
  const pieces: Piece[] = []
  let at = start
  for (const [kind, text] of diff(old, fresh)) {
    if (kind === diff.INSERT) pieces.push({ from: at, to: at, insert: text })
    if (kind === diff.DELETE) pieces.push({ from: at, to: at + text.length, insert: '' })
    if (kind !== diff.INSERT) at += text.length
  }
  return pieces
}
