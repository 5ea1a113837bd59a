import { For, Show } from 'solid-js'
import type { Command, Commands } from '../state/commands.ts'
import type { KeymapName } from '../state/editor_settings.ts'
import { keyWords } from '../state/keys.ts'
import button from './button.module.css'
import { Dialog } from './Dialog.tsx'
import { KEYMAP_NAMES } from './keymap_names.ts'
import styles from './ShortcutsPanel.module.css'

interface ShortcutsPanelProps {
  readonly commands: Commands
  readonly keymap: KeymapName
  closed(): void
}

/** What is on which key. */
export default function ShortcutsPanel(props: ShortcutsPanelProps) {
  const withKeys = (inEditor: boolean) =>
    props.commands
      .all()
      .filter((one) => (one.inEditor ?? false) === inEditor && props.commands.keysOf(one).length > 0)

  return (
    <Dialog title="Keyboard shortcuts" testId="shortcuts" modal place="middle" closed={props.closed}>
      <div class={styles.body}>
        <Table title="Anywhere" commands={props.commands} list={withKeys(false)} />
        <Table title="In the text" commands={props.commands} list={withKeys(true)} />
        <p class={styles.note}>
          Tab indents. Press Escape and then Tab to leave the text with the keyboard.
          <Show when={props.keymap !== 'default'}>
            {' '}
            The text has {KEYMAP_NAMES[props.keymap]}’s keys now; they come before those above.
          </Show>
        </p>
        <button type="button" class={button.button} onClick={() => props.commands.run('settings')}>
          Choose other keys…
        </button>
      </div>
    </Dialog>
  )
}

function Table(props: {
  readonly title: string
  readonly commands: Commands
  readonly list: readonly Command[]
}) {
  return (
    <table class={styles.table}>
      <caption class={styles.caption}>{props.title}</caption>
      <tbody>
        <For each={props.list}>
          {(command) => (
            <tr data-command={command.id}>
              <th scope="row" class={styles.what}>
                {command.title}
              </th>
              <td class={styles.keys}>
                <For each={props.commands.keysOf(command)}>
                  {(key) => <kbd class={styles.key}>{keyWords(key, props.commands.mac)}</kbd>}
                </For>
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
}
