import { createSignal } from 'solid-js'
import { type EditorSettings, parseEditorSettings } from './editor_settings.ts'
import type { TextStorage } from './storage.ts'

export const THEME_CHOICES = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof THEME_CHOICES)[number]

/** Keys in the browser's storage; the theme is also read by public/theme.js before the first paint. */
const THEME_KEY = 'tandem.theme'
/** A JSON object. */
const EDITOR_KEY = 'tandem.editor'
/** There once the first hint has been understood. */
const HINTED_KEY = 'tandem.hinted'

/** Each choice in words, to follow "Theme:". */
export const THEME_WORDS: Readonly<Record<ThemeChoice, string>> = {
  system: 'like the system',
  light: 'light',
  dark: 'dark',
}

/** What a person has chosen for this browser; all its pages follow. */
export interface Settings {
  theme(): ThemeChoice
  setTheme(choice: ThemeChoice): void
  /** Whether the page is dark now: the choice, or the system's where that is the choice. */
  dark(): boolean
  editor(): EditorSettings
  setEditor(change: Partial<EditorSettings>): void
  /** The hint of the first visit has been understood. */
  hinted(): boolean
  setHinted(): void
}

const parseTheme = (text: string | null): ThemeChoice =>
  THEME_CHOICES.find((choice) => choice === text) ?? 'system'

/** `media` is the query `(prefers-color-scheme: dark)`. */
export function createSettings(
  storage: TextStorage,
  media: Pick<MediaQueryList, 'matches' | 'addEventListener'>,
): Settings {
  const [theme, setTheme] = createSignal(parseTheme(storage.get(THEME_KEY)))
  const [editor, setEditor] = createSignal(parseEditorSettings(storage.get(EDITOR_KEY)))
  const [hinted, setHinted] = createSignal(storage.get(HINTED_KEY) !== null)
  const [systemDark, setSystemDark] = createSignal(media.matches)
  media.addEventListener('change', () => setSystemDark(media.matches))
  storage.onChange((key) => {
    if (key === THEME_KEY || key === null) setTheme(parseTheme(storage.get(THEME_KEY)))
    if (key === EDITOR_KEY || key === null) setEditor(parseEditorSettings(storage.get(EDITOR_KEY)))
    if (key === HINTED_KEY) setHinted(true)
  })
  return {
    theme,
    setTheme(choice) {
      storage.set(THEME_KEY, choice)
      setTheme(choice)
    },
    dark: () => (theme() === 'system' ? systemDark() : theme() === 'dark'),
    editor,
    setEditor(change) {
      // Through the same door as what comes out of storage, so that nothing else gets in.
      const text = JSON.stringify({ ...editor(), ...change })
      storage.set(EDITOR_KEY, text)
      setEditor(parseEditorSettings(text))
    },
    hinted,
    setHinted() {
      if (hinted()) return
      storage.set(HINTED_KEY, '1')
      setHinted(true)
    },
  }
}

/** The choice after this one when one button goes through them all. */
export const nextTheme = (choice: ThemeChoice): ThemeChoice =>
  THEME_CHOICES[(THEME_CHOICES.indexOf(choice) + 1) % THEME_CHOICES.length] ?? 'system'
