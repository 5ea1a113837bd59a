/** What may be written at a place. `from` is where the word being written begins. */
export type Place =
  /** In a string, a comment or a number, or where a new name is being made up: nothing is suggested. */
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'name'
      readonly from: number
      /** Which names fit: values (with everything that can begin an expression), or types only. */
      readonly wants: 'value' | 'type'
      /** A statement or a declaration may begin here: its keywords and snippets fit too. */
      readonly statement: boolean
      /** Where in the code it stands, for what fits in some such places only: 'class', 'function', 'loop', 'switch', 'async', … */
      readonly within: ReadonlySet<string>
      /** The parameters that the call around this place still takes by name (Python's keyword arguments), else empty. */
      readonly parameters: readonly string[]
      /** No name fits here, only keywords whose `within` is among the place's, such as an operator after a value. */
      readonly only?: 'keywords'
      /** Labels that are likelier here than others of their kind, such as exceptions where one is raised. */
      readonly likely?: RegExp
    }
  /** After a dot, an arrow or a scope sign. */
  | {
      readonly kind: 'member'
      readonly from: number
      /** Where the expression before the dot begins and ends. */
      readonly receiver: { readonly from: number; readonly to: number }
      /** The sign between them: '.', '?.', '->', '::'. */
      readonly sign: string
    }
  /** The name of a module, a package or a header is written. */
  | { readonly kind: 'module'; readonly from: number; readonly written: string }
  /** Names that a module offers are being imported. */
  | { readonly kind: 'import'; readonly from: number; readonly module: string }
