import Ellipsis from 'lucide-solid/icons/ellipsis'
import type { Commands } from '../state/commands.ts'
import { keyWords } from '../state/keys.ts'
import button from './button.module.css'
import styles from './CommandsButton.module.css'

/**
 * Opens the palette for those who do not know its key.
 *
 * @param props.place it stands in the top bar where there is room, else in the one below
 */
export function CommandsButton(props: { readonly commands: Commands; readonly place: 'top' | 'foot' }) {
  const key = () => keyWords('Mod-Shift-p', props.commands.mac)
  return (
    <button
      type="button"
      class={`${button.button} ${button.quiet} ${styles.button}`}
      data-testid={`commands-${props.place}`}
      data-place={props.place}
      aria-haspopup="dialog"
      aria-label="All commands"
      title={`All commands (${key()})`}
      onClick={() => props.commands.run('palette')}
    >
      <Ellipsis size={18} aria-hidden="true" />
    </button>
  )
}
