import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Reason } from '../../shared/protocol/reasons.ts'
import { errorBody } from '../refusal.ts'
import { answerRaw } from './raw.ts'

/** Why there is to be no connection. */
export interface RefusedHandshake {
  readonly status: '401 Unauthorized' | '429 Too Many Requests' | '503 Service Unavailable'
  readonly code: Reason
  /** Seconds after which to ask again. */
  readonly retryAfter?: number
}

/** Answers, over either transport, before there is a connection. */
export function refuseHandshake(
  request: Pick<IncomingMessage, 'socket'>,
  response: unknown,
  { status, code, retryAfter }: RefusedHandshake,
): void {
  const headers: (readonly [string, string])[] = [['Cache-Control', 'no-store']]
  if (retryAfter !== undefined) headers.unshift(['Retry-After', String(retryAfter)])
  // A WebSocket has no response yet.
  if (!(response instanceof ServerResponse)) return answerRaw(request.socket, status, code, headers)
  const body = JSON.stringify(errorBody(code))
  for (const [name, value] of headers) response.setHeader(name, value)
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.writeHead(Number.parseInt(status, 10), { 'Content-Length': Buffer.byteLength(body) }).end(body)
}
