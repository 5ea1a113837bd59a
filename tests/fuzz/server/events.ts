import { io, type Socket } from 'socket.io-client'
import { int, pick, type Random } from '../../support/random.ts'
import { Corpus, type Known } from './corpus.ts'
import { mutated, mutatedBytes, TEXTS, wellFormed } from './hostile.ts'
import type { Fuzzer, Target } from './target.ts'

const ANSWER_MS = 20_000
/** Requests on one connection, and requests under way on it at a time. */
const REQUESTS = 60
const AT_ONCE = 8

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

function codeOf(reply: unknown): string {
  if (!isRecord(reply)) return 'no reply'
  if (reply.ok === true) return 'ok'
  return isRecord(reply.error) ? String(reply.error.code) : 'no code'
}

/** Up, or null when that cannot be. */
function connected(url: string, transport: string): Promise<Socket | null> {
  const socket = io(url, { transports: [transport], reconnection: false, forceNew: true, timeout: ANSWER_MS })
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', () => {
      socket.disconnect()
      resolve(null)
    })
  })
}

/** What the answers tell goes into what the next requests say. */
function learn(known: Known, name: string, reply: unknown): void {
  if (!isRecord(reply) || reply.ok !== true) return
  if (typeof reply.epoch === 'number') known.epoch = reply.epoch
  if (typeof reply.version === 'number') known.version = reply.version
  if (name === 'join') known.version = 0
}

async function ask(target: Target, socket: Socket, known: Known, name: string, body: unknown): Promise<void> {
  target.said('events')
  const gone = new Promise<null>((resolve) => socket.once('disconnect', () => resolve(null)))
  const answered = socket
    .timeout(ANSWER_MS)
    .emitWithAck(name, body)
    .catch(() => 'late')
  const reply = await Promise.race([answered, gone])
  if (reply === null) return target.answered('events', 'gone')
  const code = reply === 'late' ? 'late' : codeOf(reply)
  target.answered('events', code)
  // A receiver may hold an answer back for as long as it does not read; nobody else may.
  const wrong =
    code === 'internal' || code.startsWith('no ') || (code === 'late' && !/relay|drain/.test(name))
  if (wrong) target.fault('events', `${name} was answered ${code}`, body)
  learn(known, name, reply)
}

async function useConnection(target: Target, random: Random, corpus: Corpus, socket: Socket): Promise<void> {
  const known: Known = { peers: [], epoch: 0, version: 0 }
  socket.on('userJoined', ({ users }) => {
    known.peers = users.map(({ peerId }: { readonly peerId: string }) => peerId)
  })
  socket.on('standing', (_question, answer) => {
    if (random() < 0.9) answer(mutated(random, { epoch: 1, version: 2, hosting: false, vouches: true }))
  })
  if (random() < 0.9) await ask(target, socket, known, 'join', corpus.join(random))
  const running = new Set<Promise<void>>()
  for (let times = int(random, 1, REQUESTS); times > 0 && socket.connected && !target.over; times--) {
    const [name, body] = corpus.request(random, known)
    const said = random() < 0.3 ? body : mutated(random, body)
    const asked = ask(target, socket, known, random() < 0.02 ? pick(random, TEXTS) : name, said).finally(() =>
      running.delete(asked),
    )
    running.add(asked)
    if (running.size >= AT_ONCE || random() < 0.3) await Promise.race(running)
    if (random() < 0.05) socket.emit(name, said, said)
  }
  await Promise.all(running)
}

/** Events with whole and damaged requests, over either transport, by pages that come and go. */
const fuzzEvents =
  (name: string): Fuzzer =>
  async (target) => {
    const random = target.random(name)
    const corpus = new Corpus(target.seed)
    while (!target.over) {
      const socket = await connected(target.server.url, random() < 0.8 ? 'websocket' : 'polling')
      if (socket === null) {
        target.fault('events', 'could not connect', '')
        continue
      }
      await useConnection(target, random, corpus, socket)
      socket.disconnect()
    }
  }
