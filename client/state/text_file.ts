import type { Language } from '../../shared/protocol/language.ts'

/** A file that is taken into a room, in bytes at most; the room itself may take less. */
export const FILE_BYTES = 10_000_000

export type TextFile =
  | { readonly ok: true; readonly text: string }
  /** `problem` is a whole sentence for whoever wanted it. */
  | { readonly ok: false; readonly problem: string }

/** What stands between dropping something and reading it, in a sentence; null when nothing does. */
export function dropProblem(files: readonly { readonly size: number }[], folders: number): string | null {
  const [file] = files
  if (folders > 0) return 'That is a folder. Drop one text file at a time.'
  if (files.length > 1) return `Those are ${files.length} files. Drop one text file at a time.`
  if (file === undefined) return 'There is no file in that. Drop a text file.'
  return sizeProblem(file.size)
}

/** Why a file of so many bytes is not read; null when it is. */
export const sizeProblem = (bytes: number): string | null =>
  bytes > FILE_BYTES
    ? `That file is too large: it has ${megabytes(bytes)} MB, and at most ${megabytes(FILE_BYTES)} fit.`
    : null

const megabytes = (bytes: number): string => (Math.ceil(bytes / 100_000) / 10).toLocaleString('en-GB')

/** The text of a file, line ends as they are in it; a refusal when it is none. */
export function readTextFile(bytes: Uint8Array): TextFile {
  const tooLarge = sizeProblem(bytes.length)
  if (tooLarge !== null) return { ok: false, problem: tooLarge }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { ok: false, problem: NOT_TEXT }
  }
  return text.includes('\0') ? { ok: false, problem: NOT_TEXT } : { ok: true, text }
}

const NOT_TEXT = 'That is not a text file (in UTF-8), so it was not opened. Nothing was changed.'

/** The first ending of each language is the one that it is saved under. */
const ENDINGS: Readonly<Record<Language, readonly [string, ...string[]]>> = {
  python: ['py', 'pyi', 'pyw'],
  javascript: ['js', 'mjs', 'cjs', 'jsx'],
  typescript: ['ts', 'mts', 'cts', 'tsx'],
  java: ['java'],
  cpp: ['cpp', 'cc', 'cxx', 'c', 'hpp', 'hh', 'hxx', 'h', 'ino'],
}

/** The language that a file's name tells; null when it tells none that a room can have. */
export function languageOfFile(name: string): Language | null {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase()
  for (const [language, endings] of Object.entries(ENDINGS) as [Language, readonly string[]][])
    if (ending !== undefined && endings.includes(ending)) return language
  return null
}

/** The name under which a room's code is saved. A room's id is fit for a file's name. */
export const fileNameFor = (roomId: string, language: Language): string => `${roomId}.${ENDINGS[language][0]}`
