import Users from 'lucide-solid/icons/users'
import { createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import type { RoomId } from '../../shared/base/ids.ts'
import type { Language } from '../../shared/protocol/language.ts'
import { LANGUAGE_NAMES } from '../state/language_names.ts'
import { roomPath } from '../state/room_link.ts'
import styles from './LiveRooms.module.css'

export interface LiveRoom {
  readonly roomId: RoomId
  readonly language: Language
  readonly activeUsers: number
}

/**
 * The live rooms; an empty list when there are none or they cannot be had, `tooFast` when this network asked too often.
 * Never rejects.
 */
export type LiveRoomsSource = () => Promise<readonly LiveRoom[] | 'tooFast'>

/** How often the list is asked for while the page is in front, in milliseconds. */
const REFRESH_MS = 10_000

/** Rooms with people in them; nothing at all when there are none. */
export function LiveRooms(props: { readonly source: LiveRoomsSource; join(id: RoomId): void }) {
  const [rooms, setRooms] = createSignal<readonly LiveRoom[]>([])
  const [tooFast, setTooFast] = createSignal(false)
  let gone = false

  const refresh = async () => {
    const list = await props.source()
    if (gone) return
    setTooFast(list === 'tooFast')
    if (list !== 'tooFast') setRooms(list)
  }

  onMount(() => {
    void refresh()
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void refresh()
    }, REFRESH_MS)
    onCleanup(() => {
      gone = true
      clearInterval(timer)
    })
  })

  return (
    <Show
      when={rooms().length > 0}
      fallback={
        <p class={styles.note} role="status" data-testid="live-rooms-note">
          <Show when={tooFast()}>
            From your network this server was asked for too much. The list of live rooms is here again in a
            moment; rooms can be opened all the same.
          </Show>
        </p>
      }
    >
      <section class={styles.section} aria-labelledby="live-rooms">
        <h2 id="live-rooms" class={styles.title}>
          Live rooms
        </h2>
        <ul class={styles.list} data-testid="live-rooms">
          <For each={rooms()}>
            {(room) => (
              <li>
                <a
                  class={styles.room}
                  href={roomPath(room.roomId)}
                  onClick={(event) => {
                    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
                    event.preventDefault()
                    props.join(room.roomId)
                  }}
                >
                  <span class={styles.id}>{room.roomId}</span>
                  <span class={styles.language}>{LANGUAGE_NAMES[room.language]}</span>
                  <span class={styles.people}>
                    <Users size={14} aria-hidden="true" />
                    {room.activeUsers}
                    <span class="unseen">{room.activeUsers === 1 ? ' person' : ' people'}</span>
                  </span>
                </a>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  )
}
