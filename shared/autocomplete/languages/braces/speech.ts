import type { Lexicon, Tokens } from './tokens.ts'

/** What a pair of braces holds. `values` are those of an array or an object. */
export type ScopeKind =
  | 'top'
  | 'namespace'
  | 'class'
  | 'interface'
  | 'enum'
  | 'record'
  | 'function'
  | 'lambda'
  | 'loop'
  | 'switch'
  | 'try'
  | 'block'
  | 'values'

/** What a `{` opens. */
export interface Opened {
  readonly kind: ScopeKind
  readonly name: string
  /** It can only be a class's member (or stand outside of everything), never in a body. */
  readonly member: boolean
}

/** How a language with braces says things. */
export interface Speech {
  readonly lexicon: Lexicon
  /** Nodes of the syntax tree that are bodies of functions. */
  readonly bodies: ReadonlySet<string>
  /** Nodes that have such bodies somewhere in them, at a depth where they are looked for. */
  readonly holders: ReadonlySet<string>
  /** What the `{` at `i` opens; `start` is where the item or argument before it begins. */
  opens(tokens: Tokens, start: number, i: number, outer: ScopeKind, sign: string): Opened
  /** Whether the `:` or `->` at `i` ends a label such as `case 1:` or `public:`. */
  endsLabel(tokens: Tokens, start: number, i: number): boolean
  /** Whether the `}` at `i`, which closes a scope of this kind, ends the item that begins at `start`. */
  endsItem(tokens: Tokens, start: number, i: number, kind: ScopeKind): boolean
  /** Words before a type that say how, not what: `static`, `const`. */
  readonly modifiers: ReadonlySet<string>
  /** Words of the language that begin no type. */
  readonly reserved: ReadonlySet<string>
  /** Words that are a type, or a part of one like `unsigned`. */
  readonly primitives: ReadonlySet<string>
  /** Words before a class's name, and what it then is. */
  readonly classWords: ReadonlyMap<string, ScopeKind>
  /** `a->b` is a member of what `a` points to. */
  readonly arrows: boolean
  /** `Foo x(1)` in a body declares x. */
  readonly roundInitializers: boolean
}
