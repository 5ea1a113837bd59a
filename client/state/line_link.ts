/** Lines of a file, counted from 1; `to` is the last of them. */
export interface Lines {
  readonly from: number
  readonly to: number
}

/** Digits of a line's number at most: a room has no more lines than characters. */
const PATTERN = /^L([1-9]\d{0,8})(?:-L?([1-9]\d{0,8}))?$/

/** The lines that a part of a link's fragment names, `L42` or `L42-L50`; null when it names none. */
export function parseLines(part: string): Lines | null {
  const found = PATTERN.exec(part)
  if (found === null) return null
  const one = Number(found[1])
  const other = found[2] === undefined ? one : Number(found[2])
  return { from: Math.min(one, other), to: Math.max(one, other) }
}

/** The part of a fragment that names these lines. */
export const linesPart = ({ from, to }: Lines): string => (from === to ? `L${from}` : `L${from}-L${to}`)
