import type { Completion } from './completion.ts'
import {
  type Keyword,
  type LanguageModel,
  LIBRARY_DEPTH,
  type Library,
  type Name,
  type Snippet,
} from './language_model.ts'
import { libraryNames } from './library_names.ts'
import type { Place } from './place.ts'
import type { Source } from './source.ts'
import { membersNear, wordsNear } from './words.ts'

export interface Candidate {
  readonly completion: Completion
  /** How much it is worth here, whatever is written; higher is better. */
  readonly weight: number
}

/** All that may be written at a place, the likelier first among equals. */
export interface Candidates {
  /** Where the word being written begins. */
  readonly from: number
  /** Whether suggestions are of use before a letter is written, as after a dot. */
  readonly eager: boolean
  readonly all: readonly Candidate[]
}

/** What a name is worth by where it comes from. Use and nearness add up to 30 to it. */
const WEIGHT = {
  argument: 150,
  own: 100,
  /** Less for each scope in between. */
  scope: 9,
  scopesMost: 4,
  builtin: 42,
  builtinType: 46,
  keyword: 38,
  statementKeyword: 46,
  snippet: 34,
  /** More than the keyword or the name that it is called like. */
  snippetAbove: 1,
  unknownMember: 20,
  /** More where it is likelier than others. */
  likely: 80,
} as const
const NEAR = 8
/** At this distance nearness is worth half, in UTF-16 units. */
const NEAR_UNITS = 600
const USED_MOST = 22

type NamePlace = Extract<Place, { kind: 'name' }>
type WordPlace = Exclude<Place, { kind: 'nothing' }>

/** What may be written at the position; null where nothing is suggested. */
export function candidatesAt(source: Source, position: number, model: LanguageModel): Candidates | null {
  const place = model.placeAt(source, position)
  if (place.kind === 'nothing') return null
  const used = place.kind === 'member' ? membersNear(source, position) : wordsNear(source, position)
  const pool = new Pool(source, position, place, used)
  const { library } = model
  switch (place.kind) {
    case 'module':
      pool.modules(library, place.written)
      return pool.candidates(place.from, true)
    case 'import':
      for (const name of libraryNames(library.modules[place.module] ?? '')) pool.name(name, WEIGHT.own)
      pool.modules(library, `${place.module}.`)
      return pool.candidates(place.from, true)
    case 'member': {
      const members = model.membersAt(source, place)
      if (members !== null) for (const name of members) pool.name(name, ownWeight(name))
      else for (const label of used.keys()) pool.property(label)
      return pool.candidates(place.from, true)
    }
    case 'name':
      fill(pool, source, position, model, place)
      return pool.candidates(place.from, false)
  }
}

const ownWeight = ({ depth }: Name): number => WEIGHT.own - WEIGHT.scope * Math.min(depth, WEIGHT.scopesMost)

const TYPES: ReadonlySet<string> = new Set(['class', 'interface', 'enum', 'type', 'module'])

function fill(pool: Pool, source: Source, position: number, model: LanguageModel, place: NamePlace): void {
  const { library } = model
  const { wants, statement, within } = place
  const fits = (name: Name) => wants === 'value' || TYPES.has(name.kind)
  if (place.only !== 'keywords') {
    for (const label of place.parameters) pool.argument(label)
    const builtin = wants === 'type' ? WEIGHT.builtinType : WEIGHT.builtin
    for (const name of model.namesAt(source, position)) {
      if (fits(name)) pool.name(name, name.depth < LIBRARY_DEPTH ? ownWeight(name) : builtin)
    }
    for (const name of libraryNames(library.builtins)) if (fits(name)) pool.name(name, builtin)
  }
  for (const keyword of library.keywords) {
    if (keyword.within !== undefined && !within.has(keyword.within)) continue
    if (place.only === 'keywords' && keyword.within === undefined) continue
    if (keywordFits(keyword, wants, statement)) pool.keyword(keyword, statement)
  }
  if (place.only === 'keywords' || (wants === 'type' && !statement)) return
  for (const snippet of library.snippets) {
    if (snippet.within !== undefined && !within.has(snippet.within)) continue
    if (statement || snippet.where === 'value') pool.snippet(snippet)
  }
}

