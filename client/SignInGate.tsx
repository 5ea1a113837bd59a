import { createSignal, Match, onMount, Switch } from 'solid-js'
import { App, type AppProps } from './App.tsx'
import { askWho, endSession, type Who } from './edge/account_api.ts'
import { RoomApi } from './edge/room_api.ts'
import { type Account, AccountContext, signInPath } from './state/account.ts'
import { freshIn, freshState } from './state/new_room.ts'
import { parseRoute } from './state/route.ts'
import { browserStorage } from './state/storage.ts'
import { keepWayBack, takeWayBack } from './state/way_back.ts'
import { SignInPage } from './ui/SignInPage.tsx'

const roomsOfAccount: Account['rooms'] = async () => {
  const rooms = await new RoomApi().myRooms()
  // The list is a courtesy: without it the start page is still whole.
  return rooms.ok ? rooms.value : []
}

const accountOf = (name: string): Account => ({
  name,
  async signOut() {
    if (!(await endSession())) return false
    // A page that is not anybody's any more begins anew.
    location.assign('/')
    return true
  },
  rooms: roomsOfAccount,
})

/** The pages of a server where one has to sign in. Where it cannot tell who is there, they open as they are kept here. */
export default function SignInGate(props: AppProps) {
  const [who, setWho] = createSignal<Who | null>(null)
  // A tab's own: it goes with the tab to the provider and back, and nobody else reads it.
  const tab = browserStorage(() => sessionStorage)
  const route = parseRoute(location.pathname)

  onMount(async () => {
    const answer = await askWho()
    if (answer.kind !== 'nobody') {
      const way = takeWayBack(tab, location.pathname)
      if (way !== null) {
        const state: unknown = way.fresh === null ? history.state : freshState(way.fresh === 'private')
        history.replaceState(state, '', location.pathname + (location.hash || way.hash))
      }
    }
    setWho(answer)
  })

  const leaving = () => {
    const { pathname: path, hash } = location
    keepWayBack(tab, { path, hash, fresh: freshIn(history.state) })
  }
  const account = () => {
    const now = who()
    return now?.kind === 'account' ? accountOf(now.name) : null
  }

  return (
    <Switch>
      <Match when={who()?.kind === 'nobody'}>
        <SignInPage
          roomId={route.page === 'room' ? route.roomId : null}
          href={signInPath(location.pathname)}
          leaving={leaving}
        />
      </Match>
      <Match when={who() !== null}>
        <AccountContext.Provider value={account()}>
          <App {...props} />
        </AccountContext.Provider>
      </Match>
    </Switch>
  )
}
