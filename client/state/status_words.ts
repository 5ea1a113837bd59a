import type { Reason } from '../../shared/protocol/reasons.ts'
import type { State, Status } from '../../shared/session/status.ts'

const STATE_WORDS: Readonly<Record<State, string>> = {
  loading: 'Opening the room…',
  synced: 'In sync',
  saving: 'Saving…',
  saved: 'Saved',
  reconnecting: 'Reconnecting, your edits are kept',
  offline: 'Offline, your edits are kept',
  readonly: 'View only',
}

/** What the lock says. */
export const PRIVATE_WORDS = 'Private: end-to-end encrypted'

type Unsaved = Pick<Status, 'pending' | 'saved' | 'version'>
type Reach = Pick<Status, 'state' | 'path' | 'host' | 'server' | 'obstacle' | 'denied'>

/** Something is not in the store yet, as far as this page knows. */
export const hasUnsaved = ({ pending, saved, version }: Unsaved): boolean => pending > 0 || saved < version

/** Where edits are kept that are not saved, to follow "kept"; an empty string when there are none. */
export function keptWords(status: Unsaved & Pick<Status, 'kept'>): string {
  if (!hasUnsaved(status)) return ''
  return status.kept ? ' in this browser' : ' as long as this page is open'
}

/** The server turned this page away, and there is no host to go on with. */
export const isTurnedAway = ({ path, denied }: Pick<Reach, 'path' | 'denied'>): boolean =>
  denied !== null && path === 'none'

const PUT_OUT: readonly Reason[] = ['removed', 'noRight', 'turnedAway', 'roomUnknown', 'noKey']

/** The server keeps this person out, whatever they try: the text may be looked at and copied, no more. */
export const isPutOut = (status: Pick<Reach, 'path' | 'denied'>): boolean =>
  isTurnedAway(status) && status.denied !== null && PUT_OUT.includes(status.denied)

/** Host and server are there, but no direct way to the host was found, and the server relays nothing. */
export const lacksPath = ({ path, host, server, obstacle }: Omit<Reach, 'state' | 'denied'>): boolean =>
  path === 'none' && host !== null && server && obstacle === 'relayOff'

/** This page cannot reach anybody. */
export const isCut = (status: Pick<Reach, 'state' | 'path' | 'denied'>): boolean =>
  status.state === 'reconnecting' || status.state === 'offline' || isTurnedAway(status)

/** The state in words, for the status line. Without the server nothing can be saved, however well one is connected. */
export function stateWords(status: Reach & Unsaved & Pick<Status, 'kept'>): string {
  const { state, path, server, denied } = status
  const kept = keptWords(status)
  if (isTurnedAway(status)) return `Not in the room${kept && `, your edits are kept${kept}`}`
  if (state === 'reconnecting' && lacksPath(status))
    return `No direct path to the host, your edits are kept${kept}`
  if (state === 'reconnecting' || state === 'offline') return STATE_WORDS[state] + kept
  const saves = server && (denied === null || path !== 'hosting')
  return state === 'saving' && !saves ? 'Saving waits for the server' : STATE_WORDS[state]
}

/** How this page reaches the host, or an empty string when it does not. `latency` is in milliseconds. */
export function pathWords(status: Pick<Status, 'path' | 'latency'>): string {
  const { path, latency } = status
  if (path === 'none') return ''
  if (path === 'hosting') return 'Hosting'
  const way = path === 'direct' ? 'Direct' : 'Relayed'
  return latency === null ? way : `${way} ${Math.round(latency)} ms`
}

/** The answer to Ctrl/Cmd+S: there is nothing to save by hand, so it says where things stand. */
export function saveWords(status: Unsaved & Pick<Status, 'state' | 'kept'>): string {
  const kept = keptWords(status)
  switch (status.state) {
    case 'loading':
      return 'The room is still opening'
    case 'synced':
    case 'saved':
      return 'Already saved: every change is saved as you type'
    case 'saving':
      return 'Saving now: every change is saved as you type'
    case 'reconnecting':
      return `Not saved yet. Your edits are kept${kept} and will be saved once the connection is back`
    case 'offline':
      return `Offline. Your edits are kept${kept} and will be saved once the connection is back`
    case 'readonly':
      return 'You are viewing this room; there is nothing of yours to save'
  }
}

/**
 * Whether closing the page now could lose something, so that the browser should ask. What is on this browser's disk
 * and on its way to a store that answers is safe; what is on the disk alone is not, as far as others are concerned.
 */
export function isUnsaved(
  status: Unsaved & Pick<Status, 'state' | 'path' | 'server' | 'denied' | 'kept'>,
): boolean {
  const { state, path, server, denied, kept } = status
  if (state !== 'saving' && state !== 'reconnecting' && state !== 'offline') return false
  const underWay = path !== 'none' && server && denied === null
  return hasUnsaved(status) && !(kept && underWay)
}

/** What changes with every key, and people see in the state. */
const COUNTS: ReadonlySet<string> = new Set<keyof Status>(['version', 'saved', 'pending'])

/**
 * Whether this may be shown a moment later than it is so: while the page says that it saves, what is saved by now may.
 * That something is not saved never waits.
 */
export const canWait = (shown: Status, now: Status): boolean =>
  shown.state === 'saving' &&
  (Object.keys(now) as (keyof Status)[]).every(
    (key) => shown[key] === now[key] || COUNTS.has(key) || (key === 'state' && now.state === 'saved'),
  )
