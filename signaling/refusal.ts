import { REASONS, type Reason } from '../shared/protocol/reasons.ts'
import type { Failure } from '../shared/protocol/signaling.ts'

/**
 * The body of every negative answer, over HTTP without the `ok`.
 *
 * @param retryAfter seconds after which to ask again, where that is known
 */
export const refusal = (code: Reason, retryAfter?: number): Failure => ({
  ok: false,
  error: { code, message: REASONS[code], ...(retryAfter !== undefined && { retryAfter }) },
})

/** The same as HTTP answers it. */
export const errorBody = (code: Reason): { error: Failure['error'] } => ({ error: refusal(code).error })
