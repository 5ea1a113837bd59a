import type { Parser } from '@lezer/common'
import type { Language } from '../protocol/language.ts'

/** The parsers that the editor's language packages have, set as they set them, so that trees are alike everywhere. */
const LOAD: Readonly<Record<Language, () => Promise<Parser>>> = {
  python: async () => (await import('@lezer/python')).parser,
  javascript: async () => (await import('@lezer/javascript')).parser.configure({ dialect: 'jsx' }),
  typescript: async () => (await import('@lezer/javascript')).parser.configure({ dialect: 'ts' }),
  java: async () => (await import('@lezer/java')).parser,
  cpp: async () => (await import('@lezer/cpp')).parser,
}

/** The parser of a language. */
export const loadParser = (language: Language): Promise<Parser> => LOAD[language]()
