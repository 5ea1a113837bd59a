import { constants } from 'node:fs'
import { link, open, rename, rm } from 'node:fs/promises'
import { fail, ok, type Result } from '../../shared/base/result.ts'
import { ROOM_UNITS } from '../../shared/protocol/limits.ts'
import { reasonOf } from '../store/store_down.ts'

/** What a file holds, its line ends as Tandem has them; null where there is none. */
export interface FileText {
  readonly text: string
  /** Its lines end as on Windows. */
  readonly isCrlf: boolean
}

/**
 * Reads a text that a person may have changed. No link is followed; what is no regular file, no UTF-8 or larger than a room
 * is a reason.
 */
export async function readText(path: string): Promise<Result<FileText | null, string>> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const { size, isFile } = await file.stat().then((stat) => ({ size: stat.size, isFile: stat.isFile() }))
      if (!isFile) return fail('it is no file')
      if (size > ROOM_UNITS) return fail('it is larger than a room may be')
      const raw = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.readFile())
      return ok({ text: raw.replace(/\r\n?/g, '\n'), isCrlf: raw.includes('\r\n') })
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
 * Puts a text in the place of a file that still holds what was `expected`, whole or not at all. Answers a reason where that
 * cannot be done; `changed` where it holds something else by now.
 */
export async function writeText(
  path: string,
  { text, isCrlf }: FileText,
  expected: string | null,
): Promise<string | null> {
  const fresh = `${path}.tandem-${process.pid}`
  try {
    const file = await open(fresh, 'w')
    try {
      await file.writeFile(isCrlf ? text.replaceAll('\n', '\r\n') : text)
      await file.sync()
    } finally {
      await file.close()
    }
    const now = await readText(path)
    if (now.ok && (now.value?.text ?? null) !== expected) {
      await rm(fresh)
      return 'changed'
    }
    await rename(fresh, path)
    return null
  } catch (thrown) {
    await rm(fresh, { force: true })
    return `it cannot be written (${reasonOf(thrown)})`
  }
}

/** Gives a file another name, unless something has that. Answers whether it has it now. */
export async function moveText(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    await rm(from)
    return true
  } catch {
    // It is gone, or the name is taken: it is written under the new one then.
    return false
  }
}

/** Keeps what is at a path under another name, beside it. Answers the name's ending; null where nothing was kept. */
export async function keepAside(path: string): Promise<string | null> {
  for (let n = 1; n < 1_000; n++) {
    const ending = n === 1 ? '.local' : `.local-${n}`
    try {
      await link(path, path + ending)
      return ending
    } catch (thrown) {
      if (reasonOf(thrown) !== 'EEXIST') return null
    }
  }
  return null
}
