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

/** The state in words, for the status line. Without the server nothing can be saved, however well one is connected. */
export const stateWords = ({ state, server }: Pick<Status, 'state' | 'server'>): string =>
  state === 'saving' && !server ? 'Saving waits for the server' : STATE_WORDS[state]

/** How this page reaches the host, or an empty string when it does not. `latency` is in milliseconds. */
export function pathWords(status: Pick<Status, 'path' | 'latency'>): string {
  const { path, latency } = status
  if (path === 'none') return ''
  if (path === 'hosting') return 'Hosting'
  const way = path === 'direct' ? 'Direct' : 'Relayed'
  return latency === null ? way : `${way} ${Math.round(latency)} ms`
}

/** The answer to Ctrl/Cmd+S: there is nothing to save by hand, so it says where things stand. */
export function saveWords(state: State): string {
  switch (state) {
    case 'loading':
      return 'The room is still opening'
    case 'synced':
    case 'saved':
      return 'Already saved: every change is saved as you type'
    case 'saving':
      return 'Saving now: every change is saved as you type'
    case 'reconnecting':
      return 'Not saved yet. Your edits are kept and will be saved once the connection is back'
    case 'offline':
      return 'Offline. Your edits are kept and will be saved once the connection is back'
    case 'readonly':
      return 'You are viewing this room; there is nothing of yours to save'
  }
}

/** Whether closing the page now could lose something, so that the browser should ask. */
export function isUnsaved(status: Pick<Status, 'state' | 'pending' | 'saved' | 'version'>): boolean {
  const { state, pending, saved, version } = status
  if (state !== 'saving' && state !== 'reconnecting' && state !== 'offline') return false
  return pending > 0 || saved < version
}
