/** What other programs import: `import { createSession } from 'tandem/session'`. */
export { createSession } from './create_session.ts'
export type {
  JoinOptions,
  Person,
  SessionEvents,
  SessionFile,
  SessionStatus,
  TandemSession,
  TextChange,
} from './session_api.ts'
export { SessionError } from './session_error.ts'
