import ChevronDown from 'lucide-solid/icons/chevron-down'
import { For } from 'solid-js'
import { LANGUAGES, type Language, parseLanguage } from '../../shared/protocol/language.ts'
import { LANGUAGE_NAMES } from '../state/language_names.ts'
import styles from './LanguagePicker.module.css'
import { Tooltip } from './Tooltip.tsx'

interface LanguagePickerProps {
  readonly language: Language
  readonly disabled: boolean
  choose(language: Language): void
}

/** The room's language; a choice holds for everybody in the room. */
export function LanguagePicker(props: LanguagePickerProps) {
  return (
    <span class={styles.picker}>
      <Tooltip words="Language of the room, for everybody in it">
        <select
          class={styles.select}
          data-testid="language-picker"
          aria-label="Language of the room"
          disabled={props.disabled}
          onChange={(event) => {
            const chosen = parseLanguage(event.currentTarget.value)
            if (chosen !== null) props.choose(chosen)
          }}
        >
          <For each={LANGUAGES}>
            {(language) => (
              <option value={language} selected={language === props.language}>
                {LANGUAGE_NAMES[language]}
              </option>
            )}
          </For>
        </select>
      </Tooltip>
      <ChevronDown class={styles.arrow} size={14} aria-hidden="true" />
    </span>
  )
}
