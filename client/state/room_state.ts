import { type Accessor, createSignal, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { PeerId } from '../../shared/base/ids.ts'
import type { Language } from '../../shared/protocol/language.ts'
import type { User } from '../../shared/protocol/messages.ts'
import type { SessionPort } from '../../shared/session/session_port.ts'
import type { Status } from '../../shared/session/status.ts'
import { createNotices, type Notices } from './notices.ts'
import { createShownStatus } from './shown_status.ts'

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

/** Follows a session until the owner is disposed. */
export function createRoomState(session: SessionPort): RoomState {
  const [users, setUsers] = createStore<{ list: User[] }>({ list: [...session.users()] })
  const [status, setStatus] = createStore<Status>({ ...session.status() })
  const [typing, setTyping] = createSignal(session.typing())
  const [language, setLanguage] = createSignal(session.language())
  const [loaded, setLoaded] = createSignal(session.status().state !== 'loading')
  const notices = createNotices()

  const shown = createShownStatus({
    read: () => session.status(),
    show: (now) => setStatus(reconcile({ ...now })),
    timer: (ms, callback) => {
      const id = setTimeout(callback, ms)
      return () => clearTimeout(id)
    },
  })
  onCleanup(shown.stop)

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
          shown.changed()
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
