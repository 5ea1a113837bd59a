import type { Heads } from './library_types.ts'
import type { Outline } from './outline.ts'
import type { Sight } from './scene.ts'
import type { TypeRef } from './type_ref.ts'

/** What a language knows of types, besides what the text says. */
export interface World extends Sight {
  /** The parameters of the library's types and what they extend. */
  readonly heads: Heads
  /** The lines of a library type, or of what belongs to the type itself; null when it is not known. */
  lines(name: string, fixed: boolean): string | null
  /** What a word of the library is by itself: a class, a namespace, a function that is called. */
  wordType(outline: Outline, word: string, called: boolean): TypeRef | null
  /** What a literal is; `text` is its first two characters. */
  literal(text: string): TypeRef
  /** What is reached through `*` or `->`; null when the type is no pointer. */
  pointee(type: TypeRef): TypeRef | null
  /** What `new Foo()` is. */
  created(type: TypeRef): TypeRef
  /** What a loop over it gives. */
  element(type: TypeRef): TypeRef | null
  /** What an index into it gives. */
  indexed(type: TypeRef): TypeRef | null
}
