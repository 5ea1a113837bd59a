import { type FSWatcher, watch } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ChangeSet } from '@codemirror/state'
import type { TandemSession, TextChange } from '../../client/library/index.ts'
import { fail, ok, type Result } from '../../shared/base/result.ts'
import { reasonOf } from '../store/store_down.ts'
import { keepAside, moveText, readText, writeText } from './folder_file.ts'
import { changesBetween } from './text_diff.ts'

/** Changes are gathered for so long before they are taken over, in milliseconds. */
const GATHER_MS = 200
/** What is called after its language has an ending that programs know. */
const ENDINGS: Readonly<Record<string, string>> = {
  python: '.py',
  javascript: '.js',
  typescript: '.ts',
  java: '.java',
  cpp: '.cpp',
}

/** One of the room's files in the folder. */
interface Kept {
  path: string
  /** What both sides had when they were last the same. */
  base: string
  /** What was done to the room's text since. */
  since: ChangeSet
  /** The same since what is being written. */
  sinceWrite: ChangeSet
  isCrlf: boolean
}

/**
 * The room's files in a folder, kept the same both ways. What changed on both sides is merged as two people's edits are:
 * nothing that either side wrote is lost. What cannot be taken into the room is kept beside the file, as `….local`.
 */
export class RoomFolder {
  readonly #session: TandemSession
  readonly #dir: string
  readonly #say: (line: string) => void
  readonly #kept = new Map<number, Kept>()
  readonly #stops: (() => void)[] = []
  #watcher: FSWatcher | null = null
  #timer: NodeJS.Timeout | null = null
  #running: Promise<void> = Promise.resolve()

  private constructor(session: TandemSession, dir: string, say: (line: string) => void) {
    this.#session = session
    this.#dir = dir
    this.#say = say
  }

  /** Makes the folder if need be and both sides the same. Answers a sentence where the folder cannot be used. */
  static async open(
    session: TandemSession,
    dir: string,
    say: (line: string) => void,
  ): Promise<Result<RoomFolder, string>> {
    const folder = new RoomFolder(session, dir, say)
    try {
      await mkdir(dir, { recursive: true })
      folder.#watcher = watch(dir, () => folder.#soon())
    } catch (thrown) {
      return fail(`${dir} cannot be used (${reasonOf(thrown)}).`)
    }
    folder.#watcher.on('error', () => say(`${dir} is not watched any more.`))
    folder.#stops.push(
      session.on('edit', ({ file, changes }) => folder.#edited(file, changes)),
      session.on('language', () => folder.#soon()),
      session.on('status', () => folder.#soon()),
    )
    await folder.#settle()
    return ok(folder)
  }

  /** Takes over what is left, then leaves the folder as it is. */
  async close(): Promise<void> {
    this.#watcher?.close()
    for (const stop of this.#stops) stop()
    if (this.#timer) clearTimeout(this.#timer)
    await this.#settle()
  }

  #edited(file: number, changes: readonly Required<TextChange>[]): void {
    const kept = this.#kept.get(file)
    if (kept) {
      const made = ChangeSet.of(changes, kept.since.newLength)
      kept.since = kept.since.compose(made)
      kept.sinceWrite = kept.sinceWrite.compose(made)
    }
    this.#soon()
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      void this.#settle()
    }, GATHER_MS)
  }

  /** One after the other, so that nothing is read while it is written. */
  #settle(): Promise<void> {
    this.#running = this.#running.then(async () => {
      for (const { id, name } of this.#session.files) await this.#settleFile(id, this.#pathOf(name))
    })
    return this.#running
  }

  /** Names come from others: only their last part counts, and nothing that is hidden or leads elsewhere. */
  #pathOf(name: string): string {
    const plain = basename(name.replaceAll('\\', '/')).replace(/^\.+|\p{Cc}/gu, '') || 'file'
    return join(this.#dir, plain.includes('.') ? plain : plain + (ENDINGS[this.#session.language] ?? ''))
  }

  async #settleFile(id: number, path: string): Promise<void> {
    const known = this.#kept.get(id)
    if (known && known.path !== path && (await moveText(known.path, path))) known.path = path
    const read = await readText(path)
    if (!read.ok) {
      this.#say(`A file is not taken: ${read.reason}.`)
      if ((await keepAside(path)) === null) return
    }
    const there = read.ok ? read.value : null
    const kept = known?.path === path ? known : await this.#meet(id, path, there?.text ?? null)
    if (there !== null) kept.isCrlf = there.isCrlf
    // Who deletes the file has not deleted the text: it is written again.
    if (there !== null && there.text !== kept.base && !this.#take(id, kept, there.text))
      await this.#keep(path)
    const text = this.#session.text(id)
    kept.base = there?.text ?? text
    kept.since = changesBetween(kept.base, text)
    kept.sinceWrite = ChangeSet.empty(text.length)
    if (there?.text === text) return
    const failed = await writeText(path, { text, isCrlf: kept.isCrlf }, there?.text ?? null)
    if (failed === 'changed') return this.#soon()
    if (failed !== null) return this.#say(`A file is not up to date: ${failed}.`)
    kept.base = text
    kept.since = kept.sinceWrite
  }

  /** The first time that a file is seen: an empty room takes what is there, any other one keeps it beside its own. */
  async #meet(id: number, path: string, there: string | null): Promise<Kept> {
    const text = this.#session.text(id)
    const none = ChangeSet.empty(text.length)
    const kept: Kept = { path, base: text, since: none, sinceWrite: none, isCrlf: false }
    this.#kept.set(id, kept)
    if (there === null || there === text || text === '') return kept
    await this.#keep(path)
    kept.base = there
    kept.since = changesBetween(there, text)
    return kept
  }

  /** Takes what a person did to the file into the room, over what others did there since. Answers whether that could be. */
  #take(id: number, kept: Kept, there: string): boolean {
    const own = changesBetween(kept.base, there).map(kept.since)
    const changes: TextChange[] = []
    own.iterChanges((from, to, _fromB, _toB, insert) => {
      changes.push({ from, to, insert: insert.toString() })
    }, true)
    try {
      this.#session.edit(changes, id)
      return true
    } catch (thrown) {
      if (!(thrown instanceof Error) || thrown.name !== 'SessionError') throw thrown
      this.#say(`A file’s changes are not taken: ${thrown.message}`)
      return false
    }
  }

  async #keep(path: string): Promise<void> {
    const ending = await keepAside(path)
    if (ending !== null) this.#say(`What the folder had is kept beside it, with the ending ${ending}.`)
  }
}
