/** What a suggestion stands for; the page shows it by a sign, the HTTP API as it is. */
export const KINDS = [
  'keyword',
  'function',
  'method',
  'class',
  'interface',
  'enum',
  'type',
  'variable',
  'constant',
  'parameter',
  'property',
  'module',
  'snippet',
] as const
export type Kind = (typeof KINDS)[number]

/** One suggestion. */
export interface Completion {
  /** What the list shows and what is matched against the word being written. */
  readonly label: string
  readonly kind: Kind
  /** One line: the rest of a signature, the type of a value, where a name comes from; empty when nothing is known. */
  readonly detail: string
  /** The text that replaces the word being written. In a snippet, `${name}` and `${}` are stops, in order. */
  readonly apply: string
}

/** The suggestions at a place, best first. */
export interface CompletionList {
  /** Where the word being written begins; a suggestion replaces what is between it and the caret. */
  readonly from: number
  readonly completions: readonly Completion[]
}
