import Ellipsis from 'lucide-solid/icons/ellipsis'
import { createSignal, Show, Suspense } from 'solid-js'
import type { Commands } from '../state/commands.ts'
import button from './button.module.css'
import { later, preloadSoon } from './later.ts'
import styles from './RoomMenu.module.css'
import { Tooltip } from './Tooltip.tsx'

const RoomMenuList = later(() => import('./RoomMenuList.tsx'))

/** The keys that open a menu. */
const OPENING: readonly string[] = ['Enter', ' ', 'ArrowDown', 'ArrowUp']

/** The button that was pressed first, and the key that did it; null for a click. */
interface Opened {
  readonly of: HTMLElement
  readonly key: string | null
}

/**
 * What people look for in a menu; all the rest is in the palette, to which it leads.
 *
 * @param props.place it stands in the top bar where there is room, else in the one below
 */
export function RoomMenu(props: { readonly commands: Commands; readonly place: 'top' | 'foot' }) {
  const [wanted, setWanted] = createSignal<Opened | null>(null)
  preloadSoon(RoomMenuList)
  /** From then on the menu listens itself. */
  const open = (of: HTMLElement, key: string | null) => {
    if (wanted() !== null) return
    of.focus()
    setWanted({ of, key })
  }

  return (
    <>
      <Tooltip words="Room menu">
        <button
          type="button"
          class={`${button.button} ${button.quiet} ${styles.button}`}
          data-testid={`menu-${props.place}`}
          data-place={props.place}
          aria-haspopup="menu"
          aria-expanded="false"
          aria-label="Room menu"
          onClick={(event) => open(event.currentTarget, null)}
          onKeyDown={(event) => {
            if (!OPENING.includes(event.key)) return
            // Else it would be a click as well.
            event.preventDefault()
            open(event.currentTarget, event.key)
          }}
        >
          <Ellipsis size={18} aria-hidden="true" />
        </button>
      </Tooltip>
      <Show when={wanted()}>
        {(by) => (
          <Suspense>
            <RoomMenuList of={by().of} openedBy={by().key} commands={props.commands} />
          </Suspense>
        )}
      </Show>
    </>
  )
}
