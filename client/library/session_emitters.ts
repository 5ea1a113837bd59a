import { Emitter } from '../../shared/base/emitter.ts'
import type { SessionEvents } from './session_api.ts'

export type SessionEmitters = { readonly [K in keyof SessionEvents]: Emitter<SessionEvents[K]> }

/** One for each event of a session. */
export const sessionEmitters = (): SessionEmitters => ({
  edit: new Emitter(),
  people: new Emitter(),
  status: new Emitter(),
  language: new Emitter(),
  refused: new Emitter(),
  ended: new Emitter(),
})
