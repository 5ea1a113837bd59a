import type { Language } from '../protocol/language.ts'
import type { LanguageModel } from './language_model.ts'

/** Each language with its library is a chunk of its own in the page, fetched when a room first needs it. */
const LOAD: Readonly<Partial<Record<Language, () => Promise<{ readonly model: LanguageModel }>>>> = {
  javascript: () => import('./languages/javascript/model.ts'),
  typescript: () => import('./languages/typescript/model.ts'),
  python: () => import('./languages/python/model.ts'),
  java: () => import('./languages/java/model.ts'),
  cpp: () => import('./languages/cpp/model.ts'),
}

/** What is known of a language; null when nothing is. Rejects when its code cannot be fetched. */
export async function loadModel(language: Language): Promise<LanguageModel | null> {
  return (await LOAD[language]?.())?.model ?? null
}
