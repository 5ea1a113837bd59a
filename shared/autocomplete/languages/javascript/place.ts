import type { SyntaxNode } from '@lezer/common'
import type { Place } from '../../place.ts'
import type { Source } from '../../source.ts'
import { memberPlace } from './place_member.ts'
import { namedModule, patternPlace } from './place_pattern.ts'
import { quotedPlace } from './place_quoted.ts'
import { withinOf } from './place_within.ts'
import { followingPlace, memberWordPlace } from './place_words.ts'
import { ancestorsOf, enclosing, isWord, type TokenBefore, tokenBefore, wordStart } from './syntax.ts'

const NOTHING: Place = { kind: 'nothing' }

/** After these a value is written, a type, a new name; they are keywords at the place only if the tree has them as such. */
const NEW_NAME = /^(?:function|class|const|let|var|interface|enum|namespace|module|infer|break|continue)$/
const TYPE_NEXT = /^(?:implements|satisfies|keyof|unique|is)$/
const VALUE_NEXT =
  /^(?:return|throw|case|new|typeof|await|yield|in|of|instanceof|void|delete|extends|default|import)$/
const STATEMENT_NEXT = /^(?:else|do|try|finally|export|declare|abstract)$/
const STATEMENTS = new Set([
  'Script',
  'Block',
  'SwitchBody',
  'IfStatement',
  'ForStatement',
  'WhileStatement',
  'DoStatement',
  'WithStatement',
  'LabeledStatement',
  'TryStatement',
  'ExportDeclaration',
  'AmbientDeclaration',
  'NamespaceDeclaration',
])
const TYPES =
  /^(?:TypeAnnotation|TypePredicate|UnionType|IntersectionType|TypeArgList|ParenthesizedType|TupleType|ReadonlyType|KeyofType|ConditionalType|PrefixCast|ArrayType|NewSignature)$/
/** Braces and parentheses that hold statements or belong to one: after them comes a statement. */
const HEADS = new Set(['ForStatement', 'WhileStatement', 'IfStatement', 'WithStatement', 'DoStatement'])

/** Where in the text the caret stands; `typed` for TypeScript. */
export function placeAt(source: Source, position: number, typed: boolean): Place {
  const quoted = quotedPlace(source, position)
  if (quoted !== null) return quoted
  const from = wordStart(source, position)
  const word = source.slice(from, position)
  if (/^\d/.test(word)) return NOTHING
  const before = tokenBefore(source, from)
  if (before?.text === '.' || before?.text === '?.') return memberPlace(source, from, before)
  if (before?.text === '#' && before.end === from) return privatePlace(source, from)
  const token = word === '' ? null : tokenAt(source, from)
  if (typed && token?.name === 'VariableDefinition' && before?.text === ',' && isTypeArgument(source, from))
    return namePlace(source, token, from, 'type', false)
  const known = token === null ? null : tokenPlace(source, token, from, word, typed)
  if (known !== null) return known
  return afterToken({ source, position, from, word, token, before, typed })
}

/** The token that begins at the word; null when the tree sees the text otherwise. */
function tokenAt(source: Source, from: number): SyntaxNode | null {
  const node = source.tree.resolveInner(from, 1)
  return node.from === from && node.firstChild === null ? node : null
}

/** `#name` after a dot is a member; anywhere else it is a new name or a test with `in`. */
function privatePlace(source: Source, from: number): Place {
  const before = tokenBefore(source, from - 1)
  return before?.text === '.' || before?.text === '?.' ? memberPlace(source, from - 1, before) : NOTHING
}

/** What the word's own token says of the place; null when what stands before decides. */
function tokenPlace(
  source: Source,
  token: SyntaxNode,
  from: number,
  word: string,
  typed: boolean,
): Place | null {
  const parent = token.parent
  const inside = parent?.name ?? ''
  switch (token.name) {
    case 'VariableDefinition':
    case 'PropertyName':
      if (inside === 'ImportGroup' && parent?.parent) return importPlace(source, parent.parent, from)
      if (inside === 'PatternProperty') return inPattern(source, token, from)
      if (inside === 'ParamList' && tokenBefore(source, from)?.text === 'async') return null
      return NOTHING
    case 'VariableName':
      if (inside === 'ImportGroup' && parent?.parent) return importPlace(source, parent.parent, from)
      if (inside === 'ExportGroup' && parent?.parent) return exportPlace(source, parent.parent, token, from)
      return null
    case 'PropertyDefinition':
      return parent?.parent?.name === 'ClassBody' ? memberWordPlace(from, word, typed) : NOTHING
    case 'TypeDefinition':
    case 'Label':
    case 'PrivatePropertyDefinition':
      return NOTHING
    case 'TypeName':
      return namePlace(source, token, from, 'type', false)
    case 'JSXIdentifier':
    case 'JSXLowerIdentifier':
      return tagPlace(source, token, from)
    default:
      return null
  }
}

