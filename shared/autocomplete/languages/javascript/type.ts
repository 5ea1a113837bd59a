import type { SyntaxNode } from '@lezer/common'

/** What is known of a value. Nodes are of the text that was asked about. */
export type Type =
  /** A value of a type of the library. */
  | { readonly kind: 'named'; readonly name: string; readonly args: readonly Type[] }
  /** A class or a namespace of the library itself, such as `Math`. */
  | { readonly kind: 'statics'; readonly name: string }
  | { readonly kind: 'module'; readonly name: string }
  /** An object of a class that the text declares, and that class itself. */
  | { readonly kind: 'instance'; readonly node: SyntaxNode }
  | { readonly kind: 'constructor'; readonly node: SyntaxNode }
  /** An object literal, the type of an object or an interface. */
  | { readonly kind: 'shape'; readonly node: SyntaxNode }
  | { readonly kind: 'enum'; readonly node: SyntaxNode }
  | { readonly kind: 'namespace'; readonly node: SyntaxNode }
  /** A function of the text, or the type of one. */
  | { readonly kind: 'function'; readonly node: SyntaxNode }
  /** A function of the library that returns this, if that is known. */
  | { readonly kind: 'callable'; readonly result: Type | null }

/** What a library's type calls the types of what it holds. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  Array: ['T'],
  Set: ['T'],
  WeakSet: ['T'],
  Promise: ['T'],
  Iterator: ['T'],
  AsyncIterator: ['T'],
  WeakRef: ['T'],
  Map: ['K', 'V'],
  WeakMap: ['K', 'V'],
  Record: ['K', 'V'],
}

const ALIASES: Readonly<Record<string, string>> = {
  ReadonlyArray: 'Array',
  ReadonlyMap: 'Map',
  ReadonlySet: 'Set',
  PromiseLike: 'Promise',
  Iterable: 'Iterator',
  IterableIterator: 'Iterator',
  Generator: 'Iterator',
  IteratorObject: 'Iterator',
  AsyncIterable: 'AsyncIterator',
  AsyncGenerator: 'AsyncIterator',
  AsyncIterableIterator: 'AsyncIterator',
  String: 'string',
  Number: 'number',
  Boolean: 'boolean',
  BigInt: 'bigint',
  Symbol: 'symbol',
}

export const named = (name: string, ...args: readonly Type[]): Type => {
  const known = Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined
  return { kind: 'named', name: known ?? name, args }
}

/** What a value of the library holds, by the name that its type gives it. */
export function held(type: Type, parameter: string): Type | null {
  if (type.kind !== 'named' || !Object.hasOwn(PARAMETERS, type.name)) return null
  const at = PARAMETERS[type.name]?.indexOf(parameter) ?? -1
  return type.args[at] ?? null
}

/** What iterating over it gives. */
export function elementOf(type: Type | null): Type | null {
  if (type?.kind !== 'named') return null
  if (type.name === 'string') return named('string')
  if (type.name === 'Map') {
    const [key, value] = type.args
    return key && value ? { kind: 'named', name: 'Array', args: [key, value] } : named('Array')
  }
  return type.args[0] ?? null
}

/** What `await` gives. */
export const awaited = (type: Type | null): Type | null =>
  type?.kind === 'named' && type.name === 'Promise' ? (type.args[0] ?? null) : type

const DEPTH = 8
const EMPTY = new Set(['null', 'undefined', 'void', 'never', ''])

/**
 * Reads a type as the library writes it: names, `T[]`, `Name<A, B>`, and the first part of a union that is something.
 * `T`, `K` and `V` are what `of` holds.
 */
export function readType(text: string, of: Type | null, depth = 0): Type | null {
  if (depth > DEPTH) return null
  for (const part of split(text, '|')) {
    const type = part.trim()
    if (EMPTY.has(type)) continue
    if (type === 'this') return of
    if (type.endsWith('[]')) {
      const inner = readType(type.slice(0, -2), of, depth + 1)
      return inner ? named('Array', inner) : named('Array')
    }
    if (type.startsWith('[')) {
      const inner = split(type.slice(1, -1), ',').map((each) => readType(each, of, depth + 1))
      return named('Array', ...inner.filter((each) => each !== null))
    }
    if (type.startsWith('type ')) return { kind: 'statics', name: type.slice(5) }
    if (/^['"`]/.test(type)) return named('string')
    if (of !== null && /^[TKV]$/.test(type)) return held(of, type)
    const open = type.indexOf('<')
    if (open < 0) return /^[\w$]+$/.test(type) ? named(type) : null
    const args = split(type.slice(open + 1, type.endsWith('>') ? -1 : undefined), ',')
    const types = args.map((arg) => readType(arg, of, depth + 1))
    const stop = types.indexOf(null)
    return named(
      type.slice(0, open),
      ...types.slice(0, stop < 0 ? undefined : stop).filter((each) => each !== null),
    )
  }
  return null
}

/** Splits at a sign that stands in no bracket. */
function split(text: string, sign: string): string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '<' || char === '[' || char === '(' || char === '{') depth++
    else if (char === '>' || char === ']' || char === ')' || char === '}') depth--
    else if (char === sign && depth === 0) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  parts.push(text.slice(from))
  return parts
}
