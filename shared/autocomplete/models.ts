import type { Language } from '../protocol/language.ts'
import type { LanguageModel } from './language_model.ts'

/** Each language with its library is a chunk of its own in the page, fetched when a room first needs it. */
const LOAD: Readonly<Record<Language, () => Promise<{ readonly model: LanguageModel }>>> = {
  python: () => import('./languages/python/model.ts'),
  javascript: () => import('./languages/javascript/model.ts'),
  typescript: () => import('./languages/typescript/model.ts'),
  java: () => import('./languages/java/model.ts'),
  cpp: () => import('./languages/cpp/model.ts'),
}

/** What is known of a language. Rejects when its code cannot be fetched. */
export async function loadModel(language: Language): Promise<LanguageModel> {
  return (await LOAD[language]()).model
}