export const fuzzFirstEvents = fuzzEvents('events 1')
export const fuzzOtherEvents = fuzzEvents('events 2')

const PACKETS = [
  '0',
  '1',
  '2',
  '3',
  '40',
  '40/other,',
  '41',
  '42["join",{}]',
  '420["join",{"roomId":"fuzz-0","userName":"a","clientId":"aaaaaa","userKey":"aaaaaaaaaaaaaaaa"}]',
  '421["leaveRoom",{}]',
  '43[1]',
  '44{"message":"x"}',
  '451-["relay",{"to":"x","link":1,"kind":"frame","frame":{"_placeholder":true,"num":0}}]',
  '451-0["relay",{"_placeholder":true,"num":1}]',
  '452-["append",{"_placeholder":true,"num":-1}]',
  '461-[{"_placeholder":true,"num":0}]',
  '5',
  '6',
  '2probe',
  'bAAAA',
  `42["join",${'['.repeat(2_000)}${']'.repeat(2_000)}]`,
]
const SEPARATOR = '\x1e'

const damaged = (random: Random, text: string): string =>
  random() < 0.4
    ? text
    : Buffer.from(mutatedBytes(random, Buffer.from(text))).toString(pick(random, ['utf8', 'latin1']))

/** Below Socket.IO, over a WebSocket: texts and bytes that are no packets, or packets out of their order. */
export const fuzzPackets: Fuzzer = async (target) => {
  const random = target.random('packets')
  while (!target.over) {
    const socket = await connected(target.server.url, 'websocket')
    if (socket === null) {
      target.fault('packets', 'could not connect', '')
      continue
    }
    for (let times = int(random, 1, 6); times > 0 && socket.connected; times--) {
      // The client puts Engine.IO's own number in front.
      const text = damaged(random, pick(random, PACKETS).slice(1))
      socket.io.engine.write(random() < 0.8 ? text : mutatedBytes(random, Buffer.from(text)).buffer)
      target.said('packets')
    }
    const gone = new Promise<string>((resolve) => socket.once('disconnect', () => resolve('gone')))
    const alive = socket
      .timeout(ANSWER_MS)
      .emitWithAck('no such event')
      .then(codeOf, () => 'late')
    const end = await Promise.race([gone, alive])
    target.answered('packets', end)
    if (end === 'late') target.fault('packets', 'a connection hangs', '')
    socket.disconnect()
  }
}

/** The same over long polling: payloads of packets, whole and damaged. */
export const fuzzPolling: Fuzzer = async (target) => {
  const random = target.random('polling')
  const url = `${target.server.url}/socket.io/?EIO=4&transport=polling`
  const ask = async (sid: string, init: RequestInit): Promise<string> => {
    const signal = AbortSignal.timeout(1_000)
    try {
      const answer = await fetch(`${url}&sid=${encodeURIComponent(sid)}`, { ...init, signal })
      target.status('polling', answer.status, init.body ?? 'GET')
      return await answer.text()
    } catch {
      target.answered('polling', 'none')
      return ''
    }
  }
  while (!target.over) {
    const opened = await (await fetch(url)).text()
    const sid: string = random() < 0.95 ? JSON.parse(opened.slice(1)).sid : wellFormed(pick(random, TEXTS))
    await ask(sid, { method: 'POST', body: '40' })
    for (let times = int(random, 1, 6); times > 0 && !target.over; times--) {
      const packets = Array.from({ length: int(random, 1, 5) }, () => damaged(random, pick(random, PACKETS)))
      const type = pick(random, ['text/plain;charset=UTF-8', 'application/octet-stream', 'application/json'])
      const post = { method: 'POST', headers: { 'content-type': type }, body: packets.join(SEPARATOR) }
      target.said('polling', packets.length)
      await Promise.all([ask(sid, post), ...(random() < 0.4 ? [ask(sid, {})] : [])])
    }
  }
}
