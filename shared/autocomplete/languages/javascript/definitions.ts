import type { SyntaxNode } from '@lezer/common'
import type { Source } from '../../source.ts'
import { FUNCTIONS } from './place_within.ts'
import { ancestorsOf, type Budget, childrenOf, enclosing } from './syntax.ts'

/** Where a name is declared. */
export interface Definition {
  /** The name itself. */
  readonly name: SyntaxNode
  /** The declaration that it is part of: a statement, a parameter list, a class, a clause. */
  readonly declaration: SyntaxNode
  /** Scopes between the place and the declaration. */
  readonly depth: number
}

const NAMES = new Set(['VariableDefinition', 'TypeDefinition'])
const BLOCKS = new Set(['Script', 'Block', 'SwitchBody'])
const DECLARATIONS = new Set([
  'FunctionDeclaration',
  'AmbientFunctionDeclaration',
  'ClassDeclaration',
  'TypeAliasDeclaration',
  'InterfaceDeclaration',
  'EnumDeclaration',
  'NamespaceDeclaration',
])
const COMPOUND =
  /^(?:IfStatement|ForStatement|WhileStatement|DoStatement|TryStatement|CatchClause|FinallyClause|SwitchStatement|SwitchBody|LabeledStatement|Block)$/
/** The most levels of a pattern, and of blocks that are searched for `var`. */
const LEVELS = 12

/** The definitions that are visible at a position, the nearest scope first. */
export function* definitionsAt(source: Source, position: number, budget: Budget): Generator<Definition> {
  let depth = 0
  let inner: SyntaxNode | null = null
  /** Outside of the function around the place everything has been declared by the time it runs. */
  let later = false
  for (const scope of ancestorsOf(enclosing(source, position))) {
    if (!budget.spend()) return
    const isFunction = FUNCTIONS.has(scope.name) || scope.name === 'Property' || scope.name === 'MethodType'
    const found = BLOCKS.has(scope.name)
      ? inBlock(scope, inner, later ? Number.POSITIVE_INFINITY : position, depth, budget)
      : inHead(scope, isFunction, position, depth, budget)
    let any = BLOCKS.has(scope.name)
    for (const definition of found) {
      any = true
      yield definition
    }
    if (any) depth++
    if (isFunction && FUNCTIONS.has(scope.name)) later = true
    inner = scope
  }
}

/** What the statements of a block declare: those nearest to the place first, forward of it what is hoisted. */
function* inBlock(
  block: SyntaxNode,
  inner: SyntaxNode | null,
  position: number,
  depth: number,
  budget: Budget,
): Generator<Definition> {
  const before = inner ?? (Number.isFinite(position) ? block.childBefore(position) : null) ?? block.lastChild
  const isOuter = block.name === 'Script' || FUNCTIONS.has(block.parent?.name ?? '')
  const visit = (node: SyntaxNode) => inStatement(node, position, depth, isOuter, budget)
  for (let node = before; node !== null && budget.spend(); node = node.prevSibling) yield* visit(node)
  for (let node = before?.nextSibling ?? null; node !== null && budget.spend(); node = node.nextSibling)
    yield* visit(node)
}

function* inStatement(
  node: SyntaxNode,
  position: number,
  depth: number,
  isOuter: boolean,
  budget: Budget,
): Generator<Definition> {
  if (node.name === 'VariableDeclaration') {
    yield* variables(node, position, depth, budget)
  } else if (DECLARATIONS.has(node.name)) {
    if (node.name === 'ClassDeclaration' && node.from > position) return
    yield* direct(node, depth, budget)
  } else if (node.name === 'ImportDeclaration') {
    yield* direct(node, depth, budget)
    for (const group of childrenOf(node, budget))
      if (group.name === 'ImportGroup')
        for (const name of childrenOf(group, budget))
          if (NAMES.has(name.name)) yield { name, declaration: node, depth }
  } else if (node.name === 'ExportDeclaration' || node.name === 'AmbientDeclaration') {
    for (const child of childrenOf(node, budget)) yield* inStatement(child, position, depth, false, budget)
  } else if (isOuter && COMPOUND.test(node.name)) yield* hoisted(node, depth, budget, LEVELS)
}

function* direct(declaration: SyntaxNode, depth: number, budget: Budget): Generator<Definition> {
  for (const name of childrenOf(declaration, budget))
    if (NAMES.has(name.name)) yield { name, declaration, depth }
    else if (name.name === 'ParamList' || name.name === 'ClassBody') return
}

