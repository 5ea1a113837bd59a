import { type IncomingMessage, ServerResponse } from 'node:http'
import { errorBody } from '../refusal.ts'
import { answerRaw } from './raw.ts'

/** Answers 429, over either transport, before there is a connection. `wait` is in seconds. */
export function refuseHandshake(
  request: Pick<IncomingMessage, 'socket'>,
  response: unknown,
  wait: number,
): void {
  const headers = [
    ['Retry-After', String(wait)],
    ['Cache-Control', 'no-store'],
  ] as const
  // A WebSocket has no response yet.
  if (!(response instanceof ServerResponse))
    return answerRaw(request.socket, '429 Too Many Requests', 'tooFast', headers)
  const body = JSON.stringify(errorBody('tooFast'))
  for (const [name, value] of headers) response.setHeader(name, value)
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.writeHead(429, { 'Content-Length': Buffer.byteLength(body) }).end(body)
}
