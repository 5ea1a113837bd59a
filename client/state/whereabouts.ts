import { createSignal, onCleanup } from 'solid-js'
import { MAIN_FILE, type PeerId } from '../../shared/base/ids.ts'
import type { User } from '../../shared/protocol/messages.ts'
import type { SessionPort } from '../../shared/session/session_port.ts'

/** Where the others are, in words. */
export interface Whereabouts {
  /** "line 42", "in another file", "idle", or several of them; an empty string when nothing is known. */
  wordsFor(user: User): string
  /** Idle, or in another file than the one that is shown. */
  isAway(user: User): boolean
  /** Looks where everybody is now: lines move without their owners. */
  look(): void
}

/** Follows a session until the owner is disposed. */
export function createWhereabouts(session: SessionPort): Whereabouts {
  const [lines, setLines] = createSignal<ReadonlyMap<PeerId, number>>(new Map())
  const [elsewhere, setElsewhere] = createSignal<readonly PeerId[]>([], { equals: sameList })
  const [idle, setIdle] = createSignal(session.presence.idle)
  const look = () => {
    const text = session.text(MAIN_FILE)
    const lineOf = (at: number) => text.lineAt(Math.min(at, text.length)).number
    const here = session.presence.cursors.filter(({ file }) => file === MAIN_FILE)
    setLines(new Map(here.map(({ user, selection }) => [user.peerId, lineOf(selection.main.head)])))
  }
  onCleanup(
    session.on((event) => {
      if (event.type === 'idle') setIdle(session.presence.idle)
      if (event.type !== 'cursors' || session.files().length === 1) return
      const others = session.presence.cursors.filter(({ file }) => file !== MAIN_FILE)
      setElsewhere(others.map(({ user }) => user.peerId))
    }),
  )
  return {
    wordsFor({ peerId }) {
      const line = lines().get(peerId)
      const place = elsewhere().includes(peerId)
        ? 'in another file'
        : line === undefined
          ? ''
          : `line ${line}`
      return [place, idle().includes(peerId) ? 'idle' : ''].filter((word) => word !== '').join(', ')
    },
    isAway: ({ peerId }) => idle().includes(peerId) || elsewhere().includes(peerId),
    look,
  }
}

const sameList = (a: readonly PeerId[], b: readonly PeerId[]): boolean =>
  a.length === b.length && a.every((peer, i) => peer === b[i])
