import type { SyntaxNode } from '@lezer/common'
import { ancestors, textOf } from '../../nodes.ts'
import type { Place } from '../../place.ts'
import type { Source } from '../../source.ts'
import { isWordUnit } from '../../words.ts'
import { parametersAt } from './calls.ts'
import { importPlace } from './imports.ts'
import { type Surroundings, surroundings } from './surroundings.ts'

const WORD_MOST = 200
const NOTHING: Place = { kind: 'nothing' }

/** Words after which an expression begins rather than goes on. */
const BEFORE_VALUE: ReadonlySet<string> = new Set(
  'return in and or not if else elif while yield await lambda is import from assert del raise with for global nonlocal except async def class'.split(
    ' ',
  ),
)

/** Whether no code can be written here: in a string, but not in a formatted string's braces, or in a comment. */
function isText(source: Source, position: number): boolean {
  for (const node of ancestors(source.tree.resolveInner(position, -1))) {
    if (node.name === 'Comment') return position > node.from
    if (position <= node.from) continue
    if (node.name === 'FormatReplacement') {
      if (position < node.to || node.lastChild?.name !== '}') return false
    } else if (node.name === 'FormatSpec' || node.name === 'FormatConversion') return true
    else if (node.name === 'String' || node.name === 'FormatString') {
      if (position < node.to || !isClosed(source, node)) return true
    }
  }
  return false
}

