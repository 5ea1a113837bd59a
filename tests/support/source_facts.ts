import ts from 'typescript'

/** Something in a source file and the line it is on, from 1. */
export interface Found {
  readonly what: string
  readonly line: number
}

/** One import in any of its forms. */
export interface Import {
  /** `null` when it is no literal text. */
  readonly specifier: string | null
  /** Nothing of it is left when the program runs. */
  readonly typeOnly: boolean
  readonly line: number
}

/** What the rules of the house need to know of one source file. */
export interface SourceFacts {
  readonly imports: readonly Import[]
  /** Uses of the clock, of randomness and of timers. */
  readonly impurities: readonly Found[]
  /** Uses of the type `any`. */
  readonly anys: readonly Found[]
  readonly lines: number
}

const IMPURE_NAMES = new Set([
  'crypto',
  'performance',
  'setImmediate',
  'setInterval',
  'setTimeout',
  'queueMicrotask',
  'requestAnimationFrame',
])

export function parse(path: string, text: string): ts.SourceFile {
  const kind = path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, kind)
}

export const lineOf = (source: ts.SourceFile, node: ts.Node): number =>
  source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1

/** The node that holds the specifier of an import in any of its forms, or null for any other node. */
function importedFrom(node: ts.Node): ts.Node | null {
  if (ts.isImportDeclaration(node)) return node.moduleSpecifier
  if (ts.isExportDeclaration(node)) return node.moduleSpecifier ?? null
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument
  if (ts.isExternalModuleReference(node)) return node.expression
  if (!ts.isCallExpression(node)) return null
  const { expression } = node
  const called = expression.kind === ts.SyntaxKind.ImportKeyword
  const required = ts.isIdentifier(expression) && expression.text === 'require'
  return called || required ? (node.arguments[0] ?? node) : null
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
  if (ts.isExportDeclaration(node)) return node.isTypeOnly
  return ts.isImportTypeNode(node)
}

/** The name of what makes this node depend on more than its input, or null. */
function impurity(node: ts.Node): string | null {
  if (!ts.isIdentifier(node)) return null
  if (IMPURE_NAMES.has(node.text)) return node.text
  const { parent } = node
  const property =
    ts.isPropertyAccessExpression(parent) && parent.expression === node ? parent.name.text : null
  if (node.text === 'Math' && isValue(node) && (property === null || property === 'random'))
    return 'Math.random'
  if (node.text === 'Date' && isValue(node)) {
    return ts.isNewExpression(parent) ? 'new Date' : property === null ? 'Date' : `Date.${property}`
  }
  return null
}

/** Whether a name stands for the global value: not for a type, a property or a key of ours. */
function isValue(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isTypeReferenceNode(parent) || ts.isQualifiedName(parent)) return false
  if (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) return parent.name !== node
  return true
}

export function sourceFacts(path: string, text: string): SourceFacts {
  const source = parse(path, text)
  const imports: Import[] = []
  const impurities: Found[] = []
  const anys: Found[] = []
  const visit = (node: ts.Node): void => {
    const from = importedFrom(node)
    if (from) {
      const specifier = ts.isStringLiteralLike(from) ? from.text : null
      imports.push({ specifier, typeOnly: isTypeOnly(node), line: lineOf(source, from) })
    }
    const impure = impurity(node)
    if (impure) impurities.push({ what: impure, line: lineOf(source, node) })
    if (node.kind === ts.SyntaxKind.AnyKeyword) anys.push({ what: 'any', line: lineOf(source, node) })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return { imports, impurities, anys, lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0) }
}
