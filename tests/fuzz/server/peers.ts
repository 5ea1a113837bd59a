import { io } from 'socket.io-client'
import { asEpoch, asVersion, type ClientId } from '../../../shared/base/ids.ts'
import { encodeMessage } from '../../../shared/protocol/codec/messages.ts'
import { toFrames } from '../../../shared/protocol/frames.ts'
import { versionOf } from '../../../shared/room/replica.ts'
import { int } from '../../support/random.ts'
import { RelayMember } from '../../support/relay_member.ts'
import { until } from '../../support/until.ts'
import { Corpus } from './corpus.ts'
import { mutatedBytes } from './hostile.ts'
import type { Fuzzer } from './target.ts'

const ANSWER_MS = 20_000
/** Messages on one link, and messages between two looks at the honest ones. */
const MESSAGES = 40
const LOOK = 400

/** A hostile guest, over the server's relay, at a real host with an honest guest, who go on working together. */
export const fuzzPeers: Fuzzer = async (target) => {
  const random = target.random('peers')
  const corpus = new Corpus(target.seed)
  const { url } = target.server
  const roomId = `fuzz-peers-${target.round}`
  const members: RelayMember[] = []
  const enter = async (seed: number): Promise<RelayMember> => {
    const member = new RelayMember({ url, roomId, seed })
    members.push(member)
    await member.entered()
    return member
  }
  const socket = io(url, { transports: ['websocket'], forceNew: true })
  try {
    // Nobody's author id is used twice.
    const ann = await enter(target.seed + 1_000 * target.round)
    const bob = await enter(target.seed + 1_000 * target.round + 1)
    const join = corpus.join(random, roomId)
    const self = join.clientId as ClientId
    await until('the hostile guest is connected', () => socket.connected)
    const { host } = await socket.timeout(ANSWER_MS).emitWithAck('join', join)
    const say = (link: number, kind: string, frame?: Uint8Array): Promise<unknown> =>
      socket.timeout(ANSWER_MS).emitWithAck('relay', { to: host, link, kind, ...(frame && { frame }) })
    let sent = 0
    let looked = 0
    for (let link = 1; !target.over; link++) {
      await say(link, 'open')
      const said: Promise<unknown>[] = []
      const send = (message: Uint8Array): void => {
        for (const frame of toFrames(message)) said.push(say(link, 'frame', frame).catch(() => null))
      }
      if (random() < 0.9) {
        const standing = { epoch: asEpoch(0), version: asVersion(0), floor: asVersion(0), runs: [] }
        send(encodeMessage({ type: 'join', clientId: self, ...standing }).slice())
      }
      for (let times = int(random, 1, MESSAGES); times > 0; times--) {
        if (random() < 0.2) {
          const base = asVersion(versionOf(ann.session.replica))
          send(encodeMessage({ type: 'codeChange', base, edits: [] }, self).slice())
        }
        const whole = corpus.message(random, self)
        const message = random() < 0.5 ? whole.slice() : mutatedBytes(random, whole)
        if (message.length > 0) send(message)
        sent++
      }
      await Promise.all(said)
      if (random() < 0.5) await say(link, 'close')
      target.said('peers', sent)
      looked += sent
      sent = 0
      if (looked < LOOK) continue
      looked = 0
      const mark = `«${link}»`
      bob.type(mark)
      await until('the host has what the honest guest typed', () => ann.text.includes(mark))
      if (bob.session.divergences + ann.session.divergences > 0)
        target.fault('peers', 'the honest ones diverged', '')
      target.answered('peers', 'looked')
    }
  } catch (thrown) {
    target.fault('peers', String(thrown), '')
  } finally {
    socket.disconnect()
    for (const member of members) member.leave()
  }
}
