import { type Accessor, createSignal, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { PeerId } from '../../shared/base/ids.ts'
import type { Language } from '../../shared/protocol/language.ts'
import type { User } from '../../shared/protocol/messages.ts'
import type { Reason } from '../../shared/protocol/reasons.ts'
import type { SessionPort } from '../../shared/session/session_port.ts'
import type { Status } from '../../shared/session/status.ts'
import { createNotices, type Notices } from './notices.ts'

/** What the components read of a room; follows the session. */
export interface RoomState {
  readonly users: readonly User[]
  readonly status: Status
  typing: Accessor<readonly PeerId[]>
  language: Accessor<Language>
  /** The room's content has been seen: the text may be shown and edited. */
  loaded: Accessor<boolean>
  /** Why this page was turned away, or null. */
  denied: Accessor<Reason | null>
  readonly notices: Notices
}

/** Follows a session until the owner is disposed. */
export function createRoomState(session: SessionPort): RoomState {
  const [users, setUsers] = createStore<{ list: User[] }>({ list: [...session.users()] })
  const [status, setStatus] = createStore<Status>({ ...session.status() })
  const [typing, setTyping] = createSignal(session.typing())
  const [language, setLanguage] = createSignal(session.language())
  const [loaded, setLoaded] = createSignal(session.status().state !== 'loading')
  const [denied, setDenied] = createSignal<Reason | null>(null)
  const notices = createNotices((ms, callback) => {
    setTimeout(callback, ms)
  })

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
          setStatus(reconcile({ ...session.status() }))
          return
        case 'notice':
          if (event.notice.kind === 'denied') setDenied(event.notice.reason)
          // Before there is a text, the page itself says why.
          if (event.notice.kind !== 'denied' || loaded()) notices.add(event.notice)
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
    denied,
    notices,
  }
}