/** A property of a pattern: the first name of it only, `{ name: new }`. */
function inPattern(source: Source, token: SyntaxNode, from: number): Place {
  const property = token.parent
  const first = property?.firstChild
  const pattern = property?.parent
  if (!pattern || first?.from !== token.from) return NOTHING
  return patternPlace(source, pattern, from)
}

function importPlace(source: Source, declaration: SyntaxNode, from: number): Place {
  const before = tokenBefore(source, from)
  if (before?.text === 'as') return NOTHING
  return { kind: 'import', from, module: namedModule(source, declaration, from) }
}

function exportPlace(source: Source, declaration: SyntaxNode, token: SyntaxNode, from: number): Place {
  if (tokenBefore(source, from)?.text === 'as') return NOTHING
  const module = namedModule(source, declaration, from)
  return module === '' ? namePlace(source, token, from, 'value', false) : { kind: 'import', from, module }
}

/** The name of an element in JSX; attributes and closing tags are nothing. */
function tagPlace(source: Source, token: SyntaxNode, from: number): Place {
  for (const node of ancestorsOf(token)) {
    if (node.name === 'JSXAttribute' || node.name === 'JSXCloseTag') return NOTHING
    if (node.name === 'JSXOpenTag' || node.name === 'JSXSelfClosingTag') break
  }
  return namePlace(source, token, from, 'value', false, 'tag')
}

/** A place for names, with what it stands in. */
function namePlace(
  source: Source,
  node: SyntaxNode,
  from: number,
  wants: 'value' | 'type',
  statement: boolean,
  ...more: readonly string[]
): Place {
  const within = withinOf(source, node, from)
  for (const each of more) within.add(each)
  return { kind: 'name', from, wants, statement, within, parameters: [] }
}

interface Asked {
  readonly source: Source
  readonly position: number
  readonly from: number
  readonly word: string
  readonly token: SyntaxNode | null
  readonly before: TokenBefore | null
  readonly typed: boolean
}

