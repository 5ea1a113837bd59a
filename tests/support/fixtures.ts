import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Language } from '../../shared/protocol/language.ts'

const FOLDER = fileURLToPath(new URL('../fixtures/', import.meta.url))

/** A source file as it is on a disk: with its own line ends, tabs and odd characters. */
export interface Fixture {
  readonly language: Language
  readonly name: string
  readonly text: string
}

/** The source files of a language, by name. */
export function fixtures(language: Language): readonly Fixture[] {
  const folder = `${FOLDER}${language}/`
  return readdirSync(folder)
    .sort()
    .map((name) => ({ language, name, text: readFileSync(`${folder}${name}`, 'utf8') }))
}

/** What starts a comment line. */
export const commentSign = (language: Language): string => (language === 'python' ? '#' : '//')
