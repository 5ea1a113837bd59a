import { createResource, For, Show } from 'solid-js'
import type { RoomId } from '../../shared/base/ids.ts'
import type { Account } from '../state/account.ts'
import { roomPath } from '../state/room_link.ts'
import { agoWords } from '../state/visits.ts'
import styles from './VisitedRooms.module.css'

/** The rooms that this account was in, in whatever browser; nothing at all when there are none. */
export function MyRooms(props: { readonly account: Account; join(id: RoomId): void }) {
  const now = Date.now()
  const [rooms] = createResource(() => props.account.rooms(), { initialValue: [] })

  return (
    <Show when={rooms.latest.length > 0}>
      <section class={styles.section} aria-labelledby="my-rooms">
        <h2 id="my-rooms" class={styles.title}>
          My rooms
        </h2>
        <ul class={styles.list} data-testid="my-rooms">
          <For each={rooms.latest}>
            {({ roomId, at }) => (
              <li class={styles.line}>
                <a
                  class={styles.room}
                  href={roomPath(roomId)}
                  onClick={(event) => {
                    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
                    event.preventDefault()
                    // The key to it, if it needs one and this browser has it, is added by the room's page.
                    props.join(roomId)
                  }}
                >
                  <span class={styles.id}>{roomId}</span>
                  <span class={styles.when}>{agoWords(at, now)}</span>
                </a>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  )
}