/** The place by what stands before it. */
function afterToken(asked: Asked): Place {
  const { source, position, from, word, token, before, typed } = asked
  const around = token ?? enclosing(source, position)
  const value = () => namePlace(source, around, from, 'value', false)
  const type = () => namePlace(source, around, from, typed ? 'type' : 'value', false)
  if (before === null) return namePlace(source, around, from, 'value', true, 'top')
  const { node, text } = before
  const parent = node.parent?.name ?? ''
  if (isWord(text.charAt(0))) {
    const keyword = node.name === text || node.name === 'Privacy'
    if (keyword && NEW_NAME.test(text) && !before.newline) return NOTHING
    if (text === 'as' && keyword) return /^(?:Import|Export)/.test(parent) ? NOTHING : type()
    if (keyword && (TYPE_NEXT.test(text) || (TYPES.test(parent) && typed))) return type()
    if (text === 'extends' && keyword && !/^Class/.test(parent)) return type()
    if (text === 'import' && parent === 'ImportDeclaration') return NOTHING
    if (keyword && VALUE_NEXT.test(text) && !(before.newline && text === 'return')) return value()
    if (keyword && STATEMENT_NEXT.test(text)) return statementPlace(asked, around)
  }
  switch (text) {
    case '{':
    case ',': {
      const list = listPlace(asked, around, parent, node)
      if (list !== null) return list
      break
    }
    case '(':
      if (parent === 'CatchClause' || parent === 'ParamList') return NOTHING
      return TYPES.test(parent) ? type() : value()
    case '*':
      if (/^(?:Import|Export)/.test(parent)) return followingPlace(from, word, before)
      if (/^(?:Function|Method|Property)/.test(parent)) return NOTHING
      return value()
    case ':':
      if (TYPES.test(parent)) return type()
      if (parent === 'PatternProperty') return NOTHING
      return parent === 'CaseLabel' || parent === 'DefaultLabel' || parent === 'LabeledStatement'
        ? statementPlace(asked, around)
        : value()
    case '=>':
      return parent === 'FunctionSignature' || parent === 'NewSignature' ? type() : value()
    case '=':
      return parent === 'TypeAliasDeclaration' || parent === 'TypeParamList' ? type() : value()
    case '<':
      if (parent === 'TypeParamList') return NOTHING
      if (node.name === 'JSXStartTag') return namePlace(source, around, from, 'value', false, 'tag')
      break
    case '@':
      return value()
    case ';':
      if (parent === 'ForSpec') return value()
      break
  }
  if (typed && isTypeArgument(source, from)) return type()
  if (TYPES.test(parent) && /^[|&?[]$/.test(text)) return type()
  const statement = isStatement(before, around, from, token)
  if (statement) return statementPlace(asked, around)
  if (
    endsOperand(before) &&
    !(before.newline && word !== '' && token?.parent?.name === 'ExpressionStatement')
  )
    return around.name === 'ClassBody' || around.name === 'ObjectType'
      ? NOTHING
      : followingPlace(from, word, before)
  if (around.name.startsWith('JSX') && around.name !== 'JSXEscape') return NOTHING
  return value()
}

/** After a brace or a comma of something that lists names. */
function listPlace(asked: Asked, around: SyntaxNode, parent: string, node: SyntaxNode): Place | null {
  const { source, from, word, typed } = asked
  switch (parent) {
    case 'ImportGroup':
      return node.parent?.parent ? importPlace(source, node.parent.parent, from) : NOTHING
    case 'ObjectPattern':
      return node.parent ? patternPlace(source, node.parent, from) : NOTHING
    case 'ClassBody':
      return memberWordPlace(from, word, typed)
    case 'ObjectExpression':
    case 'ObjectType':
    case 'EnumBody':
    case 'ParamList':
    case 'TypeParamList':
    case 'VariableDeclaration':
    case 'ArrayPattern':
    case 'ImportDeclaration':
      return NOTHING
    case 'TypeArgList':
    case 'TupleType':
    case 'InterfaceDeclaration':
    case 'ClassDeclaration':
      return namePlace(source, around, from, 'type', false)
    default:
      return null
  }
}

/** Whether a statement begins at the place. */
function isStatement(
  before: TokenBefore,
  around: SyntaxNode,
  from: number,
  token: SyntaxNode | null,
): boolean {
  let container: SyntaxNode | null = around
  if (token !== null)
    while (container !== null && container.from >= from && container.name !== 'Script')
      container = container.parent
  if (container === null || !STATEMENTS.has(container.name)) return false
  if (before.newline || !endsOperand(before))
    return before.text === ';' || /[{}]/.test(before.text) || ends(before)
  return false
}

/** The token ends a statement or the head of one, or a complete operand at the end of a line. */
function ends(before: TokenBefore): boolean {
  if (before.text === ')' && isHead(before.node)) return true
  return before.newline && endsOperand(before)
}

/** The closing parenthesis of `if (…)`, `for (…)` and their like. */
function isHead(node: SyntaxNode): boolean {
  const list = node.parent
  return (
    list !== null &&
    (/^For(?:In|Of)?Spec$/.test(list.name) ||
      (list.name === 'ParenthesizedExpression' && HEADS.has(list.parent?.name ?? '')))
  )
}

/** The token ends something that has a value or a name, so that on the same line only an operator can follow. */
function endsOperand({ node, text }: TokenBefore): boolean {
  const first = text.charAt(0)
  if (first === ')') return !isHead(node)
  if (first === ']' || first === '"' || first === "'" || first === '`') return true
  if (text === '++' || text === '--') return node.parent?.name === 'PostfixExpression'
  if (first === '}') {
    const owner = node.parent
    if (owner?.name === 'Block')
      return /^(?:ArrowFunction|FunctionExpression)$/.test(owner.parent?.name ?? '')
    return (
      owner !== null &&
      /^(?:Object|Import|Export|TemplateString)/.test(owner.name) &&
      owner.parent?.name !== 'InterfaceDeclaration'
    )
  }
  if (first === '>') return node.parent?.name === 'TypeArgList' || node.parent?.name === 'TypeParamList'
  if (!isWord(first)) return node.name === 'RegExp'
  return node.name !== text || /^(?:this|null|super|async|type|break|continue|return|debugger)$/.test(text)
}

/** A statement, with what may go on the one before: `else`, `catch`, `while`. */
function statementPlace({ source, from, before }: Asked, around: SyntaxNode): Place {
  const more: string[] = []
  const block = before?.text === '}' ? before.node.parent : null
  const owner = block?.parent
  if (owner?.name === 'IfStatement') more.push('if')
  if (owner?.name === 'TryStatement') more.push('try')
  if (owner?.name === 'CatchClause') more.push('try')
  if (owner?.name === 'DoStatement') more.push('do')
  if (before?.text === 'export') more.push('export')
  const place = namePlace(source, around, from, 'value', true, ...more)
  if (place.kind === 'name' && place.within.has('module') && isTop(around, from))
    return { ...place, within: new Set([...place.within, 'top']) }
  return place
}

/** Directly in the text or in a namespace, where imports and exports stand. */
function isTop(around: SyntaxNode, from: number): boolean {
  for (const node of ancestorsOf(around)) {
    if (node.name === 'Script' || node.name === 'ExportDeclaration') return true
    if (node.name === 'Block' && node.from < from) return node.parent?.name === 'NamespaceDeclaration'
  }
  return false
}

/** After `Name<` or `Name<A, ` without a space before the sign: the tree takes it for "less than" until it is closed. */
function isTypeArgument(source: Source, from: number): boolean {
  const text = source.slice(Math.max(0, from - 160), from)
  let depth = 0
  for (let at = text.length - 1; at > 0; at--) {
    const char = text.charAt(at)
    if (char === '>') depth++
    else if (char === '<' && depth > 0) depth--
    else if (char === '<') return isWord(text.charAt(at - 1))
    else if (!isWord(char) && !/[\s,.|&[\]]/.test(char)) return false
    else if (char === '\n') return false
  }
  return false
}
