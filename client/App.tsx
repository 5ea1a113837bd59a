import {
  createEffect,
  createMemo,
  createSignal,
  lazy,
  Match,
  onCleanup,
  Show,
  Suspense,
  Switch,
} from 'solid-js'
import type { RoomId } from '../shared/base/ids.ts'
import { secureRandom } from './edge/browser_env.ts'
import { askEarly } from './edge/early_log.ts'
import { newRoomId, roomPath } from './state/room_link.ts'
import { parseRoute } from './state/route.ts'
import type { Settings } from './state/settings.ts'
import { Landing } from './ui/Landing.tsx'
import type { LiveRoomsSource } from './ui/LiveRooms.tsx'
import { NotFound } from './ui/MessagePage.tsx'

// The text is asked for while the code that shows it is still on its way.
const opening = parseRoute(location.pathname)
if (opening.page === 'room') askEarly(opening.roomId)

/** A room's page with its session, editor and network; the start page does without all that. */
const Room = lazy(() => import('./Room.tsx'))

/** Live rooms that the start page shows at most. */
const LIVE_ROOMS = 8

const liveRooms: LiveRoomsSource = async () => {
  const { RoomApi } = await import('./edge/room_api.ts')
  const rooms = await new RoomApi().rooms()
  // The list is a courtesy: without it the start page is still whole.
  return rooms.ok ? rooms.value.filter((room) => room.activeUsers > 0).slice(0, LIVE_ROOMS) : []
}

/** The pages and the way between them. */
export function App(props: { readonly settings: Settings }) {
  const [path, setPath] = createSignal(location.pathname)
  const route = createMemo(() => parseRoute(path()))
  const roomId = createMemo(() => {
    const current = route()
    return current.page === 'room' ? current.roomId : null
  })

  const follow = () => setPath(location.pathname)
  window.addEventListener('popstate', follow)
  onCleanup(() => window.removeEventListener('popstate', follow))
  const go = (to: string) => {
    history.pushState(null, '', to)
    follow()
  }
  const enter = (id: RoomId) => go(roomPath(id))

  createEffect(() => {
    const id = roomId()
    document.title = id === null ? 'Tandem' : `${id.length > 12 ? `${id.slice(0, 10)}…` : id} · Tandem`
  })
  createEffect(() => {
    document.documentElement.dataset.theme = props.settings.theme()
  })

  return (
    <Switch fallback={<NotFound />}>
      <Match when={route().page === 'landing'}>
        <Landing
          settings={props.settings}
          liveRooms={liveRooms}
          newRoom={() => enter(newRoomId(secureRandom()))}
          join={enter}
        />
      </Match>
      <Match when={roomId() !== null}>
        <Suspense>
          <Show when={roomId()} keyed>
            {(id) => <Room roomId={id} settings={props.settings} goHome={() => go('/')} />}
          </Show>
        </Suspense>
      </Match>
    </Switch>
  )
}
