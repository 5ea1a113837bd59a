/** A type of a value; `fixed` when the type itself is meant, as in `Math.max`. Arrays are `[]`, pointers `*`. */
export interface TypeRef {
  readonly name: string
  readonly args: readonly TypeRef[]
  readonly fixed: boolean
}

export const typeRef = (name: string, args: readonly TypeRef[] = [], fixed = false): TypeRef => ({
  name,
  args,
  fixed,
})

const MOST_DEPTH = 8
const LONGEST = 400
const IGNORED =
  /\b(?:const|constexpr|static|inline|mutable|volatile|typename|struct|class|enum|final|extends|super)\b/g

/** Reads a type as it is written in code; null when there is none. Never throws. */
export function parseType(text: string): TypeRef | null {
  const clean = text.slice(0, LONGEST).replace(IGNORED, ' ').replace(/@\w+/g, ' ')
  const pieces = clean.match(/[\w$]+|\[\]|\[|\]|::|[<>,.*&?]/g) ?? []
  return new TypeReader(pieces).read(0)
}

class TypeReader {
  #at = 0
  readonly #pieces: readonly string[]

  constructor(pieces: readonly string[]) {
    this.#pieces = pieces
  }

  read(depth: number): TypeRef | null {
    if (depth > MOST_DEPTH) return null
    let name = ''
    while (this.#is('?') || this.#is('::')) this.#at++
    if (/^\w|^\$/.test(this.#now())) name = this.#take()
    else return this.#pieces[this.#at - 1] === '?' ? typeRef('Object') : null
    while (/^\w/.test(this.#now()) && /^(?:unsigned|signed|long|short|int|double|char)$/.test(this.#now())) {
      name += ` ${this.#take()}`
    }
    let args: TypeRef[] = []
    for (;;) {
      if (this.#is('<')) {
        this.#at++
        args = []
        while (this.#at < this.#pieces.length && !this.#is('>')) {
          const arg = this.read(depth + 1)
          if (arg) args.push(arg)
          while (this.#at < this.#pieces.length && !this.#is(',') && !this.#is('>')) this.#at++
          if (this.#is(',')) this.#at++
        }
        this.#at++
      } else if ((this.#is('::') || this.#is('.')) && /^\w/.test(this.#pieces[this.#at + 1] ?? '')) {
        this.#at++
        name = this.#take()
        args = []
      } else break
    }
    let made = typeRef(name, args)
    for (;;) {
      if (this.#is('*')) made = typeRef('*', [made])
      else if (this.#is('[]')) made = typeRef('[]', [made])
      else if (!this.#is('&')) return made
      this.#at++
    }
  }

  #now(): string {
    return this.#pieces[this.#at] ?? ''
  }

  #is(sign: string): boolean {
    return this.#pieces[this.#at] === sign
  }

  #take(): string {
    return this.#pieces[this.#at++] ?? ''
  }
}

/** The type with its parameters filled in. */
export function filled(
  type: TypeRef,
  names: readonly string[],
  args: readonly TypeRef[],
  depth = 0,
): TypeRef {
  if (names.length === 0 || depth > MOST_DEPTH) return type
  const index = names.indexOf(type.name)
  if (index >= 0 && type.args.length === 0) return args[index] ?? typeRef('Object')
  if (type.args.length === 0) return type
  return { ...type, args: type.args.map((arg) => filled(arg, names, args, depth + 1)) }
}

/** As it is written in the language. */
export function typeText(type: TypeRef, depth = 0): string {
  const [first] = type.args
  if (depth > MOST_DEPTH) return type.name
  if (first && (type.name === '[]' || type.name === '*')) return `${typeText(first, depth + 1)}${type.name}`
  const args = type.args.map((arg) => typeText(arg, depth + 1)).join(', ')
  return args === '' ? type.name : `${type.name}<${args}>`
}

/** A type that stands for another: one capital, perhaps a digit. */
const OPEN_NAME = /^[A-Z]\d?$/

/** A type as written, with names in it put in place of others. */
export const renamed = (text: string, names: readonly string[], args: readonly TypeRef[]): string =>
  text.replace(/[\w$]+/g, (word) => {
    const arg = args[names.indexOf(word)]
    return arg ? typeText(arg) : word
  })

/** The names in a type that stand for other types. */
export function openNames(type: TypeRef, depth = 0): string[] {
  if (depth > 4) return []
  if (type.args.length === 0) return OPEN_NAME.test(type.name) ? [type.name] : []
  return [...new Set(type.args.flatMap((arg) => openNames(arg, depth + 1)))]
}
