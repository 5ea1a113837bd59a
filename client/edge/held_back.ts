import * as z from 'zod/mini'
import { RETRY_AFTER_S } from '../../shared/protocol/limits.ts'

/** Too Many Requests. */
const STATUS = 429

type Answer = Pick<XMLHttpRequest, 'getResponseHeader'>
/** What Engine.IO says of a handshake over HTTP that was refused. Of one over a WebSocket a browser tells nothing. */
const refusedHandshake = z.object({
  description: z.literal(STATUS),
  context: z.custom<Answer>(
    (it) => it instanceof Object && typeof Reflect.get(it, 'getResponseHeader') === 'function',
  ),
})
const seconds = z.coerce.number().check(z.int(), z.minimum(1), z.maximum(RETRY_AFTER_S))

/** After how many seconds to connect again, where an answer to that said so; null where none did. */
export function heldBackFor(error: unknown): number | null {
  const refused = refusedHandshake.safeParse(error)
  if (!refused.success) return null
  const told = seconds.safeParse(refused.data.context.getResponseHeader('retry-after'))
  return told.success ? told.data : null
}
