import { int, pick, type Random, seeded } from './random.ts'

/** What the person did; several make use of the same kind of change. */
export const GESTURES = [
  'type',
  'newline',
  'mistype',
  'correct',
  'insertLine',
  'deleteWord',
  'cut',
  'paste',
  'duplicate',
  'comment',
  'replace',
  'mark',
  'undo',
  'redo',
] as const
export type Gesture = (typeof GESTURES)[number]

/** One change of the text it was made for: `[from, to)` becomes `insert`. Positions in UTF-16 units. */
export interface Edit {
  readonly kind: 'insert' | 'delete' | 'replace'
  readonly gesture: Gesture
  readonly from: number
  readonly to: number
  readonly insert: string
}

export type Action =
  | Edit
  | { readonly kind: 'undo'; readonly gesture: 'undo' }
  | { readonly kind: 'redo'; readonly gesture: 'redo' }

export interface TypistOptions {
  readonly random: Random
  /** What the typist wants to write, over and over. Line ends become line feeds. */
  readonly source: string
  /** Most characters that one typing action inserts; 1 unless told. */
  readonly keysPerAction?: number
  /** What starts a comment line; `//` unless told. */
  readonly comment?: string
  /** Whether to undo and redo; true unless told. */
  readonly undo?: boolean
  /**
   * Writes `«<tag>0»`, `«<tag>1»`, … in between, once in `markWithin` actions at the least, which no typist ever
   * deletes, copies or writes into.
   */
  readonly tag?: string
}

/** A unique word that typists leave alone, so that a test can count it at the end. */
export const MARK = /«[^«»\s]*»/g

/** How often each mark is in the text. */
export function countMarks(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const [mark] of text.matchAll(MARK)) counts.set(mark, (counts.get(mark) ?? 0) + 1)
  return counts
}

/** Of so many actions at least one is a mark, whatever the random numbers are, where each may type so many keys. */
export const markWithin = (keysPerAction: number): number => PLANNED_MOST + Math.ceil(160 / keysPerAction)
/** Actions that may follow from one, such as undoing and redoing; a mark does not come in between. */
const PLANNED_MOST = 8

/** Above so many units, and twice the source, the typist takes away about as much as it adds. */
const FULL_UNITS = 20_000
/** Characters before the writing place by which it is found again after others edited. */
const CONTEXT = 32

/**
 * Writes a source as a person does: in bursts, with mistakes, second thoughts and rearrangements. Give `next` the
 * text as it is now, whatever others did to it since; the answer is valid for exactly that text. The same random
 * numbers and texts give the same actions.
 */
export class Typist {
  /** Every mark asked for so far; whether it was performed, only the caller knows. */
  readonly marks: string[] = []
  readonly #random: Random
  readonly #source: readonly string[]
  readonly #units: number
  readonly #keys: number
  readonly #comment: string
  readonly #undo: boolean
  readonly #tag: string | null
  readonly #writing = new Place()
  /** A line that is being put in the middle of what is there. */
  #aside: { readonly place: Place; readonly text: readonly string[]; at: number } | null = null
  #at = 0
  #burst: number
  #clipboard = ''
  #sinceMark = 0
  /** What must follow, such as the correction after a mistake. */
  #queue: ((text: string) => Action | null)[] = []

  constructor(options: TypistOptions) {
    const source = options.source.replace(/\r\n?/g, '\n')
    if (source === '') throw new Error('the typist has nothing to write')
    this.#random = options.random
    this.#source = Array.from(source)
    this.#units = source.length
    this.#keys = options.keysPerAction ?? 1
    this.#comment = options.comment ?? '//'
    this.#undo = options.undo ?? true
    this.#tag = options.tag ?? null
    this.#burst = int(this.#random, 10, 40)
  }

  /** The next thing to do to this text. */
  next(text: string): Action {
    const action = this.#choose(text)
    if (action.kind === 'undo' || action.kind === 'redo') return action
    this.#writing.follow(action)
    this.#aside?.place.follow(action)
    return action
  }

