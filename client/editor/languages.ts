import { indentUnit } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import type { Language } from '../../shared/protocol/language.ts'

interface LanguageEntry {
  /** Indentation that is usual in this language. */
  readonly unit: string
  load(): Promise<Extension>
}

/**
 * Each parser is a chunk of its own, fetched when a room first needs it. The packages' own suggestions are left out:
 * ours take their place, and CodeMirror's part for them is loaded with those.
 */
const ENTRIES: Readonly<Record<Language, LanguageEntry>> = {
  python: { unit: '    ', load: async () => (await import('@codemirror/lang-python')).pythonLanguage },
  javascript: {
    unit: '  ',
    load: async () => {
      const { autoCloseTags, jsxLanguage } = await import('@codemirror/lang-javascript')
      return [jsxLanguage, autoCloseTags]
    },
  },
  typescript: {
    unit: '  ',
    load: async () => (await import('@codemirror/lang-javascript')).typescriptLanguage,
  },
  java: { unit: '    ', load: async () => (await import('@codemirror/lang-java')).javaLanguage },
  cpp: { unit: '    ', load: async () => (await import('@codemirror/lang-cpp')).cppLanguage },
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
