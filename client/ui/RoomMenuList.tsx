import * as Kobalte from '@kobalte/core/dropdown-menu'
import { createMemo, For, onMount, Show } from 'solid-js'
import type { Command, Commands } from '../state/commands.ts'
import { keyWords } from '../state/keys.ts'
import { Borrowed } from './Borrowed.tsx'
import { overMain } from './over_main.ts'
import styles from './RoomMenuList.module.css'
import { MENU } from './room_commands.ts'

/** Pixels between the button and its menu, which leaves the bar free, and between that and the edge of the window. */
const GUTTER = 12
const EDGE = 6

/** What is of a room's menu now, in its groups. */
const grouped = (commands: readonly Command[]): readonly (readonly Command[])[] =>
  MENU.map((ids) => ids.flatMap((id) => commands.find((command) => command.id === id) ?? []))

interface RoomMenuListProps {
  /** The button that opens it; still has the focus if it is to be open at once. */
  readonly of: HTMLElement
  /** The key that it was to be opened with; null for a click. */
  readonly openedBy: string | null
  readonly commands: Commands
}

/** The room's menu: the palette's commands that people look for here, with their keys. */
export default function RoomMenuList(props: RoomMenuListProps) {
  const isStill = document.activeElement === props.of
  onMount(() => {
    const { of, openedBy: key } = props
    if (isStill && key !== null) of.dispatchEvent(new KeyboardEvent('keydown', { key }))
  })
  const groups = createMemo(() => grouped(props.commands.all()))
  let chosen: Command | null = null
  // The button has the focus back by then: what is opened next gives it back there.
  const run = () => {
    const command = chosen
    chosen = null
    if (command !== null) queueMicrotask(() => props.commands.run(command.id))
  }

  return (
    <Kobalte.Root
      modal={false}
      defaultOpen={isStill && props.openedBy === null}
      placement="bottom-end"
      gutter={GUTTER}
      overflowPadding={EDGE}
    >
      <Kobalte.Trigger as={Borrowed} element={props.of} />
      <Kobalte.Portal {...overMain()}>
        <Kobalte.Content class={styles.menu} data-testid="room-menu" onCloseAutoFocus={run}>
          <For each={groups()}>
            {(group, at) => (
              <>
                <Show when={at() > 0}>
                  <Kobalte.Separator class={styles.separator} />
                </Show>
                <For each={group}>
                  {(command) => (
                    <Item
                      command={command}
                      commands={props.commands}
                      choose={() => {
                        chosen = command
                      }}
                    />
                  )}
                </For>
              </>
            )}
          </For>
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte.Root>
  )
}

interface ItemProps {
  readonly command: Command
  readonly commands: Commands
  choose(): void
}

function Item(props: ItemProps) {
  const title = () => props.command.menuTitle ?? props.command.title
  const key = () => props.commands.keysOf(props.command)[0]
  return (
    <Kobalte.Item
      class={styles.item}
      data-command={props.command.id}
      textValue={title()}
      disabled={!props.commands.offered().includes(props.command)}
      onSelect={() => props.choose()}
    >
      <span>{title()}</span>{' '}
      <Show when={key()}>
        {(name) => <kbd class={styles.key}>{keyWords(name(), props.commands.mac)}</kbd>}
      </Show>
    </Kobalte.Item>
  )
}
