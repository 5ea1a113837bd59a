import { REASONS, type Reason } from '../../shared/protocol/reasons.ts'

/** Why a room could not be joined or an edit not be made. `message` is a plain sentence, fit for a person. */
export class SessionError extends Error {
  /** Out of the closed table that the server and the host answer with, too. */
  readonly reason: Reason

  constructor(reason: Reason) {
    super(REASONS[reason])
    this.name = 'SessionError'
    this.reason = reason
  }
}
