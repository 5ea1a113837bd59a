import Minus from 'lucide-solid/icons/minus'
import Plus from 'lucide-solid/icons/plus'
import { createUniqueId, For, type JSX } from 'solid-js'
import { FONT_SIZES, KEYMAPS, TAB_WIDTHS } from '../state/editor_settings.ts'
import { type Settings, THEME_CHOICES } from '../state/settings.ts'
import button from './button.module.css'
import { Dialog } from './Dialog.tsx'
import { KEYMAP_NAMES } from './keymap_names.ts'
import styles from './SettingsPanel.module.css'

const THEME_NAMES = { system: 'System', light: 'Light', dark: 'Dark' } as const

interface SettingsPanelProps {
  readonly settings: Settings
  closed(): void
}

/** How a person likes to edit; each change holds at once, in all this browser's pages, for this person only. */
export default function SettingsPanel(props: SettingsPanelProps) {
  const editor = () => props.settings.editor()
  const size = (by: number) => props.settings.setEditor({ fontSize: editor().fontSize + by })

  return (
    <Dialog title="Settings" testId="settings" modal place="middle" closed={props.closed}>
      <div class={styles.body}>
        <Choice
          legend="Theme"
          options={THEME_CHOICES.map((value) => ({ value, words: THEME_NAMES[value] }))}
          chosen={props.settings.theme()}
          choose={(theme) => props.settings.setTheme(theme)}
        />
        <fieldset class={styles.row}>
          <legend class={styles.legend}>Font size</legend>
          <span class={styles.stepper}>
            <button
              type="button"
              class={`${button.button} ${styles.step}`}
              aria-label="Smaller"
              data-testid="font-smaller"
              disabled={editor().fontSize <= FONT_SIZES.least}
              onClick={() => size(-1)}
            >
              <Minus size={15} aria-hidden="true" />
            </button>
            <output class={styles.size} data-testid="font-size" aria-live="polite">
              {editor().fontSize} px
            </output>
            <button
              type="button"
              class={`${button.button} ${styles.step}`}
              aria-label="Larger"
              data-testid="font-larger"
              disabled={editor().fontSize >= FONT_SIZES.most}
              onClick={() => size(1)}
            >
              <Plus size={15} aria-hidden="true" />
            </button>
          </span>
        </fieldset>
        <Choice
          legend="Tab width"
          note="How wide a tab is, and how far you indent. As usual: two or four, by the language."
          options={[
            { value: null, words: 'As usual' },
            ...TAB_WIDTHS.map((value) => ({ value, words: String(value) })),
          ]}
          chosen={editor().tabWidth}
          choose={(tabWidth) => props.settings.setEditor({ tabWidth })}
        />
        <Choice
          legend="Long lines"
          options={[
            { value: false, words: 'Scroll' },
            { value: true, words: 'Wrap' },
          ]}
          chosen={editor().wrap}
          choose={(wrap) => props.settings.setEditor({ wrap })}
        />
        <Choice
          legend="Keys"
          options={KEYMAPS.map((value) => ({ value, words: KEYMAP_NAMES[value] }))}
          chosen={editor().keymap}
          choose={(keymap) => props.settings.setEditor({ keymap })}
        />
        <p class={styles.foot}>These are yours alone, and kept in this browser.</p>
      </div>
    </Dialog>
  )
}

interface ChoiceProps<T> {
  readonly legend: string
  readonly note?: string
  readonly options: readonly { readonly value: T; readonly words: string }[]
  readonly chosen: T
  choose(value: T): void
}

/** One of a few, side by side. */
function Choice<T>(props: ChoiceProps<T>): JSX.Element {
  const name = createUniqueId()
  return (
    <fieldset class={styles.row} aria-describedby={props.note === undefined ? undefined : `${name}-note`}>
      <legend class={styles.legend}>{props.legend}</legend>
      <span class={styles.options}>
        <For each={props.options}>
          {(option) => (
            <label class={styles.option}>
              <input
                type="radio"
                class={styles.radio}
                name={name}
                checked={option.value === props.chosen}
                onChange={() => props.choose(option.value)}
              />
              <span class={styles.words}>{option.words}</span>
            </label>
          )}
        </For>
      </span>
      {props.note !== undefined && (
        <span id={`${name}-note`} class={styles.note}>
          {props.note}
        </span>
      )}
    </fieldset>
  )
}
