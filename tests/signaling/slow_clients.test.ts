import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RoomId } from '../../shared/base/ids.ts'
import { PATIENCE } from '../../signaling/http/app.ts'
import { requestHead, upgradeHead } from '../support/raw_http.ts'
import { until } from '../support/until.ts'
import { joined, startTestServer, type TestServer } from './fakes.ts'

/** A tenth of a second and less instead of a minute and less. */
const HASTE = { headMs: 100, requestMs: 200, idleMs: 400, lookMs: 20 }
const PINGS = { PING_INTERVAL_MS: '100', PING_TIMEOUT_MS: '200' }
/** What is asked for again and again until it is so must not be too much. */
const UNLIMITED = { HTTP_PER_MINUTE: '0', ROOM_READS_PER_10S: '0', POLLS_PER_10S: '0' }
/** Between two bytes of who dribbles, in milliseconds. */
const DRIP_MS = 20

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ ...PINGS, ...UNLIMITED }, HASTE)
})
afterAll(() => server.stop())
beforeEach(() => {
  server.rooms.ended.length = 0
})

/** A connection that says something, hears what it may and never ends by itself. */
class Slow {
  heard = ''
  closed = false
  readonly socket: Socket
  #dripping: NodeJS.Timeout | null = null

  constructor(port = server.port) {
    this.socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    this.socket.setEncoding('latin1').on('data', (chunk) => {
      this.heard += chunk
    })
    this.socket.on('error', () => this.socket.destroy())
    this.socket.on('end', () => {
      this.closed = true
    })
    this.socket.on('close', () => {
      this.closed = true
      this.end()
    })
  }

  /** Sends the bytes one at a time, and the last one for ever. */
  drip(bytes: string | Uint8Array): void {
    const all = Buffer.from(bytes)
    let at = 0
    this.#dripping = setInterval(() => {
      this.socket.write(all.subarray(at, at + 1))
      at = Math.min(at + 1, all.length - 1)
    }, DRIP_MS)
  }

  end(): void {
    if (this.#dripping !== null) clearInterval(this.#dripping)
    this.socket.destroy()
  }
}

/** It is cut off, and while it is there others are served. */
async function expectCut(slow: Slow): Promise<void> {
  try {
    const other = await server.connect()
    await joined(other, 'room', 'client-o')
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    await until('the slow one is cut off', () => slow.closed, 10_000)
    expect(other.connected).toBe(true)
    other.disconnect()
  } finally {
    slow.end()
  }
}

