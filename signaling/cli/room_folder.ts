import { type FSWatcher, watch } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ChangeSet } from '@codemirror/state'
import { SessionError, type TandemSession, type TextChange } from '../../client/library/index.ts'
import { fail, ok, type Result } from '../../shared/base/result.ts'
import { reasonOf } from '../store/store_down.ts'
import {
  asFileText,
  type FileForm,
  moveAside,
  moveText,
  readText,
  writeAside,
  writeText,
} from './folder_file.ts'
import { folderNames } from './folder_names.ts'
import { Standstill } from './standstill.ts'
import { changesBetween } from './text_diff.ts'

/** Changes are gathered for so long before they are taken over, in milliseconds. */
const GATHER_MS = 200
/** What the room did not take, beside the files. */
const REFUSED = 'refused'

/** One of the room's files in the folder. */
interface Kept {
  path: string
  /** What both sides had when they were last the same. */
  base: string
  /** What was done to the room's text since. */
  since: ChangeSet
  /** The same since what is being written. */
  sinceWrite: ChangeSet
  form: FileForm
  readonly standstill: Standstill
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
  #closing = false
  /** What was said last of a file that cannot be kept the same. */
  readonly #complaints = new Map<number, string>()

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
      session.on('refused', ({ text }) => folder.#refused(text)),
    )
    await folder.#settle()
    return ok(folder)
  }

  /** Takes over what is left, then leaves the folder as it is. */
  async close(): Promise<void> {
    this.#watcher?.close()
    if (this.#timer) clearTimeout(this.#timer)
    this.#closing = true
    await this.#settle()
    for (const stop of this.#stops) stop()
    await this.#running
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

  /** All edits of this session come from the folder: what they had inserted is in no file any more after this. */
  #refused(text: string): void {
    if (text === '') return
    void this.#then(async () => {
      const name = await writeAside(join(this.#dir, REFUSED), asFileText(text))
      this.#say(
        name === null
          ? 'What the room did not take cannot be kept.'
          : `What the room did not take is kept as ${name}.`,
      )
    })
  }

  #soon(): void {
    if (this.#closing) return
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      void this.#settle()
    }, GATHER_MS)
  }

  #settle(): Promise<void> {
    return this.#then(async () => {
      const names = folderNames(this.#session.files, this.#session.language)
      for (const id of this.#kept.keys()) if (!names.has(id)) this.#kept.delete(id)
      for (const [id, name] of names) await this.#settleFile(id, join(this.#dir, name))
    })
  }

  /** One after the other, so that nothing is read while it is written. */
  #then(work: () => Promise<void>): Promise<void> {
    this.#running = this.#running.then(work)
    return this.#running
  }

  async #settleFile(id: number, path: string): Promise<void> {
    const known = this.#kept.get(id)
    if (known && known.path !== path && moveText(known.path, path)) known.path = path
    const read = await readText(path)
    // Removed from the room meanwhile: what the folder has stays.
    if (!this.#session.files.some((file) => file.id === id)) return
    if (!read.ok && read.reason === 'changed') return this.#soon()
    let there = read.ok ? read.value : null
    if (!read.ok && !this.#keep(id, path, `a file is not taken: ${read.reason}`)) return
    const met = known?.path !== path
    const kept = met ? this.#meet(id, path) : known
    if (there !== null) kept.form = there
    if (there !== null && there.text !== kept.base) {
      if (!met && !this.#closing && !kept.standstill.isStill(there.stamp)) return this.#soon()
      const isRooms = met && (kept.base !== '' || this.#isOthers(id, path))
      const reason = isRooms ? 'the room has a text of its own' : this.#take(id, kept, there.text)
      if (reason !== null) {
        if (!this.#keep(id, path, reason)) return
        there = null
      }
    }
    // Who deletes the file has not deleted the text: it is written again.
    const text = this.#session.text(id)
    const fresh = asFileText(text)
    kept.sinceWrite = ChangeSet.empty(text.length)
    const failed =
      there?.text === fresh ? null : await writeText(path, fresh, kept.form, there?.stamp ?? null)
    if (failed === 'changed') return this.#soon()
    if (failed !== null) return this.#complain(id, `a file is not up to date: ${failed}`)
    kept.base = fresh
    kept.since = kept.sinceWrite
    this.#complaints.delete(id)
  }

  /** The first time that a file is seen there, both sides count as the same. */
  #meet(id: number, path: string): Kept {
    const text = this.#session.text(id)
    const none = ChangeSet.empty(text.length)
    const form = { isCrlf: false, mode: null }
    const base = asFileText(text)
    const kept: Kept = { path, base, since: none, sinceWrite: none, form, standstill: new Standstill() }
    this.#kept.set(id, kept)
    return kept
  }

  /** What is there was written for another of the room's files, which has a new name now. */
  #isOthers(id: number, path: string): boolean {
    return [...this.#kept].some(([other, kept]) => other !== id && kept.path === path)
  }

  /** Takes what a person did to the file into the room, over what others did there since. Answers why that cannot be. */
  #take(id: number, kept: Kept, there: string): string | null {
    const own = changesBetween(kept.base, there)
    const changes: TextChange[] = []
    own.map(kept.since).iterChanges((from, to, _fromB, _toB, insert) => {
      changes.push({ from, to, insert: insert.toString() })
    }, true)
    try {
      this.#session.edit(changes, id)
    } catch (thrown) {
      if (!(thrown instanceof SessionError)) throw thrown
      return `a file’s changes are not taken: ${thrown.message.replace(/\.$/, '')}`
    }
    kept.since = kept.since.map(own, true)
    kept.base = there
    return null
  }

  /** Moves what the room does not take out of the way. Answers whether its place is free now. */
  #keep(id: number, path: string, reason: string): boolean {
    const ending = moveAside(path)
    if (ending === null) this.#complain(id, reason)
    else this.#say(sentence(`${reason}; what the folder had is kept beside it, with the ending ${ending}`))
    return ending !== null
  }

  /** Once, until it changes. */
  #complain(id: number, reason: string): void {
    if (this.#complaints.get(id) === reason) return
    this.#complaints.set(id, reason)
    this.#say(sentence(reason))
  }
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
