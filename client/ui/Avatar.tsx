import Crown from 'lucide-solid/icons/crown'
import { Show } from 'solid-js'
import { initials, personColor } from '../state/person.ts'
import styles from './Avatar.module.css'

interface AvatarProps {
  readonly name: string
  readonly color: number
  readonly host: boolean
  readonly typing: boolean
  /** Idle, or in another file. */
  readonly away?: boolean
}

/** A person as a disc of their colour. The words beside it say the same; it is hidden from screen readers. */
export function Avatar(props: AvatarProps) {
  return (
    <span
      class={styles.avatar}
      data-away={props.away === true}
      data-color={personColor(props.color)}
      data-initials={initials(props.name)}
      aria-hidden="true"
    >
      <Show when={props.host}>
        <span class={styles.host}>
          <Crown size={10} stroke-width={2.5} />
        </span>
      </Show>
      <Show when={props.typing}>
        <span class={styles.typing}>
          <i />
          <i />
          <i />
        </span>
      </Show>
    </span>
  )
}