/** `let` and `const` count from the end of what they are set to; `var` from anywhere. */
function* variables(
  node: SyntaxNode,
  position: number,
  depth: number,
  budget: Budget,
): Generator<Definition> {
  const isVar = node.firstChild?.name === 'var'
  let open: SyntaxNode[] = []
  for (const child of childrenOf(node, budget)) {
    if (!isVar && child.from > position) return
    if (child.name === ',') {
      yield* patterns(open, node, depth, budget)
      open = []
    } else open.push(child)
  }
  if (isVar || node.to < position || !Number.isFinite(position)) yield* patterns(open, node, depth, budget)
}

function* patterns(
  nodes: readonly SyntaxNode[],
  declaration: SyntaxNode,
  depth: number,
  budget: Budget,
): Generator<Definition> {
  for (const node of nodes) yield* pattern(node, declaration, depth, budget, LEVELS)
}

/** The names of a pattern: one alone, or those that it takes apart. */
function* pattern(
  node: SyntaxNode,
  declaration: SyntaxNode,
  depth: number,
  budget: Budget,
  levels: number,
): Generator<Definition> {
  if (NAMES.has(node.name)) yield { name: node, declaration, depth }
  else if (levels > 0 && /^(?:ArrayPattern|ObjectPattern|PatternProperty)$/.test(node.name)) {
    if (
      node.name === 'PatternProperty' &&
      node.firstChild?.name === 'PropertyName' &&
      node.lastChild === node.firstChild
    )
      yield { name: node.firstChild, declaration, depth }
    for (const child of childrenOf(node, budget))
      yield* pattern(child, declaration, depth, budget, levels - 1)
  }
}

/** The `var`s of blocks that are no functions. */
function* hoisted(node: SyntaxNode, depth: number, budget: Budget, levels: number): Generator<Definition> {
  if (levels === 0) return
  for (const child of childrenOf(node, budget)) {
    if (child.name === 'VariableDeclaration') {
      if (child.firstChild?.name === 'var') yield* variables(child, Number.POSITIVE_INFINITY, depth, budget)
    } else if (COMPOUND.test(child.name)) yield* hoisted(child, depth, budget, levels - 1)
    else if (/^For(?:In|Of)?Spec$/.test(child.name) && childIs(child, 'var', budget))
      for (const each of childrenOf(child, budget)) yield* pattern(each, child, depth, budget, LEVELS)
  }
}

function childIs(node: SyntaxNode, name: string, budget: Budget): boolean {
  for (const child of childrenOf(node, budget)) if (child.name === name) return true
  return false
}

/** What the head of a construct declares for what is in it: parameters, bindings, its own name. */
function* inHead(
  scope: SyntaxNode,
  isFunction: boolean,
  position: number,
  depth: number,
  budget: Budget,
): Generator<Definition> {
  if (isFunction) {
    for (const child of childrenOf(scope, budget)) {
      if (child.name === 'ParamList' || child.name === 'TypeParamList')
        yield* inList(child, depth, position, budget)
      else if (child.name === 'VariableDefinition' && scope.name === 'FunctionExpression')
        yield { name: child, declaration: scope, depth }
    }
  } else if (scope.name === 'ForStatement') {
    for (const spec of childrenOf(scope, budget))
      if (/^For(?:In|Of)?Spec$/.test(spec.name))
        for (const child of childrenOf(spec, budget))
          if (child.name === 'VariableDeclaration') yield* variables(child, position, depth, budget)
          else yield* pattern(child, spec, depth, budget, LEVELS)
  } else if (scope.name === 'CatchClause') {
    for (const child of childrenOf(scope, budget)) yield* pattern(child, scope, depth, budget, LEVELS)
  } else if (/^(?:Class|Interface|TypeAlias|FunctionSignature|MethodType|CallSignature)/.test(scope.name)) {
    for (const child of childrenOf(scope, budget)) {
      if (child.name === 'TypeParamList') yield* inList(child, depth, position, budget)
      else if (child.name === 'VariableDefinition' && scope.name === 'ClassExpression')
        yield { name: child, declaration: scope, depth }
    }
  }
}

/** Parameters; while one's own default value is written, those before it. */
function* inList(list: SyntaxNode, depth: number, position: number, budget: Budget): Generator<Definition> {
  let open: SyntaxNode[] = []
  for (const child of childrenOf(list, budget)) {
    if (child.name === ',') {
      yield* patterns(open, list, depth, budget)
      open = []
    } else if (child.from <= position) open.push(child)
  }
  const isInside = position > list.from && position <= list.to - 1
  if (!isInside || list.name === 'TypeParamList') yield* patterns(open, list, depth, budget)
}
