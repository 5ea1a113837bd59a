import { createSignal, Show } from 'solid-js'
import { USER_NAME_UNITS } from '../../shared/protocol/limits.ts'
import { contribute } from '../state/commands.ts'
import { Avatar } from './Avatar.tsx'
import styles from './NameEditor.module.css'
import { Tooltip } from './Tooltip.tsx'

interface NameEditorProps {
  readonly name: string
  readonly color: number
  readonly host: boolean
  /** The name is that of the sign-in, which cannot be changed here. */
  readonly fixed: boolean
  rename(name: string): void
}

/** Oneself: click to change the name in place; Enter or leaving takes it, Escape does not. */
export function NameEditor(props: NameEditorProps) {
  const [editing, setEditing] = createSignal(false)
  let shown: HTMLButtonElement | undefined
  contribute({
    id: 'rename',
    title: 'Change your name',
    available: () => !props.fixed,
    run: () => setEditing(true),
  })

  const finish = (text: string | null, refocus: boolean) => {
    if (!editing()) return
    setEditing(false)
    const name = text?.trim() ?? ''
    if (name !== '' && name !== props.name) props.rename(name)
    if (refocus) queueMicrotask(() => shown?.focus())
  }

  return (
    <span class={styles.self} data-editing={editing()}>
      <Show
        when={editing()}
        fallback={
          <Tooltip words={props.fixed ? 'You, by your sign-in' : 'Change your name'}>
            <button
              ref={shown}
              type="button"
              class={styles.shown}
              data-testid="self"
              aria-label={`${props.name} (you)${props.host ? ' (host)' : ''}. ${props.fixed ? 'The name is that of your sign-in' : 'Change your name'}`}
              aria-disabled={props.fixed}
              onClick={() => setEditing(!props.fixed)}
            >
              <Avatar name={props.name} color={props.color} host={props.host} typing={false} />
              <span class={styles.name}>{props.name}</span> <span class={styles.tag}>(you)</span>
            </button>
          </Tooltip>
        }
      >
        <Avatar name={props.name} color={props.color} host={props.host} typing={false} />
        <input
          class={styles.input}
          data-testid="name-input"
          aria-label="Your name"
          autocomplete="off"
          spellcheck={false}
          maxLength={USER_NAME_UNITS}
          value={props.name}
          ref={(field) =>
            queueMicrotask(() => {
              field.focus()
              field.select()
            })
          }
          onKeyDown={(event) => {
            if (event.isComposing) return
            if (event.key === 'Enter') {
              // Else the same key press would go on to the button that takes the focus.
              event.preventDefault()
              finish(event.currentTarget.value, true)
            }
            if (event.key === 'Escape') {
              event.stopPropagation()
              finish(null, true)
            }
          }}
          onBlur={(event) => finish(event.currentTarget.value, false)}
        />
      </Show>
    </span>
  )
}
