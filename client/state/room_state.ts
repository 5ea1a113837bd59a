import { type Accessor, createSignal, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { PeerId } from '../../shared/base/ids.ts'
import type { Language } from '../../shared/protocol/language.ts'
import type { User } from '../../shared/protocol/messages.ts'
import type { SessionPort } from '../../shared/session/session_port.ts'
import type { Status } from '../../shared/session/status.ts'
import { createNotices, type Notices } from './notices.ts'
import { canWait } from './status_words.ts'

/** What the components read of a room; follows the session. */
export interface RoomState {
  readonly users: readonly User[]
  readonly status: Status
  typing: Accessor<readonly PeerId[]>
  language: Accessor<Language>
  /** The room's content has been seen: the text may be shown and edited. */
  loaded: Accessor<boolean>
  readonly notices: Notices
}

/** While several people type something is saved with every key: that is shown so often, in milliseconds. */
const SAVED_MS = 100

/** Follows a session until the owner is disposed. */
export function createRoomState(session: SessionPort): RoomState {
  const [users, setUsers] = createStore<{ list: User[] }>({ list: [...session.users()] })
  const [status, setStatus] = createStore<Status>({ ...session.status() })
  const [typing, setTyping] = createSignal(session.typing())
  const [language, setLanguage] = createSignal(session.language())
  const [loaded, setLoaded] = createSignal(session.status().state !== 'loading')
  const notices = createNotices((ms, callback) => {
    setTimeout(callback, ms)
  })

  let waiting: ReturnType<typeof setTimeout> | null = null
  const stopWaiting = () => {
    if (waiting !== null) clearTimeout(waiting)
    waiting = null
  }
  let shown = session.status()
  const showStatus = () => {
    stopWaiting()
    shown = session.status()
    setStatus(reconcile({ ...shown }))
  }
  onCleanup(stopWaiting)

  onCleanup(
    session.on((event) => {
      switch (event.type) {
        case 'change':
          return
        case 'loaded':
          setLanguage(session.language())
          setLoaded(true)
          return
        case 'settings':
          setLanguage(session.language())
          return
        case 'users':
          setUsers('list', reconcile([...session.users()], { key: 'peerId' }))
          return
        case 'typing':
          setTyping(session.typing())
          return
        case 'status':
          if (canWait(shown, session.status())) waiting ??= setTimeout(showStatus, SAVED_MS)
          else showStatus()
          return
        case 'notice':
          // Being turned away is a state: the page says it as long as it is so.
          if (event.notice.kind !== 'denied') notices.add(event.notice)
          return
        case 'links':
          return
      }
    }),
  )

  return {
    get users() {
      return users.list
    },
    status,
    typing,
    language,
    loaded,
    notices,
  }
}
