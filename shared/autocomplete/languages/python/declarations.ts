import type { SyntaxNode } from '@lezer/common'
import type { Kind } from '../../completion.ts'
import { childOf, children, childrenNear, oneLine, textOf } from '../../nodes.ts'
import type { Source } from '../../source.ts'

/** What a name stands for, as far as its declaration says. */
export type Meaning =
  | { readonly how: 'value'; readonly value: SyntaxNode }
  /** One of what a loop goes over. */
  | { readonly how: 'item'; readonly of: SyntaxNode }
  | { readonly how: 'typed'; readonly type: SyntaxNode }
  | { readonly how: 'function'; readonly node: SyntaxNode }
  | { readonly how: 'class'; readonly node: SyntaxNode }
  /** A module, or what one offers. */
  | { readonly how: 'import'; readonly module: string; readonly name: string | null }
  /** The object, or the class, that a method belongs to. */
  | { readonly how: 'self'; readonly method: SyntaxNode }
  | { readonly how: 'unknown' }

export interface Declaration {
  readonly label: string
  readonly kind: Kind
  readonly at: number
  readonly detail: string
  readonly meaning: Meaning
}

/** Nodes that are looked at for the names of one block. */
const NODES_MOST = 6_000
const UNKNOWN: Meaning = { how: 'unknown' }

/** Statements whose blocks belong to the scope around them. */
const NESTED: ReadonlySet<string> = new Set([
  'IfStatement',
  'WhileStatement',
  'ForStatement',
  'WithStatement',
  'TryStatement',
  'MatchStatement',
  'MatchClause',
])

/** The statements of a block and of the blocks within it, near ones first, but not those of functions and classes in it. */
export function* statementsOf(block: SyntaxNode, position: number): Generator<SyntaxNode> {
  const waiting: SyntaxNode[] = [block]
  let left = NODES_MOST
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const child of childrenNear(at, position)) {
      if (--left < 0) return
      yield child
      if (!NESTED.has(child.name)) continue
      for (const inner of children(child)) if (/Body$/.test(inner.name)) waiting.push(inner)
    }
  }
}

/** The names that a block's statements declare. */
export function* declarationsIn(source: Source, block: SyntaxNode, position: number): Generator<Declaration> {
  for (const statement of statementsOf(block, position)) yield* declared(source, statement)
}

/** The names that one statement declares, but for those in its blocks. */
export function* declared(source: Source, statement: SyntaxNode): Generator<Declaration> {
  switch (statement.name) {
    case 'DecoratedStatement': {
      const inner = childOf(statement, 'FunctionDefinition', 'ClassDefinition')
      if (inner !== null) yield* declared(source, inner)
      return
    }
    case 'FunctionDefinition':
      yield* definition(source, statement, 'function', 'ParamList')
      return
    case 'ClassDefinition':
      yield* definition(source, statement, 'class', 'ArgList')
      return
    case 'TypeDefinition': {
      const name = childOf(statement, 'VariableName')
      if (name !== null) yield make(source, name, 'type', '', UNKNOWN)
      return
    }
    case 'AssignStatement':
      yield* assigned(source, statement)
      return
    case 'ForStatement':
      yield* loopNames(source, statement)
      return
    case 'WithStatement':
    case 'TryStatement':
      yield* namesAfterAs(source, statement)
      return
    case 'ImportStatement':
      yield* imported(source, statement)
      return
    case 'MatchClause':
      yield* captured(source, statement)
      return
    case 'IfStatement':
    case 'WhileStatement':
    case 'ExpressionStatement':
      yield* walrus(source, statement)
  }
}

function make(source: Source, node: SyntaxNode, kind: Kind, detail: string, meaning: Meaning): Declaration {
  return { label: textOf(source, node), kind, at: node.from, detail, meaning }
}

function* definition(
  source: Source,
  node: SyntaxNode,
  how: 'function' | 'class',
  list: string,
): Generator<Declaration> {
  const name = childOf(node, 'VariableName')
  if (name === null) return
  const params = childOf(node, list)
  const type = childOf(node, 'TypeDef')
  const answer = type === null || how === 'class' ? '' : ` -> ${oneLine(source, type).replace(/^->\s*/, '')}`
  yield make(source, name, how, (params === null ? '' : oneLine(source, params)) + answer, { how, node })
}

/** The names in a target: one, or several in brackets. */
function* targets(node: SyntaxNode): Generator<SyntaxNode> {
  const waiting = [node]
  for (let left = 200, at = waiting.pop(); at !== undefined && left > 0; at = waiting.pop(), left--) {
    if (at.name === 'VariableName') yield at
    else if (/^(Tuple|Array|Parenthesized)Expression$/.test(at.name)) waiting.push(...children(at))
  }
}

const variableKind = (label: string): Kind => (/^_?[A-Z][A-Z0-9_]+$/.test(label) ? 'constant' : 'variable')

function* variables(
  source: Source,
  node: SyntaxNode,
  detail: string,
  meaning: Meaning,
): Generator<Declaration> {
  for (const name of targets(node)) {
    const whole = name.from === node.from && name.to === node.to
    yield make(source, name, variableKind(textOf(source, name)), detail, whole ? meaning : UNKNOWN)
  }
}

function* assigned(source: Source, statement: SyntaxNode): Generator<Declaration> {
  const parts = [...children(statement)]
  const last = parts.map(({ name }) => name).lastIndexOf('AssignOp')
  const type = parts.find(({ name }) => name === 'TypeDef')
  const value = last < 0 ? undefined : parts[last + 1]
  const single = !parts.some(({ name }) => name === ',')
  let meaning: Meaning = UNKNOWN
  if (single && type !== undefined) meaning = { how: 'typed', type }
  else if (single && value !== undefined) meaning = { how: 'value', value }
  const detail = type === undefined ? '' : oneLine(source, type)
  for (const part of last < 0 ? parts : parts.slice(0, last)) yield* variables(source, part, detail, meaning)
}

