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
import { freshState } from './state/new_room.ts'
import { pageTitle } from './state/page_title.ts'
import type { RoomContent } from './state/room_content.ts'
import { newRoomId, roomPath } from './state/room_link.ts'
import { parseRoute } from './state/route.ts'
import type { Settings } from './state/settings.ts'
import type { TextStorage } from './state/storage.ts'
import type { Visits } from './state/visits.ts'
import { showNews } from './ui/favicon.ts'
import type { LiveRoomsSource } from './ui/LiveRooms.tsx'
import { later } from './ui/later.ts'
import { NotFound } from './ui/MessagePage.tsx'

// The text is asked for while the code that shows it is still on its way.
const opening = parseRoute(location.pathname)
// A room that needs a key is asked for by its page, which can show it.
if (opening.page === 'room' && !location.hash.includes('=')) askEarly(opening.roomId)

/** A room's page with its session, editor and network; the start page does without all that. */
const Room = lazy(() => import('./Room.tsx'))

/** The start page, which a room's first visit does without. */
const Landing = later(async () => ({ default: (await import('./ui/Landing.tsx')).Landing }))

/** Live rooms that the start page shows at most. */
const LIVE_ROOMS = 8

const liveRooms: LiveRoomsSource = async () => {
  const { RoomApi } = await import('./edge/room_api.ts')
  const rooms = await new RoomApi().rooms()
  if (!rooms.ok && rooms.reason === 'tooFast') return 'tooFast'
  // The list is a courtesy: without it the start page is still whole.
  return rooms.ok ? rooms.value.filter((room) => room.activeUsers > 0).slice(0, LIVE_ROOMS) : []
}

export interface AppProps {
  readonly settings: Settings
  readonly visits: Visits
  readonly storage: TextStorage
}

/** The pages and the way between them. */
export function App(props: AppProps) {
  const [news, setNews] = createSignal(false)
  const [path, setPath] = createSignal(location.pathname)
  const route = createMemo(() => parseRoute(path()))
  const roomId = createMemo(() => {
    const current = route()
    return current.page === 'room' ? current.roomId : null
  })

  const follow = () => setPath(location.pathname)
  window.addEventListener('popstate', follow)
  onCleanup(() => window.removeEventListener('popstate', follow))
  const go = (to: string, state: unknown = null) => {
    history.pushState(state, '', to)
    follow()
  }
  const enter = (id: RoomId, hash = '') => go(roomPath(id) + hash)

  const enterFresh = (isPrivate: boolean, id = newRoomId(secureRandom())) =>
    go(roomPath(id), freshState(isPrivate))

  /** The code that a private room is to begin with, until its page has taken it. */
  let copied: { readonly roomId: RoomId; readonly content: RoomContent } | null = null
  const enterCopy = (content: RoomContent) => {
    const roomId = newRoomId(secureRandom())
    copied = { roomId, content }
    enterFresh(true, roomId)
  }
  const takeCopy = (id: RoomId): RoomContent | null => {
    const taken = copied
    copied = null
    return taken?.roomId === id ? taken.content : null
  }

  createEffect(() => {
    document.title = pageTitle(roomId(), news())
    showNews(news())
  })
  createEffect(() => {
    document.documentElement.dataset.theme = props.settings.theme()
  })

  return (
    <Switch fallback={<NotFound />}>
      <Match when={route().page === 'landing'}>
        <Suspense>
          <Landing
            settings={props.settings}
            visits={props.visits}
            liveRooms={liveRooms}
            newRoom={() => enterFresh(false)}
            newPrivateRoom={() => enterFresh(true)}
            join={enter}
          />
        </Suspense>
      </Match>
      <Match when={roomId() !== null}>
        <Suspense>
          <Show when={roomId()} keyed>
            {(id) => (
              <Room
                roomId={id}
                settings={props.settings}
                visits={props.visits}
                storage={props.storage}
                goHome={() => go('/')}
                newRoom={() => enterFresh(false)}
                newPrivateRoom={() => enterFresh(true)}
                privateCopy={enterCopy}
                takeCopy={() => takeCopy(id)}
                onNews={setNews}
              />
            )}
          </Show>
        </Suspense>
      </Match>
    </Switch>
  )
}
