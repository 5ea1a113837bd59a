import type { Keyword } from '../../language_model.ts'

type Where = Keyword['where']

const group = (where: Where, within: string | null, labels: string): readonly Keyword[] =>
  labels.split(' ').map((label) => (within === null ? { label, where } : { label, where, within }))

/** Java's words, and where each fits. */
export const KEYWORDS: readonly Keyword[] = [
  ...group('statement', 'top', 'import package public abstract final class interface enum record sealed'),
  ...group(
    'statement',
    'members',
    'public private protected static final abstract class interface enum record',
  ),
  ...group('statement', 'class', 'synchronized native transient volatile'),
  ...group('statement', 'interface', 'default'),
  ...group('type', 'members', 'void int long double float boolean char byte short'),
  ...group('any', 'function', 'int long double float boolean char byte short var'),
  ...group('type', 'new', 'int long double float boolean char byte short'),
  ...group(
    'statement',
    'function',
    'if for while do try return throw switch synchronized assert final class',
  ),
  ...group('statement', 'after_if', 'else'),
  ...group('statement', 'after_try', 'catch finally'),
  ...group('statement', 'breakable', 'break'),
  ...group('statement', 'loop', 'continue'),
  ...group('statement', 'switch', 'case default yield'),
  ...group('value', 'instance', 'this super'),
  ...group('value', 'function', 'new null true false switch'),
  ...group('value', 'members', 'new null true false'),
  ...group('type', 'parameters', 'final int long double float boolean char byte short'),
  ...group('value', 'class_head', 'extends implements permits'),
  ...group('value', 'interface_head', 'extends permits'),
  ...group('value', 'plain_head', 'implements'),
  ...group('value', 'method_head', 'throws'),
  ...group('value', 'wildcard', 'extends super'),
  ...group('value', 'generic', 'extends'),
  ...group('value', 'value_end', 'instanceof'),
]
