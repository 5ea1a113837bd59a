import { constants, lstatSync, renameSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fail, ok, type Result } from '../../shared/base/result.ts'
import { ROOM_UNITS } from '../../shared/protocol/limits.ts'
import { reasonOf } from '../store/store_down.ts'

/** UTF-8 takes three bytes for a unit, and line ends of Windows two. */
const MOST_BYTES = 3 * ROOM_UNITS
/** Copies beside a file before no more is kept. */
const MOST_COPIES = 1_000

/** How a text is on the disk. */
export interface FileForm {
  /** Its lines end as on Windows. */
  readonly isCrlf: boolean
  /** Who may do what with it, as chmod takes it; null as for any new file. */
  readonly mode: number | null
}

/** What a file holds. */
export interface FileText extends FileForm {
  /** Line ends as Tandem has them. */
  readonly text: string
  /** Another one whenever the file was written or replaced. */
  readonly stamp: string
}

/** Text as a file can hold it: half of a surrogate pair has no UTF-8. As long as before. */
export const asFileText = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')

/**
 * Reads a text that a person may have changed; null where there is no file. No link is followed; what is no regular file, no
 * UTF-8 or larger than a room is a reason, and so is what is written at this moment: `changed`.
 */
export async function readText(path: string): Promise<Result<FileText | null, string>> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const stat = await file.stat({ bigint: true })
      if (!stat.isFile()) return fail('it is no file')
      if (stat.size > MOST_BYTES) return fail('it is larger than a room may be')
      const bytes = await file.readFile()
      const raw = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
      const stamp = stampOf(stat)
      if (stampOf(await file.stat({ bigint: true })) !== stamp) return fail('changed')
      const text = raw.replace(/\r\n?/g, '\n')
      if (text.length > ROOM_UNITS) return fail('it is larger than a room may be')
      return ok({ text, isCrlf: raw.includes('\r\n'), mode: Number(stat.mode) & 0o777, stamp })
    } finally {
      await file.close()
    }
  } catch (thrown) {
    if (thrown instanceof TypeError) return fail('it is no UTF-8 text')
    const reason = reasonOf(thrown)
    return reason === 'ENOENT'
      ? ok(null)
      : fail(reason === 'ELOOP' ? 'it is a link' : `it cannot be read (${reason})`)
  }
}

/**
 * Puts a text in the place of a file that still has the stamp `expected` (null: where no file is), whole or not at all. Answers
 * a reason where that cannot be done; `changed` where somebody wrote it meanwhile.
 */
export async function writeText(
  path: string,
  text: string,
  { isCrlf, mode }: FileForm,
  expected: string | null,
): Promise<string | null> {
  // Hidden, as no file of the room can be.
  const fresh = join(dirname(path), `.${basename(path)}.tandem-${process.pid}`)
  try {
    await rm(fresh, { force: true })
    const file = await open(fresh, 'wx')
    try {
      await file.writeFile(isCrlf ? text.replaceAll('\n', '\r\n') : text)
      if (mode !== null) await file.chmod(mode)
      await file.sync()
    } finally {
      await file.close()
    }
    // One right after the other: there is no call that does both.
    if (stampAt(path) === expected) {
      renameSync(fresh, path)
      return null
    }
    await rm(fresh)
    return 'changed'
  } catch (thrown) {
    await rm(fresh, { force: true }).catch(() => undefined)
    return `it cannot be written (${reasonOf(thrown)})`
  }
}

/** Gives a file another name, unless something has that. Answers whether it has it now. */
export function moveText(from: string, to: string): boolean {
  try {
    if (stampAt(to) !== null) return false
    renameSync(from, to)
    return true
  } catch {
    // It is gone, or may not be moved: the text is written under the new name then.
    return false
  }
}

/** Moves what is at a path, but a folder, beside it under a name of its own. Answers the name's ending; null where that cannot be. */
export function moveAside(path: string): string | null {
  try {
    if (lstatSync(path).isDirectory()) return null
  } catch {
    // There is nothing to keep.
    return null
  }
  return asides().find((ending) => moveText(path, path + ending)) ?? null
}

/** Writes a text beside a path, under a name of its own. Answers the name; null where that cannot be. */
export async function writeAside(path: string, text: string): Promise<string | null> {
  for (const ending of asides()) {
    const failed = await writeText(path + ending, text, { isCrlf: false, mode: null }, null)
    if (failed === null) return basename(path + ending)
    if (failed !== 'changed') return null
  }
  return null
}

/** `.local`, `.local-2`, … */
const asides = (): string[] =>
  Array.from({ length: MOST_COPIES }, (_, n) => `.local${n === 0 ? '' : `-${n + 1}`}`)

function stampAt(path: string): string | null {
  const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false })
  return stat ? stampOf(stat) : null
}

const stampOf = ({ ino, size, mtimeNs }: { ino: bigint; size: bigint; mtimeNs: bigint }): string =>
  `${ino} ${size} ${mtimeNs}`
