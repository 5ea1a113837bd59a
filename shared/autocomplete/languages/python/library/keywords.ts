import type { Keyword } from '../../../language_model.ts'

const all = (words: string, where: Keyword['where'], within?: string): readonly Keyword[] =>
  words.split(' ').map((label) => (within === undefined ? { label, where } : { label, where, within }))

/** Python's keywords; `within` names are those of the places that place.ts makes. */
export const KEYWORDS: readonly Keyword[] = [
  ...all('import from if for while with try class def raise assert pass del global elif else', 'statement'),
  ...all('except finally async match', 'statement'),
  ...all('return yield nonlocal', 'statement', 'function'),
  ...all('break continue', 'statement', 'loop'),
  ...all('case', 'statement', 'match'),
  ...all('None', 'any'),
  ...all('True False not lambda', 'value'),
  ...all('await yield', 'value', 'function'),
  ...all('def for with', 'value', 'async'),
  ...all('and or not in is if else', 'value', 'operator'),
  ...all('for async', 'value', 'brackets'),
  ...all('as', 'value', 'as'),
  ...all('import', 'value', 'from'),
  ...all('in', 'value', 'for'),
  ...all('from', 'value', 'raise'),
]