async function pollingSession(): Promise<string> {
  const answer = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`)
  return JSON.parse((await answer.text()).slice(1)).sid
}

describe('W12: who is slow is cut off, and others are served meanwhile', () => {
  test('a connection that says nothing', async () => {
    const slow = new Slow()
    await expectCut(slow)
    expect(slow.heard).toMatch(/^HTTP\/1\.1 408 /)
  })

  test('a head byte by byte', async () => {
    const slow = new Slow()
    slow.drip(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(1_000)}`)
    await expectCut(slow)
    expect(slow.heard).toMatch(/^HTTP\/1\.1 408 /)
  })

  test('a head byte by byte, where a whole request may take long', async () => {
    const patient = await startTestServer(PINGS, { ...HASTE, requestMs: 600_000 })
    const slow = new Slow(patient.port)
    slow.drip(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(1_000)}`)
    try {
      await until('it is cut off', () => slow.closed, 5_000)
    } finally {
      slow.end()
      await patient.stop()
    }
  })

  test('a second request byte by byte on a connection that was answered', async () => {
    const slow = new Slow()
    slow.socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
    await until('it was answered', () => slow.heard.includes('uptime_s'))
    slow.drip(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(1_000)}`)
    await expectCut(slow)
  })

  test('a body byte by byte', async () => {
    const slow = new Slow()
    slow.socket.write(
      requestHead('POST /autocomplete', 'Content-Type: application/json', 'Content-Length: 100000'),
    )
    slow.drip(' ')
    await expectCut(slow)
    expect(slow.heard).toMatch(/^HTTP\/1\.1 408 /)
  })

  test('chunks byte by byte', async () => {
    const slow = new Slow()
    slow.socket.write(
      requestHead('POST /autocomplete', 'Content-Type: application/json', 'Transfer-Encoding: chunked'),
    )
    slow.drip(`fffff\r\n${' '.repeat(1_000)}`)
    await expectCut(slow)
  })

  test('an upgrade that never finishes', async () => {
    const slow = new Slow()
    slow.drip(upgradeHead('/socket.io/?EIO=4&transport=websocket').slice(0, -4).concat('x'))
    await expectCut(slow)
  })

  test('an upgrade to something else, on a connection that was answered', async () => {
    const slow = new Slow()
    slow.socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
    await until('it was answered', () => slow.heard.includes('uptime_s'))
    slow.socket.write(upgradeHead('/'))
    await expectCut(slow)
    expect(slow.heard).toContain('HTTP/1.1 400 ')
  })

  test('a polling POST that never ends', async () => {
    const sid = await pollingSession()
    const slow = new Slow()
    slow.socket.write(
      requestHead(
        `POST /socket.io/?EIO=4&transport=polling&sid=${sid}`,
        'Content-Type: text/plain;charset=UTF-8',
        'Content-Length: 100000',
      ),
    )
    slow.drip('4')
    await expectCut(slow)
  })

  test('a polling session that never polls', async () => {
    const sid = await pollingSession()
    await until('it is forgotten', async () => {
      const answer = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`)
      await answer.text()
      return answer.status === 400
    })
  })

  test('a WebSocket that is open and says nothing', async () => {
    const slow = new Slow()
    slow.socket.write(upgradeHead('/socket.io/?EIO=4&transport=websocket'))
    await until('it is open', () => slow.heard.startsWith('HTTP/1.1 101 '))
    await expectCut(slow)
  })

  test('a WebSocket frame byte by byte', async () => {
    const slow = new Slow()
    slow.socket.write(upgradeHead('/socket.io/?EIO=4&transport=websocket'))
    await until('it is open', () => slow.heard.startsWith('HTTP/1.1 101 '))
    // Masked text of 65,000 bytes.
    slow.drip(Uint8Array.of(0x81, 0xfe, 0xfd, 0xe8, 0, 0, 0, 0, 0x34, 0x34))
    await expectCut(slow)
  })

  test('a reader that does not take its answer', async () => {
    // It is cut off late enough to be seen before.
    const patient = await startTestServer({ ...PINGS, ...UNLIMITED }, { ...HASTE, idleMs: 3_000 })
    patient.reader.logs.set('large' as RoomId, new Uint8Array(64 * 1024 * 1024))
    // Nobody listens to it, so nothing is read.
    const slow = connect(patient.port, '127.0.0.1')
    slow.on('error', () => slow.destroy())
    slow.write(requestHead('GET /api/room/large/log'))
    try {
      // Only two such logs may be on their way at a time: as long as it has one, one of two others is told to wait.
      const bothServed = async () => {
        const answers = await Promise.all([0, 1].map(() => fetch(`${patient.url}/api/room/large/log`)))
        await Promise.all(answers.map(({ body }) => body?.cancel()))
        return answers.every(({ status }) => status === 200)
      }
      await until('it is being answered', async () => !(await bothServed()))
      await until('it is cut off', bothServed)
    } finally {
      slow.destroy()
      await patient.stop()
    }
  })

  test('a real server waits for seconds, not for minutes', () => {
    expect(PATIENCE.headMs).toBeLessThanOrEqual(15_000)
    expect(PATIENCE.requestMs).toBeLessThanOrEqual(30_000)
    expect(PATIENCE.idleMs).toBeLessThanOrEqual(60_000)
    expect(PATIENCE.lookMs).toBeLessThanOrEqual(5_000)
  })
})