  #choose(text: string): Action {
    this.#sinceMark++
    for (let planned = this.#queue.shift(); planned !== undefined; planned = this.#queue.shift()) {
      const action = planned(text)
      if (action !== null) return action
    }
    if (this.#tag !== null && this.#sinceMark > markWithin(this.#keys) - PLANNED_MOST) return this.#mark(text)
    if (this.#burst > 0) return this.#type(text)
    this.#burst = int(this.#random, 3, 30)
    return this.#gesture(text) ?? this.#type(text)
  }

  #gesture(text: string): Action | null {
    if (this.#tag !== null && this.#random() < 0.25) return this.#mark(text)
    const full = text.length > Math.max(FULL_UNITS, 2 * this.#units)
    const dice = this.#random()
    if (full && dice < 0.5) return this.#cut(text, false)
    if (dice < 0.3) return this.#mistype(text)
    if (dice < 0.4) return this.#insertLine(text)
    if (dice < 0.55) return this.#deleteWord(text)
    if (dice < 0.62) return this.#cut(text, true)
    if (dice < 0.7) return full ? this.#deleteWord(text) : this.#duplicate(text)
    if (dice < 0.78) return this.#toggleComment(text)
    if (dice < 0.9) return this.#replaceWord(text)
    return this.#undo ? this.#undoRun() : null
  }

  /** Types on: the line in the middle while there is one, else the source. */
  #type(text: string): Action {
    this.#burst -= this.#keys
    const aside = this.#aside
    if (aside !== null) {
      const typed = aside.text.slice(aside.at, aside.at + this.#keys)
      aside.at += typed.length
      const at = aside.place.find(text)
      if (aside.at >= aside.text.length) this.#aside = null
      if (typed.length > 0) return edit('type', at, at, typed.join(''))
    }
    if (this.#at >= this.#source.length) this.#at = 0
    const at = this.#writing.find(text)
    if (this.#source[this.#at] === '\n') return this.#newline(at)
    let end = this.#at + 1
    while (end - this.#at < this.#keys && end < this.#source.length && this.#source[end] !== '\n') end++
    const typed = this.#source.slice(this.#at, end).join('')
    this.#at = end
    return edit('type', at, at, typed)
  }

  /** A line end with the indentation of the line to come, as an editor would put it there. */
  #newline(at: number): Action {
    let end = this.#at + 1
    while (this.#source[end] === ' ' || this.#source[end] === '\t') end++
    const typed = this.#source.slice(this.#at, end).join('')
    this.#at = end
    return edit('newline', at, at, typed)
  }

  #mark(text: string): Action {
    const mark = `«${this.#tag}${this.marks.length}»`
    this.marks.push(mark)
    this.#sinceMark = 0
    const at = this.#writing.find(text)
    return edit('mark', at, at, mark)
  }

  #mistype(text: string): Action {
    const at = this.#writing.find(text)
    const wrong = pick(this.#random, ['e', 'r', 't', 'n', 'm', ';', '-', 'é', '🙃'])
    this.#queue.push((now) => {
      const end = this.#writing.find(now)
      const from = end - wrong.length
      return now.slice(from, end) === wrong && boundary(now, from) ? edit('correct', from, end, '') : null
    })
    return edit('mistype', at, at, wrong)
  }

  #insertLine(text: string): Action | null {
    const line = this.#line(text)
    const indent = /^[ \t]*/.exec(text.slice(line.from, line.to))?.[0] ?? ''
    const start = int(this.#random, 0, this.#source.length - 1)
    const words = this.#source.slice(start, start + int(this.#random, 5, 30)).filter((c) => c !== '\n')
    const at = outside(text, line.to)
    const action = edit('insertLine', at, at, `\n${indent}`)
    this.#aside = { place: new Place(at), text: words, at: 0 }
    this.#burst = words.length + int(this.#random, 2, 10)
    return action
  }

  #deleteWord(text: string): Action | null {
    const word = this.#word(text)
    return word === null ? null : edit('deleteWord', word.from, word.to, '')
  }

  #replaceWord(text: string): Action | null {
    const word = this.#word(text)
    if (word === null) return null
    const name = pick(this.#random, ['count', 'nextItem', 'Größe', 'buffer_size', '值', 'isReady', '🧮sum'])
    return edit('replace', word.from, word.to, name)
  }

  /** Some whole lines; when they are kept, they are pasted elsewhere after a few more keys. */
  #cut(text: string, keep: boolean): Action | null {
    const { from, to } = this.#lines(text)
    if (from === to) return null
    if (keep) {
      this.#clipboard = text.slice(from, to)
      for (let keys = int(this.#random, 0, 3); keys > 0; keys--) this.#queue.push((now) => this.#type(now))
      this.#queue.push((now) => {
        const at = outside(now, this.#line(now).from)
        return edit('paste', at, at, this.#clipboard)
      })
    }
    return edit('cut', from, to, '')
  }

  #duplicate(text: string): Action | null {
    const line = this.#line(text)
    if (marked(text, line.from, line.to)) return null
    const at = outside(text, line.to)
    return edit('duplicate', at, at, `\n${text.slice(line.from, line.to)}`)
  }

  #toggleComment(text: string): Action | null {
    const line = this.#line(text)
    const content = text.slice(line.from, line.to)
    if (content.trim() === '') return null
    const at = line.from + (/^[ \t]*/.exec(content)?.[0].length ?? 0)
    const sign = `${this.#comment} `
    return text.startsWith(sign, at) && !marked(text, at, at + sign.length)
      ? edit('comment', at, at + sign.length, '')
      : edit('comment', at, at, sign)
  }