function isClosed(source: Source, node: SyntaxNode): boolean {
  const [opening = '', quote = ''] = /^[a-z]*("""|'''|"|')/i.exec(textOf(source, node, 10)) ?? []
  const ending = source.slice(Math.max(node.from, node.to - quote.length), node.to)
  return quote !== '' && ending === quote && node.to - node.from >= opening.length + quote.length
}

/** What may be written at the position. */
export function placeAt(source: Source, position: number): Place {
  if (isText(source, position)) return NOTHING
  const head = source.slice(Math.max(0, position - WORD_MOST), position)
  let length = 0
  while (length < head.length && isWordUnit(head.charAt(head.length - 1 - length))) length += 1
  const from = position - length
  if (/^\d/.test(source.slice(from, from + 1)) && from < position) return NOTHING
  const where = surroundings(source, from)
  const { line } = where
  const imported = importPlace(source, where, position)
  if (imported !== null) return imported
  if (/\.\s*$/.test(line)) return memberPlace(source, from)
  if (/(^|\s)(def|class)\s+$|\bas\s+$/.test(line)) return NOTHING
  if (/\basync\s+$/.test(line)) return only(from, 'async')
  return loopPlace(where) ?? parameterPlace(where) ?? namePlace(source, where)
}

const only = (from: number, ...within: readonly string[]): Place => ({
  kind: 'name',
  from,
  wants: 'value',
  statement: false,
  within: new Set(within),
  parameters: [],
  only: 'keywords',
})

/** Nodes that a dot can follow as a whole. */
const RECEIVERS: ReadonlySet<string> = new Set([
  'ArgList',
  'ArrayComprehensionExpression',
  'ArrayExpression',
  'CallExpression',
  'ComprehensionExpression',
  'ContinuedString',
  'DictionaryComprehensionExpression',
  'DictionaryExpression',
  'FormatString',
  'MemberExpression',
  'ParenthesizedExpression',
  'SetComprehensionExpression',
  'SetExpression',
  'TupleExpression',
])

function memberPlace(source: Source, from: number): Place {
  const head = source.slice(Math.max(0, from - 2 * WORD_MOST), from).trimEnd()
  const before = head.slice(0, -1).trimEnd()
  const to = from - (source.slice(Math.max(0, from - 2 * WORD_MOST), from).length - before.length)
  if (before === '' || before.endsWith('.')) return NOTHING
  let node = source.tree.resolveInner(to, -1)
  if (node.name === 'Number') return NOTHING
  while (node.parent !== null && node.parent.to === to && RECEIVERS.has(node.parent.name)) node = node.parent
  return { kind: 'member', from, receiver: { from: node.from, to }, sign: '.' }
}

/** Where a loop's variables are named, or right behind them. */
function loopPlace({ from, line }: Surroundings): Place | null {
  const [, targets] = /(?:^|[^\w.])for\s+([\w\s,()*]*)$/.exec(line) ?? []
  if (targets === undefined || /\bin\s/.test(targets)) return null
  return /(^|[,(*])\s*$/.test(targets) ? NOTHING : only(from, 'for')
}

/** Where parameters are named; their types and values are places like others. */
function parameterPlace({ line, bracket, around }: Surroundings): Place | null {
  const [, lambda] = /\blambda\b([^:]*)$/.exec(line) ?? []
  if (lambda !== undefined) return /=\s*[^,]*$/.test(lambda) ? null : NOTHING
  if (bracket?.name !== 'ParamList' && bracket?.name !== 'TypeParamList') return null
  const inside = around.slice(0, around.indexOf(bracket))
  if (inside.some(({ name }) => name === 'TypeDef')) return null
  return /[:=]\s*$|=[^,]*$/.test(line) ? null : NOTHING
}

/** Whether a type is written here: behind the colon of a name, behind an arrow, among a class's bases. */
function wantsType({ line, bracket, around }: Surroundings): boolean {
  if (/->\s*$/.test(line) || /^\s*except\*?(\s+|\s*\([^)]*)$/.test(line)) return true
  if (bracket?.name === 'ArgList' && bracket.parent?.name === 'ClassDefinition') return !/=\s*$/.test(line)
  for (const { name } of around) {
    if (name === 'TypeDef') return !/=\s*$/.test(line)
    if (/Statement$|^Body$|^ParamList$|^ArgList$/.test(name)) return false
  }
  return false
}

/** Whether the token before is a value, so that no other one can follow. */
function followsValue(source: Source, { anchor, from, bracket, line }: Surroundings): boolean {
  if (bracket === null && line.trim() === '') return false
  const before = source.slice(Math.max(0, anchor - WORD_MOST), anchor)
  if (/["')\]}]$/.test(before)) return true
  const word = /[\w\u0080-\uffff]+$/.exec(before)?.[0]
  if (word === undefined || anchor === from) return false
  if (/^\s*(match|case)\s+$/.test(line)) return false
  return !BEFORE_VALUE.has(word)
}

/** What is around, from inside to outside, up to the nearest function or class. */
function withinOf({ around }: Surroundings): Set<string> {
  const within = new Set<string>()
  for (const node of around) {
    const { name } = node
    if (name === 'ForStatement' || name === 'WhileStatement') within.add('loop')
    else if (name === 'MatchStatement') within.add('match')
    else if (name === 'FunctionDefinition') {
      within.add('function')
      if (node.firstChild?.name === 'async') within.add('async')
      return within
    } else if (name === 'ClassDefinition') return within.add('class')
  }
  return within
}

const EXCEPTIONS = /(?:Error|Exception|ExceptionGroup|Interrupt|Exit)$/
const DECORATORS =
  /^(?:property|staticmethod|classmethod|dataclass|abstractmethod|cache|lru_cache|cached_property|contextmanager|wraps|overload|override|fixture)$/

function likelyIn(line: string): { readonly likely?: RegExp } {
  if (/^\s*(raise\s|except\b)/.test(line)) return { likely: EXCEPTIONS }
  return /^\s*@\s*$/.test(line) ? { likely: DECORATORS } : {}
}

function namePlace(source: Source, where: Surroundings): Place {
  const { from, line, bracket, anchor, around } = where
  const within = withinOf(where)
  const type = wantsType(where)
  if (followsValue(source, where)) {
    within.add('operator')
    if (bracket !== null) within.add('brackets')
    if (/^\s*(async\s+)?(with|except|case)\b/.test(line)) within.add('as')
    if (/^\s*raise\b/.test(line)) within.add('raise')
    return {
      kind: 'name',
      from,
      wants: type ? 'type' : 'value',
      statement: false,
      within,
      parameters: [],
      only: 'keywords',
    }
  }
  const last = around[0]
  const afterColon =
    last?.name === ':' && last.to === anchor && /^(Match)?Body$/.test(last.parent?.name ?? '')
  const statement = bracket === null && (line.trim() === '' || afterColon || /;\s*$/.test(line))
  return {
    kind: 'name',
    from,
    wants: type ? 'type' : 'value',
    statement: statement && !type,
    within,
    parameters: parametersAt(source, where),
    ...likelyIn(line),
  }
}
