/** The languages a room can have. Order is wire format: append only. */
export const LANGUAGES = ['python', 'javascript', 'typescript', 'java', 'cpp'] as const
export type Language = (typeof LANGUAGES)[number]

export const DEFAULT_LANGUAGE: Language = 'python'

/** The language, or null when the input names none. */
export const parseLanguage = (text: unknown): Language | null =>
  LANGUAGES.find((language) => language === text) ?? null