  #undoRun(): Action {
    const undos = int(this.#random, 1, 4)
    const redos = int(this.#random, 0, undos)
    for (let i = 1; i < undos; i++) this.#queue.push(() => UNDO)
    for (let i = 0; i < redos; i++) this.#queue.push(() => REDO)
    return UNDO
  }

  /** One to six lines with their line feeds, as far as there is no mark in them; empty when there are none. */
  #lines(text: string): { readonly from: number; readonly to: number } {
    const { from } = this.#line(text)
    let to = from
    for (let more = int(this.#random, 1, 6); more > 0 && to < text.length; more--) {
      const feed = text.indexOf('\n', to)
      const end = feed < 0 ? text.length : feed + 1
      if (marked(text, to, end)) break
      to = end
    }
    return { from, to }
  }

  /** Some line, without its line feed. */
  #line(text: string): { readonly from: number; readonly to: number } {
    const somewhere = int(this.#random, 0, text.length)
    const from = somewhere === 0 ? 0 : text.lastIndexOf('\n', somewhere - 1) + 1
    const end = text.indexOf('\n', from)
    return { from, to: end < 0 ? text.length : end }
  }

  /** Some word, or null when there is none nearby or it is a mark. */
  #word(text: string): { readonly from: number; readonly to: number } | null {
    const line = this.#line(text)
    const words = [...text.slice(line.from, line.to).matchAll(/[\p{L}\p{N}_]+/gu)]
    if (words.length === 0) return null
    const word = pick(this.#random, words)
    const from = line.from + word.index
    const to = from + word[0].length
    return marked(text, from, to) ? null : { from, to }
  }
}

const UNDO: Action = { kind: 'undo', gesture: 'undo' }
const REDO: Action = { kind: 'redo', gesture: 'redo' }

const edit = (gesture: Gesture, from: number, to: number, insert: string): Edit => ({
  kind: from === to ? 'insert' : insert === '' ? 'delete' : 'replace',
  gesture,
  from,
  to,
  insert,
})

/** Where somebody writes: an estimate, and what stood before it to find it again. */
class Place {
  #at: number
  #context = ''

  constructor(at = 0) {
    this.#at = at
  }

