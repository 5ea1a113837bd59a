import type { LinkRole } from '../../shared/protocol/access.ts'
import { REASONS } from '../../shared/protocol/reasons.ts'
import type { Notice } from '../../shared/session/status.ts'
import { LANGUAGE_NAMES } from './language_names.ts'

const ROLE_NEWS: Readonly<Record<LinkRole, string>> = {
  viewer: 'You can view this room now, and no longer edit it',
  editor: 'You can edit this room now',
}

/** One plain line for a notice, without a full stop unless it is a sentence of its own. */
export function noticeWords(notice: Notice): string {
  switch (notice.kind) {
    case 'joined':
      return `${notice.userName} joined`
    case 'left':
      return `${notice.userName} left`
    case 'host':
      return notice.self ? 'You are now host' : `${notice.userName} is now host`
    case 'language': {
      const language = LANGUAGE_NAMES[notice.language]
      return notice.userName === null
        ? `The language is now ${language}`
        : `${notice.userName} set the language to ${language}`
    }
    case 'restored':
      return 'What was not saved when this room was last open here is back'
    case 'refused':
      return `An edit of yours was not taken. ${REASONS[notice.reason]}`
    case 'forged':
      return 'Something was written into this room in your name that you did not write. Only its host can do that.'
    case 'storeOlder':
      return 'The server brought back an older state of this room than this browser has seen. Ask the others for a copy.'
    case 'role':
      return ROLE_NEWS[notice.role]
    case 'denied':
      return `This room cannot be opened. ${REASONS[notice.reason]}`
  }
}
