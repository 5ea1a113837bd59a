import type { Keyword } from '../../language_model.ts'

const group = (where: Keyword['where'], within: string | null, labels: string): readonly Keyword[] =>
  labels.split(' ').map((label) => (within === null ? { label, where } : { label, where, within }))

const PRIMITIVES = 'int bool char double float long short unsigned signed void auto const'

/** The words of C++, and where each fits. */
export const KEYWORDS: readonly Keyword[] = [
  ...group(
    'statement',
    'top',
    'namespace using template class struct enum union typedef static inline constexpr extern',
  ),
  ...group(
    'statement',
    'class',
    'public private protected virtual static explicit friend using template class struct enum',
  ),
  ...group('statement', 'class', 'inline constexpr mutable operator typedef'),
  ...group('type', null, `${PRIMITIVES} typename`),
  ...group('value', 'function', PRIMITIVES),
  ...group(
    'statement',
    'function',
    'if for while do switch return throw try using static constexpr struct class enum goto',
  ),
  ...group('statement', 'function', 'delete co_return co_yield'),
  ...group('statement', 'after_if', 'else'),
  ...group('statement', 'after_try', 'catch'),
  ...group('statement', 'breakable', 'break'),
  ...group('statement', 'loop', 'continue'),
  ...group('statement', 'switch', 'case default'),
  ...group('value', 'instance', 'this'),
  ...group('value', null, 'nullptr true false'),
  ...group('value', 'function', 'new sizeof static_cast dynamic_cast const_cast reinterpret_cast co_await'),
  ...group('type', 'bases', 'public private protected virtual'),
  ...group('value', 'using', 'namespace'),
  ...group('value', 'function_head', 'const noexcept override final'),
  ...group('value', 'lambda_head', 'mutable noexcept'),
  ...group('value', 'class_head', 'final'),
  ...group('value', 'directive', 'include define ifdef ifndef if endif else elif pragma undef error'),
]
