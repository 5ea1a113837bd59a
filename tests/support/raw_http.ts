import { connect } from 'node:net'

export type Part = string | Uint8Array

/** What the server at a port of this machine answers to these bytes, and everything until it ends the connection. */
export async function rawAnswer(port: number, ...parts: readonly Part[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.setEncoding('latin1').on('data', (chunk) => {
    answer += chunk
  })
  // The server may stop reading before everything is written.
  socket.on('error', () => socket.destroy())
  const closed = new Promise((resolve) => socket.once('close', resolve))
  for (const part of parts) socket.write(part)
  await closed
  return answer
}

/** The head of a request that is the last one of its connection. */
export const requestHead = (line: string, ...headers: readonly string[]): string =>
  [`${line} HTTP/1.1`, 'Host: x', 'Connection: close', ...headers, '', ''].join('\r\n')

/** The head of a request for a WebSocket. */
export const upgradeHead = (path: string, ...headers: readonly string[]): string =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: x',
    'Connection: Upgrade',
    'Upgrade: websocket',
    ...(headers.length > 0
      ? headers
      : ['Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==']),
    '',
    '',
  ].join('\r\n')

export interface RawAnswer {
  readonly status: number
  /** By their names in lower case. */
  readonly headers: ReadonlyMap<string, string>
}

/** The first answer in what a server sent; null when it is none. */
export function readAnswer(text: string): RawAnswer | null {
  const end = text.indexOf('\r\n\r\n')
  const [first = '', ...lines] = text.slice(0, end).split('\r\n')
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]
  if (end < 0 || status === undefined) return null
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  return { status: Number(status), headers: new Map(headers) }
}
