import type { SyntaxNode } from '@lezer/common'
import type { Source } from '../../source.ts'
import type { Definition } from './definitions.ts'
import type { Budget } from './syntax.ts'
import type { Type } from './type.ts'

/** One question about types: the text, what it may still cost, and the parts of the answer, which need each other. */
export interface Inference {
  readonly source: Source
  readonly budget: Budget
  /** The type of an expression. */
  expression(node: SyntaxNode): Type | null
  /** The type that a type's node stands for. */
  written(node: SyntaxNode): Type | null
  /** The type of what a declaration names. */
  defined(definition: Definition): Type | null
  /** The type of a member. */
  member(type: Type, name: string): Type | null
  /** What calling it gives. */
  called(type: Type | null): Type | null
  /** The declaration that a name stands for at a position. */
  visible(name: string, position: number): Definition | null
}
