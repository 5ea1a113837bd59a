import type { SyntaxNode } from '@lezer/common'

/** What is known of a value. Library types and modules by their names, own ones by their declarations. */
export type Type =
  | { readonly is: 'value'; readonly type: string; readonly item: Type | null }
  | { readonly is: 'class'; readonly type: string }
  | { readonly is: 'module'; readonly module: string }
  | { readonly is: 'function'; readonly node: SyntaxNode }
  /** Something of the library that can be called, and the name of what it answers. */
  | { readonly is: 'callable'; readonly answers: string | null }
  | { readonly is: 'own class'; readonly node: SyntaxNode }
  | { readonly is: 'own value'; readonly node: SyntaxNode }

export const libraryValue = (type: string, item: Type | null = null): Type => ({ is: 'value', type, item })

/** Nodes whose type their form says. */
export const LITERAL_TYPES: Readonly<Record<string, string>> = {
  FormatString: 'str',
  ContinuedString: 'str',
  ArrayExpression: 'list',
  ArrayComprehensionExpression: 'list',
  DictionaryExpression: 'dict',
  DictionaryComprehensionExpression: 'dict',
  SetExpression: 'set',
  SetComprehensionExpression: 'set',
  TupleExpression: 'tuple',
  Boolean: 'int',
}