const keywordFits = ({ where }: Keyword, wants: 'value' | 'type', statement: boolean): boolean =>
  where === 'any' || where === wants || (where === 'statement' && statement)

/** Gathers candidates, each label once; a snippet stands beside the name that it is called like. */
class Pool {
  readonly #all: Candidate[] = []
  /** Where what is called so stands among them. */
  readonly #taken = new Map<string, number>()
  readonly #used: ReadonlyMap<string, number>
  readonly #position: number
  readonly #from: number
  readonly #word: string
  readonly #likely: RegExp | null

  constructor(source: Source, position: number, place: WordPlace, used: ReadonlyMap<string, number>) {
    this.#used = used
    this.#position = position
    this.#from = place.from
    this.#word = source.slice(place.from, position)
    this.#likely = place.kind === 'name' ? (place.likely ?? null) : null
  }

  candidates(from: number, eager: boolean): Candidates {
    return { from, eager, all: this.#all }
  }

  /** Names come nearest first only by chance: of two that are called alike the heavier one stays. */
  name({ label, kind, detail, at, apply }: Name, weight: number): void {
    // What the word being written declares is no suggestion for it.
    if (at !== null && at >= this.#from && at <= this.#position) return
    const near = at === null ? 0 : NEAR / (1 + Math.abs(this.#position - at) / NEAR_UNITS)
    this.#put({ label, kind, detail, apply: apply ?? label }, weight + near)
  }

  argument(label: string): void {
    this.#put({ label: `${label}=`, kind: 'parameter', detail: '', apply: `${label}=` }, WEIGHT.argument)
  }

  property(label: string): void {
    this.#put({ label, kind: 'property', detail: '', apply: label }, WEIGHT.unknownMember)
  }

  /** What goes on from what is written of a module's name before the word. */
  modules(library: Library, written: string): void {
    const head = written.endsWith(this.#word) ? written.slice(0, written.length - this.#word.length) : written
    for (const name of Object.keys(library.modules)) {
      if (!name.startsWith(head)) continue
      const label = name.slice(head.length)
      const weight = WEIGHT.own - (label.includes('.') ? 1 : 0)
      if (label !== '') this.#put({ label, kind: 'module', detail: '', apply: label }, weight)
    }
  }

  keyword({ label, where }: Keyword, statement: boolean): void {
    const weight = statement && where !== 'value' ? WEIGHT.statementKeyword : WEIGHT.keyword
    this.#put({ label, kind: 'keyword', detail: '', apply: label }, weight)
  }

  snippet({ label, detail, template }: Snippet): void {
    const like = this.#weightOf(label)
    const named = like !== null && like < WEIGHT.own - WEIGHT.scope * WEIGHT.scopesMost
    const weight = named ? like + WEIGHT.snippetAbove : WEIGHT.snippet
    this.#all.push({ completion: { label, kind: 'snippet', detail, apply: template }, weight })
  }

  #weightOf(label: string): number | null {
    const index = this.#taken.get(label)
    return index === undefined ? null : (this.#all[index]?.weight ?? null)
  }

  #put(completion: Completion, base: number): void {
    const { label } = completion
    const use = Math.min(USED_MOST, 5 * Math.log2(1 + (this.#used.get(label) ?? 0)))
    const weight = base + use + (this.#likely?.test(label) ? WEIGHT.likely : 0)
    const index = this.#taken.get(label)
    if (index === undefined) this.#taken.set(label, this.#all.push({ completion, weight }) - 1)
    else if ((this.#all[index]?.weight ?? 0) < weight) this.#all[index] = { completion, weight }
  }
}
