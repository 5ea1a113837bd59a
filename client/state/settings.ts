import { createSignal } from 'solid-js'
import type { TextStorage } from './storage.ts'

const THEME_CHOICES = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof THEME_CHOICES)[number]

/** Keys in the browser's storage; `theme` is also read by public/theme.js before the first paint. */
const THEME_KEY = 'tandem.theme'

/** What a person has chosen for this browser. */
export interface Settings {
  theme(): ThemeChoice
  setTheme(choice: ThemeChoice): void
  /** Whether the page is dark now: the choice, or the system's where that is the choice. */
  dark(): boolean
}

const parseTheme = (text: string | null): ThemeChoice =>
  THEME_CHOICES.find((choice) => choice === text) ?? 'system'

/** `media` is the query `(prefers-color-scheme: dark)`. */
export function createSettings(
  storage: TextStorage,
  media: Pick<MediaQueryList, 'matches' | 'addEventListener'>,
): Settings {
  const [theme, setTheme] = createSignal(parseTheme(storage.get(THEME_KEY)))
  const [systemDark, setSystemDark] = createSignal(media.matches)
  media.addEventListener('change', () => setSystemDark(media.matches))
  return {
    theme,
    setTheme(choice) {
      storage.set(THEME_KEY, choice)
      setTheme(choice)
    },
    dark: () => (theme() === 'system' ? systemDark() : theme() === 'dark'),
  }
}

/** The choice after this one when one button goes through them all. */
export const nextTheme = (choice: ThemeChoice): ThemeChoice =>
  THEME_CHOICES[(THEME_CHOICES.indexOf(choice) + 1) % THEME_CHOICES.length] ?? 'system'
