import type { FastifyError } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { Reason } from '../../shared/protocol/reasons.ts'
import { StoreDown } from '../store/room_store.ts'

/** A reason with the HTTP status that goes with it. */
export interface HttpFailure {
  readonly status: number
  readonly code: Reason
}

/** Statuses that Fastify and its plugins give to bad input. What is not here is a plain 400. */
const BY_STATUS: Readonly<Record<number, HttpFailure>> = {
  // What the file server forbids is not there, as far as visitors are concerned.
  403: { status: 404, code: 'notFound' },
  404: { status: 404, code: 'notFound' },
  405: { status: 405, code: 'unexpected' },
  408: { status: 408, code: 'slow' },
  412: { status: 412, code: 'badRequest' },
  413: { status: 413, code: 'tooLarge' },
  414: { status: 414, code: 'tooLarge' },
  415: { status: 415, code: 'badRequest' },
  416: { status: 416, code: 'badRequest' },
  429: { status: 429, code: 'tooFast' },
  431: { status: 431, code: 'tooLarge' },
}

const INTERNAL: HttpFailure = { status: 500, code: 'internal' }
const BAD_REQUEST: HttpFailure = { status: 400, code: 'badRequest' }

/** What a visitor is told of an error: a stable code, and nothing of what is inside. */
export function toFailure(error: FastifyError | Error): HttpFailure {
  if (error instanceof StoreDown) return { status: 503, code: 'storeDown' }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const badRoom = error.validation.some((issue) => issue.instancePath === '/room_id')
    const tooLong = error.validation.some(
      ({ instancePath, keyword }) => instancePath === '/code' && keyword === 'too_big',
    )
    if (tooLong) return { status: 413, code: 'tooLarge' }
    return badRoom ? { status: 400, code: 'badRoomId' } : BAD_REQUEST
  }
  const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500
  return status >= 500 ? INTERNAL : (BY_STATUS[status] ?? BAD_REQUEST)
}