/** The names between each `for` and its `in`: of a loop, or of a comprehension. */
export function* loopNames(source: Source, node: SyntaxNode): Generator<Declaration> {
  const parts = [...children(node)]
  for (let index = 0; index < parts.length; index++) {
    if (parts[index]?.name !== 'for') continue
    const end = parts.findIndex(({ name }, at) => at > index && name === 'in')
    const of = parts[end + 1]
    const names = parts.slice(index + 1, end < 0 ? undefined : end)
    const meaning: Meaning = end > 0 && of !== undefined && names.length === 1 ? { how: 'item', of } : UNKNOWN
    for (const name of names) yield* variables(source, name, '', meaning)
    if (end < 0) return
  }
}

function* namesAfterAs(source: Source, statement: SyntaxNode): Generator<Declaration> {
  const parts = [...children(statement)]
  for (const [index, part] of parts.entries()) {
    const value = parts[index - 1]
    const name = parts[index + 1]
    if (part.name !== 'as' || name === undefined || value === undefined) continue
    const meaning: Meaning = statement.name === 'WithStatement' ? { how: 'value', value } : UNKNOWN
    yield* variables(source, name, oneLine(source, value), meaning)
  }
}

function* imported(source: Source, statement: SyntaxNode): Generator<Declaration> {
  const text = textOf(source, statement, 4_000)
  const from = /^from\s+([\w.]+)\s+import\b/.exec(text)
  const start = from?.[0].length ?? /^import\b/.exec(text)?.[0].length
  if (start === undefined) return
  const item = /([\w.\u0080-\uffff]+)(?:\s+as\s+([\w\u0080-\uffff]+))?/g
  item.lastIndex = start
  for (const found of text.matchAll(item)) {
    const [, path = '', alias] = found
    const at = statement.from + found.index
    if (from !== null) {
      const [, module = ''] = from
      const meaning: Meaning = { how: 'import', module, name: path }
      const kind: Kind = /^[A-Z][A-Z0-9_]+$/.test(path)
        ? 'constant'
        : /^[A-Z]/.test(path)
          ? 'class'
          : 'variable'
      yield { label: alias ?? path, kind, at, detail: `from ${module}`, meaning }
    } else {
      const label = alias ?? path.split('.')[0] ?? path
      const module = alias === undefined ? label : path
      yield {
        label,
        kind: 'module',
        at,
        detail: alias === undefined ? '' : path,
        meaning: { how: 'import', module, name: null },
      }
    }
  }
}

/** Bounded walk for nodes of one type within a statement, its blocks left out. */
function* nodesWithin(statement: SyntaxNode, name: string): Generator<SyntaxNode> {
  const cursor = statement.cursor()
  let left = 400
  do {
    if (cursor.name === name) yield cursor.node
    const skip = cursor.name === 'Body' || cursor.name === 'LambdaExpression'
    if (!cursor.next(!skip) || cursor.from >= statement.to) return
  } while (left-- > 0)
}

function* walrus(source: Source, statement: SyntaxNode): Generator<Declaration> {
  for (const node of nodesWithin(statement, 'NamedExpression')) {
    const name = node.firstChild
    const value = node.lastChild
    if (name === null) continue
    yield* variables(source, name, '', value === null ? UNKNOWN : { how: 'value', value })
  }
}

function* captured(source: Source, clause: SyntaxNode): Generator<Declaration> {
  for (const node of nodesWithin(clause, 'CapturePattern')) yield make(source, node, 'variable', '', UNKNOWN)
  for (const node of nodesWithin(clause, 'AsPattern')) {
    const name = node.lastChild
    if (name?.name === 'VariableName') yield make(source, name, 'variable', '', UNKNOWN)
  }
}

/** The parameters of a function or a lambda. */
export function* parametersOf(source: Source, node: SyntaxNode): Generator<Declaration> {
  const list = childOf(node, 'ParamList')
  if (list === null) return
  const parts = [...children(list)]
  let first = true
  for (const [index, part] of parts.entries()) {
    if (part.name !== 'VariableName' || parts[index - 1]?.name === 'AssignOp') continue
    const next = parts[index + 1]
    const star = parts[index - 1]?.name ?? ''
    let meaning: Meaning = UNKNOWN
    if (first && methodClass(node) !== null) meaning = { how: 'self', method: node }
    else if (next?.name === 'TypeDef' && !star.startsWith('*')) meaning = { how: 'typed', type: next }
    else if (next?.name === 'AssignOp' && parts[index + 2] !== undefined) {
      meaning = { how: 'value', value: parts[index + 2] as SyntaxNode }
    }
    first = false
    const detail = next?.name === 'TypeDef' ? oneLine(source, next) : ''
    yield make(source, part, 'parameter', detail, meaning)
  }
}

/** The class that a function is a method of. */
export function methodClass(node: SyntaxNode): SyntaxNode | null {
  if (node.name !== 'FunctionDefinition') return null
  const outer = node.parent?.name === 'DecoratedStatement' ? node.parent : node
  const body = outer.parent
  return body?.name === 'Body' && body.parent?.name === 'ClassDefinition' ? body.parent : null
}

/** Whether a decorator of this name stands above a function. */
export function isDecorated(source: Source, node: SyntaxNode, name: string): boolean {
  const { parent } = node
  if (parent?.name !== 'DecoratedStatement') return false
  for (const child of children(parent)) {
    if (child.name === 'Decorator' && textOf(source, child).slice(1).trim().startsWith(name)) return true
  }
  return false
}
