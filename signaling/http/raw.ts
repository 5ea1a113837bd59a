import type { Duplex } from 'node:stream'
import type { Reason } from '../../shared/protocol/reasons.ts'
import { errorBody } from '../refusal.ts'
import { SECURITY_HEADERS } from './policy.ts'

/** A visitor that does not take a refusal, and sends nothing more, is cut off after so many milliseconds. */
const LINGER_MS = 5_000

/** A connection below HTTP. */
type Raw = Duplex & { setTimeout?(ms: number, callback: () => void): unknown }

/** Answers where there is no response to write to, with the usual body and headers, and ends the connection. */
export function answerRaw(
  socket: Raw,
  status: string,
  code: Reason,
  more: readonly (readonly [name: string, value: string])[] = [],
): void {
  const body = JSON.stringify(errorBody(code))
  const headers = [
    ...SECURITY_HEADERS,
    ...more,
    ['Content-Type', 'application/json; charset=utf-8'],
    ['Content-Length', Buffer.byteLength(body)],
    ['Connection', 'close'],
  ]
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  socket.on('error', () => socket.destroy())
  socket.setTimeout?.(LINGER_MS, () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\n${lines}\r\n${body}`)
}

/** Answers what Node itself could not read as HTTP, or did not get in time. Returns why, null where nobody is there to be told. */
export function refuseRaw(error: Error & { code?: string }, socket: Raw): Reason | null {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return null
  }
  const [status, reason] = rawFailure(error.code)
  answerRaw(socket, status, reason)
  return reason
}

function rawFailure(code: string | undefined): [status: string, code: Reason] {
  if (code === 'HPE_HEADER_OVERFLOW') return ['431 Request Header Fields Too Large', 'tooLarge']
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return ['408 Request Timeout', 'slow']
  return ['400 Bad Request', 'malformed']
}
