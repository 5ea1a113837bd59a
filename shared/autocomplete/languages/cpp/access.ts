import { declarations } from '../braces/declarations.ts'
import type { Outline, Scope } from '../braces/outline.ts'
import { classAround } from '../braces/scene.ts'
import { is, wordAt } from '../braces/tokens.ts'
import { CPP_SIGHT } from './sight.ts'

const MOST_CLASSES = 12

/** Where the members of a class, and of those above it, are declared that cannot be named at the caret. */
export function hiddenMembers(outline: Outline, scope: Scope): ReadonlySet<number> {
  const hidden = new Set<number>()
  const around = classAround(outline, CPP_SIGHT)
  const done = new Set<Scope>()
  const queue: Scope[] = [scope]
  for (let next = queue.shift(); next && done.size < MOST_CLASSES; next = queue.shift()) {
    if (done.has(next)) continue
    done.add(next)
    if (next !== around) hideIn(outline, next, around !== null && done.has(around), hidden)
    for (const base of CPP_SIGHT.basesOf(outline, next)) {
      const above = outline.classes.get(base)
      if (above) queue.push(above)
    }
  }
  return hidden
}

/** `inherited`: the caret is in a class below this one, which may name what is protected. */
function hideIn(outline: Outline, scope: Scope, inherited: boolean, hidden: Set<number>): void {
  const { tokens } = outline
  let access = 'public'
  for (let i = scope.head[0]; i < scope.head[1]; i++) {
    if (is(tokens, i, 'class')) access = 'private'
    else if (is(tokens, i, 'struct') || is(tokens, i, ':')) break
  }
  for (const item of scope.items) {
    const label = is(tokens, item.start - 1, ':') ? wordAt(tokens, item.start - 2) : ''
    if (label === 'public' || label === 'private' || label === 'protected') access = label
    if (access === 'public' || (access === 'protected' && inherited)) continue
    for (const { at } of declarations(tokens, item, scope, CPP_SIGHT)) hidden.add(at)
  }
}
