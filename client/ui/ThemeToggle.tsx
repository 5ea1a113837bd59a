import Monitor from 'lucide-solid/icons/monitor'
import Moon from 'lucide-solid/icons/moon'
import Sun from 'lucide-solid/icons/sun'
import { Match, Switch } from 'solid-js'
import { nextTheme, type Settings, THEME_WORDS } from '../state/settings.ts'
import button from './button.module.css'
import styles from './ThemeToggle.module.css'
import { Tooltip } from './Tooltip.tsx'

/** One button through system, light and dark. */
export function ThemeToggle(props: { readonly settings: Settings }) {
  const label = () =>
    `Theme: ${THEME_WORDS[props.settings.theme()]}. Change to ${THEME_WORDS[nextTheme(props.settings.theme())]}`
  return (
    <Tooltip words={label()}>
      <button
        type="button"
        class={`${button.button} ${button.quiet} ${styles.toggle}`}
        data-testid="theme-toggle"
        aria-label={label()}
        onClick={() => props.settings.setTheme(nextTheme(props.settings.theme()))}
      >
        <Switch>
          <Match when={props.settings.theme() === 'system'}>
            <Monitor size={15} aria-hidden="true" />
          </Match>
          <Match when={props.settings.theme() === 'light'}>
            <Sun size={15} aria-hidden="true" />
          </Match>
          <Match when={props.settings.theme() === 'dark'}>
            <Moon size={15} aria-hidden="true" />
          </Match>
        </Switch>
      </button>
    </Tooltip>
  )
}
