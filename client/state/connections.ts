import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { User } from '../../shared/protocol/messages.ts'
import type { PeerLink } from '../../shared/session/link_report.ts'
import type { SessionPort } from '../../shared/session/session_port.ts'
import type { Status } from '../../shared/session/status.ts'
import { pathWords } from './status_words.ts'

/** How often the links are measured while somebody looks, in milliseconds. */
const MEASURE_MS = 2_000

/** A person, and how they are reached from here. */
export interface Connection {
  readonly user: User
  readonly self: boolean
  readonly host: boolean
  /** "Direct 24 ms", "Relayed 80 ms", "through Ana"; empty for a guest itself. */
  readonly way: string
}

/** Everybody in the room, oneself first, then the host. */
export function connections(
  users: readonly User[],
  status: Pick<Status, 'self' | 'host' | 'path'>,
  links: readonly PeerLink[],
): readonly Connection[] {
  const { self, host, path } = status
  const hostName = users.find(({ peerId }) => peerId === host)?.userName ?? 'the host'
  const way = ({ peerId }: User): string => {
    if (peerId === self) return path === 'hosting' ? 'Hosting' : ''
    const link = links.find(({ peer }) => peer === peerId)
    if (link) return pathWords(link)
    // Between guests everything goes by way of the host.
    return path === 'hosting' || path === 'none' || peerId === host ? 'Not connected' : `through ${hostName}`
  }
  const rank = ({ peerId }: User): number => (peerId === self ? 0 : peerId === host ? 1 : 2)
  return [...users]
    .sort((a, b) => rank(a) - rank(b))
    .map((user) => ({ user, self: user.peerId === self, host: user.peerId === host, way: way(user) }))
}

/** What is saved and what is not, a line each. */
export function safetyWords(
  status: Pick<Status, 'state' | 'path' | 'pending' | 'saved' | 'version' | 'server' | 'denied'>,
): readonly string[] {
  const { state, path, pending, saved, version, server, denied } = status
  if (state === 'loading') return ['The room’s text is not here yet']
  const lines: string[] = []
  const edits = (n: number) => (n === 1 ? '1 edit' : `${n} edits`)
  const waits = (n: number) => (n === 1 ? 'waits' : 'wait')
  if (pending > 0) lines.push(`${edits(pending)} ${waits(pending)} for the host`)
  const rest = Math.max(0, version - saved)
  if (rest > 0) {
    const saves = path !== 'none' && server && (denied === null || path !== 'hosting')
    lines.push(`${edits(rest)} ${saves ? 'on the way to the server' : `${waits(rest)} for the server`}`)
  }
  return lines.length > 0 ? lines : ['Everything is saved']
}

/** Follows the links and has them measured, now and again and again, until the owner is disposed. */
export function watchLinks(session: SessionPort): Accessor<readonly PeerLink[]> {
  const [links, setLinks] = createSignal(session.links())
  const measure = () => {
    setLinks(session.links())
    if (document.visibilityState === 'visible') session.measure()
  }
  measure()
  const timer = setInterval(measure, MEASURE_MS)
  const stop = session.on((event) => {
    if (event.type === 'links' || event.type === 'status') setLinks(session.links())
  })
  onCleanup(() => {
    clearInterval(timer)
    stop()
  })
  return links
}
