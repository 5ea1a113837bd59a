import { onCleanup, onMount } from 'solid-js'
import type { RoomId } from '../shared/base/ids.ts'
import type { KeysPort } from '../shared/session/keys_port.ts'
import { isKnownPrivate } from '../shared/session/privacy.ts'
import { secureRandom } from './edge/browser_env.ts'
import { KeysStore } from './edge/keys_store.ts'
import { PRIVATE_CODE } from './edge/private_code.ts'
import { openRoom } from './open_room.ts'
import { parseFragment } from './state/fragment.ts'
import { claimOf } from './state/new_room.ts'
import { later } from './ui/later.ts'
import { RoomPage, type RoomPageProps } from './ui/RoomPage.tsx'

interface RoomProps
  extends Pick<
    RoomPageProps,
    | 'settings'
    | 'visits'
    | 'storage'
    | 'goHome'
    | 'newRoom'
    | 'newPrivateRoom'
    | 'privateCopy'
    | 'takeCopy'
    | 'onNews'
  > {
  readonly roomId: RoomId
}

/** A room that is known to be private: its session is made once the code for that is here. */
const PrivateRoom = later(async () => {
  await PRIVATE_CODE.load()
  return { default: EnteredRoom }
})

/** Is in a room for as long as its page is shown. Another room is another of these. */
export default function Room(props: RoomProps) {
  const { link, owner, isPrivate } = parseFragment(location.hash)
  const keys = new KeysStore(props.storage, secureRandom()).forRoom(props.roomId, {
    link,
    owner,
    isPrivate,
    claim: claimOf(history.state),
  })
  return isKnownPrivate(keys) ? (
    <PrivateRoom {...props} keys={keys} />
  ) : (
    <EnteredRoom {...props} keys={keys} />
  )
}

function EnteredRoom(props: RoomProps & { readonly keys: KeysPort }) {
  const { keys } = props
  const room = openRoom(props.roomId, keys)
  const { session } = room
  window.tandem = { session, view: null, parsed: () => 0, commands: [] }

  // Not every browser tells when it changes from one network to another.
  const { connection } = navigator as Navigator & { readonly connection?: EventTarget }

  let left = false
  const leave = () => {
    if (left) return
    left = true
    room.leave()
  }
  // A page that comes back out of the browser's cache has left its room: it starts afresh.
  const shown = (event: PageTransitionEvent) => {
    if (event.persisted && left) location.reload()
  }
  // Whoever was given another link to this room and puts it into the address bar comes in by that.
  const relinked = () => {
    const now = parseFragment(location.hash)
    const isOther = (given: string | null, known: string | null) => given !== null && given !== known
    if (isOther(now.link, keys.linkSecret()) || isOther(now.owner, keys.ownerKey())) location.reload()
  }
  const inFront = () => {
    if (document.visibilityState === 'visible') room.wake()
  }
  window.addEventListener('pagehide', leave)
  window.addEventListener('pageshow', shown)
  window.addEventListener('hashchange', relinked)
  window.addEventListener('online', room.wake)
  connection?.addEventListener('change', room.wake)
  document.addEventListener('visibilitychange', inFront)
  onCleanup(() => {
    window.removeEventListener('pagehide', leave)
    window.removeEventListener('pageshow', shown)
    window.removeEventListener('hashchange', relinked)
    window.removeEventListener('online', room.wake)
    connection?.removeEventListener('change', room.wake)
    document.removeEventListener('visibilitychange', inFront)
    delete window.tandem
    leave()
  })
  // Once the page listens: what a session says on starting must not be lost.
  onMount(() => session.start())

  return (
    <RoomPage
      roomId={props.roomId}
      session={session}
      ownerKey={keys.ownerKey}
      isPrivate={keys.isPrivate}
      settings={props.settings}
      visits={props.visits}
      storage={props.storage}
      rename={room.rename}
      goHome={props.goHome}
      newRoom={props.newRoom}
      newPrivateRoom={props.newPrivateRoom}
      privateCopy={props.privateCopy}
      takeCopy={props.takeCopy}
      retry={room.wake}
      onNews={props.onNews}
      onCommands={(commands) => {
        if (window.tandem !== undefined) window.tandem = { ...window.tandem, commands }
      }}
      onEditor={(editor) => {
        if (window.tandem === undefined) return
        const view = editor?.view ?? null
        window.tandem = { ...window.tandem, view, parsed: () => editor?.parsed() ?? 0 }
      }}
    />
  )
}
