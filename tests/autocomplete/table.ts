/** Where the caret is in a place's code. */
export const CARET = '‸'

/** A place in real code, and what must or must not be suggested there. */
export interface PlaceCase {
  readonly name: string
  /** Source code with a `‸` where the caret is. */
  readonly code: string
  /** The label of the first suggestion. */
  readonly first?: string
  /** Labels that must be among the suggestions. */
  readonly has?: readonly string[]
  /** Labels that must not. */
  readonly hasNot?: readonly string[]
  /** Nothing at all is suggested. */
  readonly nothing?: true
}
