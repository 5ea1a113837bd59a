import { For } from 'solid-js'
import type { Person } from '../../shared/protocol/access.ts'
import button from './button.module.css'
import styles from './SummonQuestion.module.css'

interface KnockBarProps {
  /** Who waits at the door, for somebody who may let them in. */
  readonly waiting: readonly Person[]
  answer(person: Person, admitted: boolean): void
}

/** Somebody asks to come in; they wait until that is answered. */
export function KnockBar(props: KnockBarProps) {
  return (
    <div role="status" class={styles.knocks}>
      <For each={props.waiting}>
        {(person) => (
          <div class={styles.question} data-testid="knock">
            <span>{person.userName} asks to come in</span>
            <span class={styles.actions}>
              <button
                type="button"
                class={`${button.button} ${button.primary}`}
                data-testid="knock-admit"
                aria-label={`Let in ${person.userName}`}
                onClick={() => props.answer(person, true)}
              >
                Let in
              </button>
              <button
                type="button"
                class={`${button.button} ${button.quiet}`}
                data-testid="knock-refuse"
                aria-label={`Send away ${person.userName}`}
                onClick={() => props.answer(person, false)}
              >
                Send away
              </button>
            </span>
          </div>
        )}
      </For>
    </div>
  )
}
