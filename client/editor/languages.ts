import { indentUnit, LanguageSupport } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import type { Language } from '../../shared/protocol/language.ts'

interface LanguageEntry {
  /** Indentation that is usual in this language. */
  readonly unit: string
  load(): Promise<LanguageSupport>
}

/**
 * Each parser is a chunk of its own, fetched when a room first needs it. Without the packages' own suggestions: those of
 * this project take their place, and what they are made with need not be there before the text.
 */
const ENTRIES: Readonly<Record<Language, LanguageEntry>> = {
  python: {
    unit: '    ',
    load: async () => {
      const { pythonLanguage } = await import('@codemirror/lang-python')
      return new LanguageSupport(pythonLanguage)
    },
  },
  javascript: {
    unit: '  ',
    load: async () => {
      const { autoCloseTags, jsxLanguage } = await import('@codemirror/lang-javascript')
      return new LanguageSupport(jsxLanguage, autoCloseTags)
    },
  },
  typescript: {
    unit: '  ',
    load: async () => {
      const { typescriptLanguage } = await import('@codemirror/lang-javascript')
      return new LanguageSupport(typescriptLanguage)
    },
  },
  java: { unit: '    ', load: async () => (await import('@codemirror/lang-java')).java() },
  cpp: { unit: '    ', load: async () => (await import('@codemirror/lang-cpp')).cpp() },
}

const loaded = new Map<Language, Extension>()

/** What can be had of a language's support at once: all of it when it was loaded before, else its indentation. */
export const languageNow = (language: Language): Extension =>
  loaded.get(language) ?? indentUnit.of(ENTRIES[language].unit)

/** The language's support; rejects when its code cannot be fetched. */
export async function loadLanguage(language: Language): Promise<Extension> {
  const known = loaded.get(language)
  if (known !== undefined) return known
  const entry = ENTRIES[language]
  const extension: Extension = [indentUnit.of(entry.unit), await entry.load()]
  loaded.set(language, extension)
  return extension
}
