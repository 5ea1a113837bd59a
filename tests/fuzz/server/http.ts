import { connect } from 'node:net'
import { LANGUAGES } from '../../../shared/protocol/language.ts'
import { int, pick, type Random } from '../../support/random.ts'
import { type Part, readAnswer, requestHead, upgradeHead } from '../../support/raw_http.ts'
import { mutated, mutatedBytes, TEXTS, wellFormed } from './hostile.ts'
import type { Fuzzer } from './target.ts'

/** An answer that takes longer is not waited for: a request may have promised more than it holds. */
const ANSWER_MS = 500

/** What the server answers before the connection ends, or the time is up. */
function answerTo(port: number, parts: readonly Part[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let heard = ''
    const end = (): void => {
      socket.destroy()
      resolve(heard)
    }
    socket.setEncoding('latin1').on('data', (chunk) => {
      heard += chunk
      // Enough to see the status; whether all of it comes is not what is asked.
      if (heard.length > 65_536) end()
    })
    socket.setTimeout(ANSWER_MS, end)
    socket.on('error', end).on('close', end)
    for (const part of parts) socket.write(part)
  })
}

const METHODS = [
  'GET',
  'GET',
  'GET',
  'POST',
  'HEAD',
  'OPTIONS',
  'PUT',
  'DELETE',
  'TRACE',
  'CONNECT',
  'M-SEARCH',
]
const PATHS = [
  '/',
  '/r/',
  '/api/room/',
  '/api/room/fuzz-0/log',
  '/api/rooms?limit=',
  '/api/rooms?after=',
  '/api/openapi.json',
  '/autocomplete',
  '/healthz',
  '/readyz',
  '/metrics',
  '/admin',
  '/admin/session',
  '/admin/overview?after=',
  '/assets/',
  '/socket.io/',
  '/socket.io/?EIO=4&transport=polling',
  '/socket.io/?EIO=4&transport=websocket&sid=',
]
const HEADERS = [
  'Origin',
  'Cookie',
  'Content-Type',
  'Content-Length',
  'Transfer-Encoding',
  'Expect',
  'Range',
  'If-None-Match',
  'If-Modified-Since',
  'Accept-Encoding',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'Access-Control-Request-Method',
  'Host',
  'Upgrade',
  'Authorization',
]
const HEADER_VALUES = [
  'null',
  'bytes=0-0,1-1,5-2',
  'bytes=99999999999999999999-',
  'br, gzip;q=0, *;q=nonsense',
  'application/json',
  'text/plain',
  'application/json; charset=nonsense',
  'chunked',
  'gzip, chunked',
  '100-continue',
  '5',
  '127.0.0.1, ::1, nonsense',
  'Thu, 99 Jan 9999 99:99:99 GMT',
]
const CODES = [
  'import os\nos.',
  'class A:\n  def f(self):\n    self.',
  'const a = { b: 1 }\na.',
  '['.repeat(5_000),
  'a.'.repeat(3_000),
  '"""',
  '/*'.repeat(1_000),
  '\u2028\ud800\0',
]

/** Header values may hold no line ends, or they are other headers; that is tried by the bytes. */
const oneLine = (text: string): string => text.replaceAll(/[\r\n\0]/g, '')

function restRequest(random: Random): string {
  const suffix = pick(random, TEXTS)
  const path = pick(random, PATHS) + (random() < 0.5 ? encodeURI(wellFormed(suffix)) : oneLine(suffix))
  const headers = Array.from(
    { length: int(random, 0, 4) },
    () => `${pick(random, HEADERS)}: ${oneLine(pick(random, random() < 0.5 ? HEADER_VALUES : TEXTS))}`,
  )
  const method = pick(random, METHODS)
  if (method !== 'POST') return requestHead(`${method} ${path.replaceAll(' ', '%20')}`, ...headers)
  const code = pick(random, CODES)
  const question = { code, cursorPosition: int(random, 0, code.length), language: pick(random, LANGUAGES) }
  const body = JSON.stringify(random() < 0.3 ? question : mutated(random, question)) ?? ''
  return (
    requestHead(
      `POST ${random() < 0.8 ? '/autocomplete' : path.replaceAll(' ', '%20')}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      ...headers,
    ) + body
  )
}

/** Connections at a time: most of the time goes by in waiting for what does not come. */
const AT_ONCE = 8
const several = async (one: () => Promise<void>): Promise<void> => {
  await Promise.all(Array.from({ length: AT_ONCE }, one))
}

/** Requests that HTTP can read, with parameters, bodies and headers that nobody should send. */
export const fuzzRest: Fuzzer = async (target) => {
  const random = target.random('rest')
  await several(async () => {
    while (!target.over) {
      const request = restRequest(random)
      const answer = readAnswer(await answerTo(target.server.port, [request]))
      target.said('rest')
      if (answer === null) target.answered('rest', 'none')
      else target.status('rest', answer.status, request)
    }
  })
}

const WHOLE_REQUESTS: readonly string[] = [
  requestHead('GET /api/rooms'),
  requestHead('GET /healthz'),
  `${requestHead('POST /autocomplete', 'Content-Type: application/json', 'Content-Length: 51')}{"code":"a.","cursorPosition":2,"language":"python"}`,
  `${requestHead('POST /autocomplete', 'Content-Type: application/json', 'Transfer-Encoding: chunked')}5\r\n{"a":\r\n0\r\n\r\n`,
  upgradeHead('/socket.io/?EIO=4&transport=websocket'),
  `${upgradeHead('/socket.io/?EIO=4&transport=websocket')}\u0081\u0085\u0000\u0000\u0000\u000040{}x`,
  requestHead('GET /socket.io/?EIO=4&transport=polling'),
  'GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n',
]

/** Requests with damaged bytes, in one piece or several. */
export const fuzzRaw: Fuzzer = async (target) => {
  const random = target.random('raw')
  await several(async () => {
    while (!target.over) {
      const whole = Buffer.from(random() < 0.7 ? pick(random, WHOLE_REQUESTS) : restRequest(random), 'latin1')
      const bytes = mutatedBytes(random, whole)
      const cut = int(random, 0, bytes.length)
      const heard = await answerTo(target.server.port, [bytes.subarray(0, cut), bytes.subarray(cut)])
      target.said('raw')
      const answer = readAnswer(heard)
      if (answer === null) target.answered('raw', 'none')
      else target.status('raw', answer.status, Buffer.from(bytes).toString('latin1'))
    }
  })
}
