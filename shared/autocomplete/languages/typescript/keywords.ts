import type { Keyword } from '../../language_model.ts'
import { KEYWORDS as JAVASCRIPT } from '../javascript/keywords.ts'

const words = (where: Keyword['where'], labels: string, within?: string): readonly Keyword[] =>
  labels.split(' ').map((label) => (within === undefined ? { label, where } : { label, where, within }))

/** JavaScript's, with those for types. */
export const KEYWORDS: readonly Keyword[] = [
  ...JAVASCRIPT,
  ...words('statement', 'interface type enum abstract declare namespace'),
  ...words('type', 'keyof typeof readonly unique infer asserts'),
  ...words('type', 'as satisfies', 'operand'),
  ...words('type', 'implements', 'heading'),
  ...words('type', 'public private protected readonly abstract override declare', 'members'),
]
