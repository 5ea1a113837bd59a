import type { Kind } from './completion.ts'
import type { Place } from './place.ts'
import type { Source } from './source.ts'

/** A name that the code itself declares, or that a type or a module has. */
export interface Name {
  readonly label: string
  readonly kind: Kind
  /** One line, e.g. the parameters as written; may be empty. */
  readonly detail: string
  /** Where it is declared, for nearness; null when it is not in this text. */
  readonly at: number | null
  /** How many scopes lie between the place and the declaration: 0 is the innermost. */
  readonly depth: number
  /** The text to write; the label when null. */
  readonly apply: string | null
}

/** Names at this depth come from the library, and are worth no more than what is there without an import. */
export const LIBRARY_DEPTH = 100

export interface Keyword {
  readonly label: string
  /** `statement`: only where a statement begins; `value`, `type`: where those fit; `any`: in all three. */
  readonly where: 'statement' | 'value' | 'type' | 'any'
  /** Fits only where the place is within this. */
  readonly within?: string
}

export interface Snippet {
  /** What is written to have it: `for`, `def`, `main`. */
  readonly label: string
  readonly detail: string
  /** CodeMirror's template: `${name}` is a stop with a text, `${}` an empty one; a tab at a line's beginning is one indentation. */
  readonly template: string
  /** `statement`: where a statement begins; `value`: within expressions too. */
  readonly where: 'statement' | 'value'
  readonly within?: string
}

/**
 * What comes with a language. Names are written one a line, `<letter> <label><rest of the signature>[ -> <type>]`:
 * `f` function, `m` method, `c` class, `i` interface, `e` enum, `t` type, `v` variable, `k` constant, `p` property,
 * `n` module or namespace. The type after the arrow is a key of `types` when its members are known.
 *
 *     f print(*values, sep=' ', end='\n')
 *     m upper() -> str
 *     k pi -> float
 */
export interface Library {
  readonly keywords: readonly Keyword[]
  readonly snippets: readonly Snippet[]
  /** Names that are there without an import. */
  readonly builtins: string
  /** A type's members, by the type's name; those of the type itself rather than of its values under `type <name>`. */
  readonly types: Readonly<Record<string, string>>
  /** What a module offers, by the module's name as an import writes it. */
  readonly modules: Readonly<Record<string, string>>
}

/** What the engine asks of a language. All three are functions of their input, and stay quick whatever the text. */
export interface LanguageModel {
  readonly library: Library
  placeAt(source: Source, position: number): Place
  /** The names that the code around the place declares and that may be used there, in any order; the nearest wins where two are alike. */
  namesAt(source: Source, position: number): readonly Name[]
  /** The members of what stands before the dot, from the code and the library; null when nothing is known of it. */
  membersAt(source: Source, place: Extract<Place, { kind: 'member' }>): readonly Name[] | null
}
