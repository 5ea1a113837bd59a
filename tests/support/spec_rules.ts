import ts from 'typescript'
import { lineOf, parse } from './source_facts.ts'

const RULE_LINE = /^- \*\*([A-Z]{1,2}\d{1,3})\*\*/
/** `J1:`, `J1, J2:` or `J1 J2:` anywhere in a title, not in the middle of a word. */
const TITLE_IDS = /(?<![A-Za-z0-9])[A-Z]{1,2}\d{1,3}(?:,? [A-Z]{1,2}\d{1,3})*(?=:)/g

/** The identifiers of a specification's rules, in their order; one that is given twice stands twice. */
export function specRules(markdown: string): string[] {
  return markdown.split('\n').flatMap((line) => RULE_LINE.exec(line)?.[1] ?? [])
}

export interface TitleRule {
  readonly id: string
  /** `path:line` of the test. */
  readonly at: string
}

const CALLS = new Set(['test', 'it', 'describe', 'suite'])
/** A test that does not run covers nothing. */
const IDLE = new Set(['skip', 'todo', 'fails'])

/** The names in `test.skipIf(x).each(y)`, from the left; empty when the callee is built in another way. */
function calleeNames(node: ts.Expression): string[] {
  if (ts.isIdentifier(node)) return [node.text]
  if (ts.isPropertyAccessExpression(node)) return [...calleeNames(node.expression), node.name.text]
  if (ts.isCallExpression(node)) return calleeNames(node.expression)
  if (ts.isTaggedTemplateExpression(node)) return calleeNames(node.tag)
  return []
}

/** The literal text of a title; what is only known when it runs is left out. */
function titleText(node: ts.Expression): string {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map((span) => ` ${span.literal.text}`).join('')
  }
  if (ts.isBinaryExpression(node)) return `${titleText(node.left)} ${titleText(node.right)}`
  if (ts.isParenthesizedExpression(node)) return titleText(node.expression)
  return ''
}

/** Every rule that the titles of the tests, and of the groups of tests, in one source file name. */
export function titleRules(path: string, text: string): TitleRule[] {
  const source = parse(path, text)
  const found: TitleRule[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const [first, ...rest] = calleeNames(node.expression)
      const [title] = node.arguments
      if (title && first !== undefined && CALLS.has(first)) {
        if (rest.some((name) => IDLE.has(name))) return
        const ids = titleText(title).match(TITLE_IDS) ?? []
        const at = `${path}:${lineOf(source, node)}`
        found.push(...ids.flatMap((list) => list.split(/,? /).map((id) => ({ id, at }))))
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Every way in which a specification and the titles do not agree, as sentences. */
export function specFaults(markdown: string, titles: readonly TitleRule[]): string[] {
  const rules = specRules(markdown)
  const known = new Set(rules)
  const tested = new Set(titles.map(({ id }) => id))
  return [
    ...(rules.length === 0 ? ['the specification has no rules'] : []),
    ...rules.filter((id, at) => rules.indexOf(id) !== at).map((id) => `the rule ${id} stands there twice`),
    ...[...known].filter((id) => !tested.has(id)).map((id) => `no test names the rule ${id}`),
    ...titles.filter(({ id }) => !known.has(id)).map(({ id, at }) => `${at} names ${id}, which is no rule`),
  ]
}
