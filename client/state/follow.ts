import { type Accessor, createSignal, onCleanup } from 'solid-js'
import { type FileId, MAIN_FILE, type PeerId } from '../../shared/base/ids.ts'
import type { User } from '../../shared/protocol/messages.ts'
import type { Cursor } from '../../shared/room/cursor.ts'
import type { SessionPort } from '../../shared/session/session_port.ts'

/** What following and being asked to come need of the editor. */
export interface Screen {
  reveal(cursor: Pick<Cursor, 'selection' | 'top'>, moved: boolean): void
  goTo(at: number): void
  track(at: number): () => number
}

/** The host's question. */
export interface Summons {
  readonly userName: string
  /** From 1, when it was asked. */
  readonly line: number
  go(): void
}

/** Whom this person follows, and where they are asked to come. */
export interface Follow {
  /** The person who is followed. */
  following: Accessor<User | null>
  /** Follows somebody, or nobody any more when it is the same. */
  toggle(peer: PeerId): void
  /** Follows the next of the others, and after the last nobody. */
  followNext(): void
  stopFollowing(): void
  /** Asks everybody to come to where this person is. Answers whether that could be done. */
  summon(): boolean
  summons: Accessor<Summons | null>
  dismiss(): void
}

/** @param screen the editor; null as long as there is none */
export function createFollow(session: SessionPort, screen: () => Screen | null, own: () => number): Follow {
  const file: FileId = MAIN_FILE
  const [peer, setPeer] = createSignal<PeerId | null>(null)
  const [users, setUsers] = createSignal(session.users())
  const [summons, setSummons] = createSignal<Summons | null>(null)
  /** Their cursor when it was shown last. */
  let shown: { readonly moves: number; readonly top: number; readonly head: number } | null = null

  const show = () => {
    if (peer() === null) return
    const cursor = session.presence.cursors.find(({ user }) => user.peerId === peer())
    if (!cursor || cursor.file !== file) return
    const { top, moves } = cursor
    const { head } = cursor.selection.main
    if (shown?.moves === moves && shown.top === top) return
    const moved = shown === null || head !== shown.head
    shown = { moves, top, head }
    screen()?.reveal(cursor, moved)
  }
  const follow = (next: PeerId | null) => {
    shown = null
    setPeer(next)
    if (next !== null) show()
  }
  const others = () => users().filter(({ peerId }) => peerId !== session.status().self)

  onCleanup(
    session.on((event) => {
      switch (event.type) {
        case 'cursors':
          return show()
        case 'users':
          setUsers([...session.users()])
          if (peer() !== null && !users().some(({ peerId }) => peerId === peer())) follow(null)
          return
        case 'summon': {
          const { file: asked, at } = event.place
          const user = users().find(({ peerId }) => peerId === event.by)
          const place = asked === file ? screen()?.track(at) : undefined
          if (!user || !place) return
          setSummons({
            userName: user.userName,
            line: session.text(file).lineAt(place()).number,
            go() {
              setSummons(null)
              follow(null)
              screen()?.goTo(place())
            },
          })
          return
        }
        default:
      }
    }),
  )

  return {
    following: () => users().find(({ peerId }) => peerId === peer()) ?? null,
    toggle: (next) => follow(next === peer() ? null : next),
    followNext() {
      const peers = others().map(({ peerId }) => peerId)
      const current = peer()
      follow(peers[current === null ? 0 : peers.indexOf(current) + 1] ?? null)
    },
    stopFollowing: () => follow(null),
    summon: () => session.presence.summon({ file, at: own() }),
    summons,
    dismiss: () => setSummons(null),
  }
}
