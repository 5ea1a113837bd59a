import { declarations } from '../braces/declarations.ts'
import type { Outline, Scope } from '../braces/outline.ts'
import { classAround } from '../braces/scene.ts'
import { is, wordAt } from '../braces/tokens.ts'
import { JAVA_SIGHT } from './sight.ts'

const MOST_CLASSES = 12
/** Where a member's modifiers are over for certain. */
const AFTER_MODIFIERS = ['(', '=', '{', ';']

/**
 * Where the private members of a class, and of those above it, are declared that cannot be named at the caret: all
 * classes within one outermost class may name each other's.
 */
export function hiddenMembers(outline: Outline, scope: Scope): ReadonlySet<number> {
  const hidden = new Set<number>()
  const around = classAround(outline, JAVA_SIGHT)
  const home = around && outermost(around)
  const done = new Set<Scope>()
  const queue: Scope[] = [scope]
  for (let next = queue.shift(); next && done.size < MOST_CLASSES; next = queue.shift()) {
    if (done.has(next)) continue
    done.add(next)
    if (outermost(next) !== home) hideIn(outline, next, hidden)
    for (const base of JAVA_SIGHT.basesOf(outline, next)) {
      const above = outline.classes.get(base)
      if (above) queue.push(above)
    }
  }
  return hidden
}

function outermost(scope: Scope): Scope {
  let outer = scope
  for (let next = scope.parent; next && next.kind !== 'top'; next = next.parent) outer = next
  return outer
}

function hideIn({ tokens }: Outline, scope: Scope, hidden: Set<number>): void {
  for (const item of scope.items) {
    let isPrivate = false
    for (let i = item.start; i < item.end && !AFTER_MODIFIERS.some((sign) => is(tokens, i, sign)); i++)
      isPrivate ||= wordAt(tokens, i) === 'private'
    if (!isPrivate) continue
    for (const { at } of declarations(tokens, item, scope, JAVA_SIGHT)) hidden.add(at)
  }
}
