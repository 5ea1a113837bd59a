/** How a label fits what is written so far; lower is better. */
export const MATCH = {
  exact: 0,
  prefix: 1,
  otherCase: 2,
  humps: 3,
  inside: 4,
  scattered: 5,
} as const
export type Match = (typeof MATCH)[keyof typeof MATCH]

const isUpper = (char: string) => char !== char.toLowerCase()
const isLetter = (char: string) => char.toLowerCase() !== char.toUpperCase()

/** Whether a word begins within the label at this index: `toUpperCase` has three, `read_text` two. */
function isHump(label: string, index: number): boolean {
  const char = label[index] ?? ''
  const before = label[index - 1]
  if (before === undefined) return true
  if (before === '_' || before === '-' || before === '$' || before === '.' || before === '/')
    return isLetter(char)
  return isUpper(char) && !isUpper(before)
}

/** Longer labels are looked at only so far. */
const LABEL_MOST = 120

/** How the label fits the word that is being written; null when it does not. */
export function matchOf(word: string, label: string): Match | null {
  if (word === label) return MATCH.exact
  if (label.startsWith(word)) return MATCH.prefix
  if (word.length > label.length) return null
  const small = word.toLowerCase()
  const name = label.slice(0, LABEL_MOST).toLowerCase()
  if (name.startsWith(small)) return MATCH.otherCase
  if (word.length === 1) return null
  if (fitsHumps(small, label, name)) return MATCH.humps
  for (let at = name.indexOf(small, 1); at > 0; at = name.indexOf(small, at + 1)) {
    if (isHump(label, at)) return MATCH.inside
  }
  if (word.length < 3 || small[0] !== name[0]) return null
  let at = 0
  for (const char of small) {
    at = name.indexOf(char, at) + 1
    if (at === 0) return null
  }
  return MATCH.scattered
}

/** Whether the word is made of beginnings of the label's words, in order, the first among them: `gI` or `geIt` of `getItem`. */
function fitsHumps(word: string, label: string, name: string): boolean {
  if (word[0] !== name[0]) return false
  let written = 1
  for (let at = 1; at < name.length && written < word.length; at++) {
    if (name[at] !== word[written]) continue
    if (name[at - 1] === word[written - 1] || isHump(label, at)) written += 1
  }
  return written === word.length
}