  /** The place in this text, outside of marks: the end of what was written last, nearest to where it was; else about there. */
  find(text: string): number {
    const at = Math.min(this.#at, text.length)
    for (const context of [this.#context, this.#context.slice(-8)]) {
      if (context === '') break
      const start = at - context.length
      if (text.startsWith(context, start)) return this.#note(text, at)
      const after = text.indexOf(context, Math.max(0, start))
      const before = start < 0 ? -1 : text.lastIndexOf(context, start)
      const nearer = after < 0 || (before >= 0 && start - before < after - start) ? before : after
      if (nearer >= 0) return this.#note(text, nearer + context.length)
    }
    return this.#note(text, at)
  }

  /** Moves along with an edit of one's own. */
  follow({ from, to, insert }: Edit): void {
    if (from > this.#at) return
    if (from === this.#at) this.#context = (this.#context + insert).slice(-CONTEXT)
    else if (to > this.#at - this.#context.length) this.#context = ''
    this.#at = to <= this.#at ? this.#at + from - to + insert.length : from + insert.length
  }

  #note(text: string, found: number): number {
    const at = outside(text, found)
    this.#at = at
    this.#context = text.slice(Math.max(0, at - CONTEXT), at)
    return at
  }
}

/** Whether a position is not within a surrogate pair. */
const boundary = (text: string, at: number): boolean =>
  !(/[\uD800-\uDBFF]/.test(text.charAt(at - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(at)))

/** The position, or the next one that is neither within a surrogate pair nor within a mark. */
function outside(text: string, at: number): number {
  const safe = boundary(text, at) ? at : at + 1
  const open = text.lastIndexOf('«', safe - 1)
  if (open < 0 || safe === 0) return safe
  const mark = /^«[^«»\s]*»/.exec(text.slice(open, open + 40))?.[0] ?? ''
  return Math.max(safe, open + mark.length)
}

/** Whether a range touches a mark. */
function marked(text: string, from: number, to: number): boolean {
  const start = Math.max(0, from - 40)
  for (const mark of text.slice(start, to + 40).matchAll(MARK)) {
    const at = start + mark.index
    if (at < to && at + mark[0].length > from) return true
  }
  return false
}

/** The text after an edit; throws when it does not fit the text. */
export function applyEdit(text: string, { from, to, insert }: Edit): string {
  if (from < 0 || to < from || to > text.length) throw new Error(`no place ${from} to ${to} in the text`)
  return text.slice(0, from) + insert + text.slice(to)
}

/** [position, units deleted, text inserted]; positions in UTF-16 units of the text so far. */
export type Patch = readonly [position: number, deleted: number, inserted: string]

export interface Trace {
  readonly txns: readonly { readonly patches: readonly Patch[] }[]
  readonly endContent: string
}

/** Undo goes back so many steps. */
const HISTORY = 200

/**
 * So many operations of one typist alone in an empty file, undone and redone ones included, as a recorded editing
 * session. The same arguments give the same trace.
 */
export function typedSession(seed: number, operations: number, source: string = SAMPLE): Trace {
  const typist = new Typist({ random: seeded(seed), source })
  const txns: { readonly patches: readonly Patch[] }[] = []
  const done: Patch[] = []
  const undone: Patch[] = []
  let text = ''
  /** Applies a patch and gives the one that takes it back. */
  const apply = (patch: Patch): Patch => {
    const [at, deleted, inserted] = patch
    const removed = text.slice(at, at + deleted)
    text = text.slice(0, at) + inserted + text.slice(at + deleted)
    txns.push({ patches: [patch] })
    return [at, inserted.length, removed]
  }
  while (txns.length < operations) {
    const action = typist.next(text)
    if (action.kind === 'undo') {
      const patch = done.pop()
      if (patch !== undefined) undone.push(apply(patch))
    } else if (action.kind === 'redo') {
      const patch = undone.pop()
      if (patch !== undefined) done.push(apply(patch))
    } else {
      undone.length = 0
      done.push(apply([action.from, action.to - action.from, action.insert]))
      if (done.length > HISTORY) done.shift()
    }
  }
  return { txns, endContent: text }
}

/** What a typist writes when nobody says what. */
export const SAMPLE = `import { readFile } from 'node:fs/promises'

/** Words that say nothing about a text 🙂. */
const COMMON = new Set(['the', 'a', 'an', 'and', 'or', 'of', 'to', 'in', 'is', 'it'])

/** How often each word is used, most used first; ties in the order of the alphabet. */
export function wordCounts(text: string): [word: string, count: number][] {
  const counts = new Map<string, number>()
  for (const [word] of text.toLowerCase().matchAll(/\\p{L}+/gu)) {
    if (COMMON.has(word)) continue
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
}

/** A bar for each of the most used words, the longest \`width\` characters wide. */
export function barChart(counts: [string, number][], width = 40): string {
  const most = Math.max(1, ...counts.map(([, count]) => count))
  const label = Math.max(0, ...counts.map(([word]) => word.length))
  return counts
    .map(([word, count]) => \`\${word.padEnd(label)} \${'█'.repeat(Math.round((count / most) * width))} \${count}\`)
    .join('\\n')
}

const path = process.argv[2]
if (path !== undefined) {
  const text = await readFile(path, 'utf8')
  console.log(barChart(wordCounts(text).slice(0, 20)))
}
`
