/** Colours of people in the style sheet; User.color counts through them again after the last. */
export const PERSON_COLORS = 10

/** One or two letters for an avatar: first letters of the first and last word; "?" for a name without any. */
export function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? []
  const first = words[0]
  if (first === undefined) return '?'
  const last = words.length > 1 ? words[words.length - 1] : undefined
  return (firstLetter(first) + (last === undefined ? '' : firstLetter(last))).toUpperCase()
}

const firstLetter = (word: string): string => String.fromCodePoint(word.codePointAt(0) ?? 63)

/** The colour's place in the style sheet, 0 to PERSON_COLORS - 1, for any number that came over the wire. */
export const personColor = (color: number): number => Math.abs(Math.trunc(color)) % PERSON_COLORS

/** Who types, in words; an empty string when nobody does. */
export function typingWords(names: readonly string[]): string {
  const [first, second] = names
  if (first === undefined) return ''
  if (second === undefined) return `${first} is typing…`
  if (names.length === 2) return `${first} and ${second} are typing…`
  return `${first} and ${names.length - 1} others are typing…`
}
