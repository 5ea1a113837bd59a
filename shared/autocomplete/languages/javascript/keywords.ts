import type { Keyword } from '../../language_model.ts'

const words = (where: Keyword['where'], labels: string, within?: string): readonly Keyword[] =>
  labels.split(' ').map((label) => (within === undefined ? { label, where } : { label, where, within }))

/** Words that are keywords where they fit; a snippet of the same name writes the whole construct. */
export const KEYWORDS: readonly Keyword[] = [
  ...words('statement', 'const let var if for while do switch try throw class function async debugger'),
  ...words('statement', 'return', 'function'),
  ...words('statement', 'break continue', 'loop'),
  ...words('statement', 'break case default', 'switch'),
  ...words('statement', 'else', 'if'),
  ...words('statement', 'catch finally', 'try'),
  ...words('statement', 'while', 'do'),
  ...words('statement', 'import export', 'top'),
  ...words('statement', 'default', 'export'),
  ...words('value', 'new typeof delete void function class async this null true false undefined import'),
  ...words('value', 'await', 'async'),
  ...words('value', 'yield', 'generator'),
  ...words('value', 'super', 'method'),
  ...words('type', 'static get set async constructor', 'members'),
  ...words('type', 'instanceof in', 'operand'),
  ...words('type', 'of in', 'binding'),
  ...words('type', 'from as', 'import'),
  ...words('type', 'extends', 'heading'),
  ...words('type', 'function', 'async'),
]
