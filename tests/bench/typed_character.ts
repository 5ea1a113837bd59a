import type { PeerId } from '../../shared/base/ids.ts'
import { decodeMessage } from '../../shared/protocol/codec/messages.ts'
import type { Message } from '../../shared/protocol/messages.ts'
import { BenchRoom, filler, type Member, settled } from './bench_room.ts'
import { type Figure, figure } from './figure.ts'

/** As long as this get the text, the log and the sequence of the one who types, at least. */
const LONG = 100_000
const CHARACTERS = 200
/** Between two characters, in milliseconds: fast typing. */
const PACE = 150
const MOST_BYTES = 16

interface Sent {
  readonly bytes: number
  readonly type: Message['type']
  readonly from: Member
  readonly to: PeerId | null
}

/**
 * What one typed character costs on the data channels of a long-lived room, frame headers included: the edit from
 * the guest who types to the host, and the entry from the host to each guest.
 */
export async function typedCharacter(): Promise<Figure[]> {
  const room = new BenchRoom()
  const host = await room.enter()
  const typist = await room.enter()
  const looker = await room.enter()
  host.type(0, 0, filler(LONG))
  for (let i = 0; i < LONG; i++) {
    typist.type(typist.length, typist.length, 'x')
    room.clock.advance(PACE)
    if (i % 50 === 0) await settled()
  }
  await room.rest()

  const sent: Sent[] = []
  for (const from of room.members)
    from.dialer.sent = (frame, to) => {
      const message = decodeMessage(frame.subarray(1), typist.clientId)
      if (!message.ok) throw new Error(message.reason)
      sent.push({ bytes: frame.byteLength, type: message.value.type, from, to })
    }
  for (let i = 0; i < CHARACTERS; i++) {
    const version = host.version
    typist.type(typist.length, typist.length, 'x')
    typist.session.setTyping(true)
    room.clock.advance(PACE)
    await settled()
    if (host.version !== version + 1) throw new Error('a character is one entry')
  }
  await room.rest()
  if (Math.min(host.version, host.length, typist.session.replica.self.nextSeq) <= LONG)
    throw new Error('the room is not as long as it should be')

  const toLooker = looker.session.status().self
  const up = sent.filter(({ from }) => from === typist)
  const down = sent.filter(({ from, to }) => from === host && to === toLooker)
  const most = (list: readonly Sent[], type: Message['type']) =>
    Math.max(...list.filter((one) => one.type === type).map(({ bytes }) => bytes))
  const each = (list: readonly Sent[]) => list.reduce((sum, { bytes }) => sum + bytes, 0) / CHARACTERS
  const against = `at most ${MOST_BYTES}`
  return [
    figure('typed_character: guest to host', most(up, 'codeChange'), 'B', against),
    figure('typed_character: host to guest', most(down, 'codeUpdate'), 'B', against),
    figure('typed_character: guest to host, with all else', each(up), 'B', `one each ${PACE} ms`),
    figure('typed_character: host to guest, with all else', each(down), 'B', `one each ${PACE} ms`),
  ]
}
