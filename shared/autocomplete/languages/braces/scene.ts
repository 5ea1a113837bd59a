import type { Source } from '../../source.ts'
import { closing } from './brackets.ts'
import { type Declared, declarations, declared, parametersIn } from './declarations.ts'
import { type Frame, type Item, isClassLike, type Outline, outlineOf, type Scope } from './outline.ts'
import type { Speech } from './speech.ts'
import { is, kindAt, type Leap, startOf, tokenize, WORD } from './tokens.ts'

/** A declared name and how many scopes lie between the place and it. */
export interface Seen {
  readonly name: Declared
  readonly depth: number
}

/** What a language adds to the search for names. */
export interface Sight extends Speech {
  /** Names declared by a head (a loop's, a lambda's, a pattern's) in tokens [from, to) that are valid after them. */
  headNames(outline: Outline, from: number, to: number, inner: Scope | null): readonly Declared[]
  /** The names of the classes above this one, as written. */
  basesOf(outline: Outline, scope: Scope): readonly string[]
  /** The class whose member a function is that is defined outside of it; empty when it is none. */
  ownerOf(scope: Scope): string
  /** Names outside of bodies are known only after they are declared. */
  readonly inOrder: boolean
}

/** A text up to this long is read whole; of a longer one, bodies that do not hold the caret are leapt over. */
const LONG = 120_000
const MOST_BEFORE = 1_500_000
const MOST_AFTER = 500_000
const MOST_NODES = 150_000
const MOST_NAMES = 20_000

/** One question is asked in several parts: the outline is kept for as long as its source is. */
const kept = new WeakMap<Source, { caret: number; speech: Speech; outline: Outline }>()

/** The structure of the source around the caret. */
export function read(source: Source, caret: number, speech: Speech): Outline {
  const known = kept.get(source)
  if (known && known.speech === speech) {
    // The word being written may be asked about from its beginning.
    const { tokens, at } = known.outline
    const isIn = startOf(tokens, at) <= caret && caret <= known.caret && kindAt(tokens, at) === WORD
    if (isIn || known.caret === caret) return known.outline
  }
  const base = Math.max(0, caret - MOST_BEFORE)
  const end = Math.min(source.length, caret + MOST_AFTER)
  const leaps = source.length > LONG ? leapsOf(source, caret, speech) : []
  const tokens = tokenize(source.slice(base, end), base, caret, speech.lexicon, leaps)
  const outline = outlineOf(tokens, caret, speech)
  kept.set(source, { caret, speech, outline })
  return outline
}

/** The bodies of functions that do not hold the caret, by the tree; in order. */
function leapsOf(source: Source, caret: number, speech: Speech): readonly Leap[] {
  const leaps: Leap[] = []
  let visited = 0
  source.tree.iterate({
    enter: (node) => {
      visited++
      if (visited > MOST_NODES) return false
      if (speech.bodies.has(node.name)) {
        if (node.from < caret && caret < node.to) return false
        leaps.push({ from: node.from, to: node.to })
        return false
      }
      return speech.holders.has(node.name)
    },
  })
  return leaps
}

/** The names that can be used at the caret, nearest first. */
export function seenNames(outline: Outline, sight: Sight): Seen[] {
  const frames = outline.frames.filter(({ sign }) => sign === '{' || sign === '')
  const seen: Seen[] = []
  let depth = 0
  const add = (names: readonly Declared[]): void => {
    for (const name of names) if (seen.length < MOST_NAMES) seen.push({ name, depth })
  }
  for (let k = frames.length - 1; k >= 0; k--) {
    const frame = frames[k] as Frame
    const inner = frames[k + 1]
    const stop = inner?.open ?? outline.at
    const opened = inner?.scope ?? null
    add(sight.headNames(outline, frame.start, stop, opened))
    if (opened) {
      const owner = opened.kind === 'function' ? outline.classes.get(sight.ownerOf(opened)) : undefined
      if (owner) {
        depth++
        add(memberNames(outline, owner, sight))
      }
      depth++
    }
    const { scope } = frame
    const inOrder =
      !isClassLike(scope.kind) && (sight.inOrder || (scope.kind !== 'top' && scope.kind !== 'namespace'))
    add(
      isClassLike(scope.kind) ? memberNames(outline, scope, sight) : namesIn(outline, scope, sight, inOrder),
    )
  }
  return seen
}

/** What the items of a scope declare; `inOrder`: those before the caret only. */
export function namesIn(outline: Outline, scope: Scope, sight: Sight, inOrder = false): Declared[] {
  const names: Declared[] = []
  for (const item of scope.items) {
    if (inOrder && item.start >= outline.at) break
    // What is being declared is not there yet, unless it is a class or a function.
    const open = inOrder && item.end > outline.at && item.scope === null
    if (open || names.length >= MOST_NAMES) continue
    const inside = item.scope
    if (inside !== null && inside.name === '' && inside.kind === 'namespace') {
      names.push(...namesIn(outline, inside, sight))
    }
    names.push(...declarations(outline.tokens, item, scope, sight))
    if (sight.inOrder && inside !== null && inside.kind === 'enum' && isLoose(outline, item)) {
      names.push(...namesIn(outline, inside, sight))
    }
  }
  return names
}

/** An enum whose values are names beside it. */
const isLoose = (outline: Outline, item: Item): boolean => {
  for (let i = item.start; i < item.start + 4; i++) {
    if (is(outline.tokens, i, 'enum'))
      return !is(outline.tokens, i + 1, 'class') && !is(outline.tokens, i + 1, 'struct')
  }
  return false
}

const MOST_BASES = 12

/** A class's members with those of the classes above it in this text, its own first. */
export function memberNames(outline: Outline, scope: Scope, sight: Sight): Declared[] {
  const names: Declared[] = []
  const done = new Set<Scope>()
  const queue: Scope[] = [scope]
  for (let next = queue.shift(); next && done.size < MOST_BASES; next = queue.shift()) {
    if (done.has(next)) continue
    done.add(next)
    names.push(...components(outline, next, sight), ...namesIn(outline, next, sight))
    for (const base of sight.basesOf(outline, next)) {
      const above = outline.classes.get(base)
      if (above) queue.push(above)
    }
  }
  return names
}

/** The fields and the methods that a record has by its head. */
function components(outline: Outline, scope: Scope, sight: Sight): Declared[] {
  if (scope.kind !== 'record') return []
  const { tokens } = outline
  const [from, to] = scope.head
  for (let i = from; i < to; i++) {
    if (!is(tokens, i, '(') || is(tokens, i - 2, '@')) continue
    const close = closing(tokens, i, to)
    if (close < 0) return []
    return parametersIn(tokens, i + 1, close, sight).flatMap((field) => [
      declared(field.label, 'property', field.at, { type: field.type }),
      declared(field.label, 'method', field.at, { type: field.type, parameters: '()' }),
    ])
  }
  return []
}

/** The class around the caret: the one that `this` is of. */
export function classAround(outline: Outline, sight: Sight): Scope | null {
  for (let k = outline.frames.length - 1; k >= 0; k--) {
    const scope = outline.frames[k]?.scope
    if (!scope) continue
    if (isClassLike(scope.kind)) return scope
    const owner = scope.kind === 'function' ? outline.classes.get(sight.ownerOf(scope)) : undefined
    if (owner) return owner
  }
  return null
}
