import { REASONS, type Reason } from '../../shared/protocol/reasons.ts'
import type { Status } from '../../shared/session/status.ts'
import { isTurnedAway, keptWords, lacksPath } from './status_words.ts'

/** What happened, what is safe and what to do, in plain sentences. */
export interface Advice {
  readonly kind: 'denied' | 'signIn' | 'noPath' | 'notProven' | 'cutOff'
  /** One short sentence. */
  readonly title: string
  readonly text: string
}

const WAYS_ON: Partial<Readonly<Record<Reason, string>>> = {
  roomFull: 'Try again when somebody has left.',
  badName: 'Take another name and try again.',
  badRoomId: 'Perhaps part of the link was lost when it was copied.',
  badRequest: 'The server was probably updated: reload the page.',
  tooFast: 'It is tried again by itself.',
  tooManyRooms: 'Open a room that you know, or try again within the hour.',
  serverFull: 'Try again when a room has emptied, or open one that others are in.',
  storeFull: 'Open a room that you know, or ask whoever runs the server.',
  notAllowed: 'Ask whoever gave you the link.',
  noRight: 'What you see here can still be copied.',
  removed: 'What you see here can still be copied.',
  turnedAway: 'You can ask once more.',
  knocking: 'Somebody in the room has to let you in. This page goes on by itself when they do.',
  roomUnknown: 'What you see here can still be copied.',
  signInNeeded: 'Try again: the page asks you to.',
  noKey: 'What you see here can still be copied.',
}

/** The same at the door, where there is nothing to see yet. */
const AT_THE_DOOR: Partial<Readonly<Record<Reason, string>>> = {
  noRight:
    'This room opens with a link only, and yours does not open it, or does not any more. Ask for a new one.',
  removed: 'You were removed from this room. Only its owner can let you come again.',
  knocking: WAYS_ON.knocking ?? '',
  roomUnknown: REASONS.roomUnknown,
  noKey: REASONS.noKey,
}

/** Of a private room: why nothing is sent to the host over the connections that were made. */
const UNPROVEN: Partial<Readonly<Record<Reason, string>>> = {
  notProven: 'It may be another one than the host’s browser, so nothing was sent to it.',
  staleKey: 'You are connected again once both ends have the new one.',
}
export const doorWords = (reason: Reason): string => AT_THE_DOOR[reason] ?? deniedWords(reason)

/** Why the server turned this page away, and what can be done. */
export const deniedWords = (reason: Reason): string =>
  `${REASONS[reason]} ${WAYS_ON[reason] ?? 'Try again in a while, or reload the page.'}`

/** What there is to say beyond the state, while it is so; null when the state says it all. */
export function adviceOf(status: Status): Advice | null {
  const kept = keptWords(status)
  const safe = kept && `Your edits are kept${kept}.`
  if (status.denied === 'signInNeeded' && status.self !== null)
    return {
      kind: 'signIn',
      title: 'Your sign-in is over.',
      text: join(
        safe,
        'You can type on here. Sign in, in a tab of its own, and come back: all edits are merged then.',
      ),
    }
  if (status.denied !== null)
    return {
      kind: 'denied',
      title: isTurnedAway(status)
        ? 'You are not in this room.'
        : 'The server does not let this page in, so it saves nothing.',
      text: join(deniedWords(status.denied), safe),
    }
  if (lacksPath(status))
    return {
      kind: 'noPath',
      title: 'No direct path to the host was found.',
      text: join(
        'The host’s browser and yours cannot reach each other, and this server relays nothing.',
        kept ? `Your edits are kept${kept} and sent` : 'What you type is kept and sent',
        'as soon as there is a path. Try another network, or ask whoever runs this server to switch the relay on or to add a TURN server.',
      ),
    }
  const unproven = status.obstacle && status.path === 'none' && UNPROVEN[status.obstacle]
  if (status.obstacle && unproven)
    return {
      kind: 'notProven',
      title: REASONS[status.obstacle],
      text: join(
        unproven,
        safe,
        status.obstacle === 'notProven'
          ? 'It is tried again by itself; if it stays so, try another network, or ask the others on another way.'
          : 'It is tried by itself; if it stays so, ask the room’s owner for the new link.',
      ),
    }
  if (status.cutOff)
    return {
      kind: 'cutOff',
      title: 'The server has been out of reach for a while.',
      text: join(
        'Others may go on under another host meanwhile.',
        safe,
        'Once the server is back, all edits are merged.',
      ),
    }
  return null
}

const join = (...sentences: readonly string[]): string => sentences.filter((one) => one !== '').join(' ')
