import X from 'lucide-solid/icons/x'
import { For, Show } from 'solid-js'
import type { RoomId } from '../../shared/base/ids.ts'
import { LANGUAGE_NAMES } from '../state/language_names.ts'
import { roomPath } from '../state/room_link.ts'
import { agoWords, type Visits } from '../state/visits.ts'
import button from './button.module.css'
import { Tooltip } from './Tooltip.tsx'
import styles from './VisitedRooms.module.css'

/** The rooms that were open in this browser before; nothing at all when there are none. */
export function VisitedRooms(props: { readonly visits: Visits; join(id: RoomId): void }) {
  const now = Date.now()
  let list: HTMLUListElement | undefined
  let spoken: HTMLSpanElement | undefined

  const forget = (roomId: RoomId, at: number) => {
    props.visits.forget(roomId)
    if (spoken !== undefined) spoken.textContent = `The room ${roomId} is forgotten here`
    // Else the focus would be lost with the line.
    const buttons = list?.querySelectorAll('button') ?? []
    buttons[Math.min(at, buttons.length - 1)]?.focus()
  }

  return (
    <>
      <Show when={props.visits.list().length > 0}>
        <section class={styles.section} aria-labelledby="visited-rooms">
          <h2 id="visited-rooms" class={styles.title}>
            Recently visited
          </h2>
          <ul ref={list} class={styles.list} data-testid="visited-rooms">
            <For each={props.visits.list()}>
              {(visit, at) => (
                <li class={styles.line}>
                  <a
                    class={styles.room}
                    href={roomPath(visit.roomId)}
                    onClick={(event) => {
                      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
                      event.preventDefault()
                      props.join(visit.roomId)
                    }}
                  >
                    <span class={styles.id}>{visit.roomId}</span>
                    <span class={styles.more}>{LANGUAGE_NAMES[visit.language]}</span>
                    <span class={styles.when}>{agoWords(visit.at, now)}</span>
                  </a>
                  <Tooltip words="Forget: the room itself stays">
                    <button
                      type="button"
                      class={`${button.button} ${button.quiet} ${styles.forget}`}
                      data-testid="forget-room"
                      aria-label={`Forget the room ${visit.roomId}`}
                      onClick={() => forget(visit.roomId, at())}
                    >
                      <X size={15} aria-hidden="true" />
                    </button>
                  </Tooltip>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
      <span ref={spoken} class="unseen" aria-live="polite" />
    </>
  )
}
