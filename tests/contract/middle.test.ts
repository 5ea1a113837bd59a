import wrtc from '@roamhq/wrtc'
import { afterEach, expect, test } from 'vitest'
import { PeerDialer } from '../../client/edge/peer_dialer.ts'
import { contentKeyOf } from '../../shared/access/content_key.ts'
import { asEpoch, type PeerId, type RoomId } from '../../shared/base/ids.ts'
import type { CloseReason } from '../../shared/protocol/reasons.ts'
import type { Link } from '../../shared/transport/link.ts'
import { type End, SecuredLink } from '../../shared/transport/secured_link.ts'
import { nodeEnv } from '../support/node_env.ts'
import { until } from '../support/until.ts'
import { WireHub } from '../support/wire_hub.ts'

const GUEST = 'peer-guest' as PeerId
const HOST = 'peer-host' as PeerId
const ROOM = 'room' as RoomId
const KEY = contentKeyOf('o'.repeat(43), ROOM, 1)
const WITHIN_MS = 15_000

const dialers: PeerDialer[] = []
afterEach(() => {
  for (const dialer of dialers.splice(0)) dialer.stop('stopped')
})

function dialerOn(hub: WireHub, self: PeerId): PeerDialer {
  const dialer = new PeerDialer({ env: nodeEnv(dialers.length + 1), wire: hub.wire(self), wrtc })
  dialers.push(dialer)
  return dialer
}

const secured = (link: Link, end: End) =>
  new SecuredLink({ link, end, room: ROOM, epoch: asEpoch(1), key: KEY, random: nodeEnv(9).random })

/** An end that notes what it hears. */
function heardBy(link: Link) {
  const heard: { frames: string[]; closed: CloseReason | null } = { frames: [], closed: null }
  link.listen({
    frame: (frame) => heard.frames.push(Buffer.from(frame).toString()),
    drained: () => undefined,
    closed: (reason) => {
      heard.closed = reason
    },
  })
  return heard
}

/** Passes every frame on to the other link, unchanged. */
const pipe = (from: Link, to: Link) =>
  from.listen({
    frame: (frame) => to.send(frame),
    drained: () => undefined,
    closed: (reason) => to.close(reason),
  })

const bytes = (text: string) => Uint8Array.from(Buffer.from(text))

async function dial(dialer: PeerDialer, peer: PeerId): Promise<Link> {
  let link: Link | null = null
  dialer.dial(peer, (result) => {
    if (result.ok) link = result.value
  })
  await until('the channel is open', () => link !== null, WITHIN_MS)
  if (!link) throw new Error('it is open')
  return link
}

test('X6: over real data channels two ends prove the key over their certificates', async () => {
  const hub = new WireHub()
  const host = dialerOn(hub, HOST)
  const accepted: Link[] = []
  host.accept((link) => accepted.push(secured(link, 'host')))
  const guest = secured(await dial(dialerOn(hub, GUEST), HOST), 'guest')
  await until('the host has it', () => accepted.length === 1, WITHIN_MS)
  const [atGuest, atHost] = [heardBy(guest), heardBy(accepted[0] ?? guest)]
  guest.send(bytes('from the guest'))
  accepted[0]?.send(bytes('from the host'))
  await until('both heard', () => atGuest.frames.length + atHost.frames.length === 2, WITHIN_MS)
  expect([atGuest.frames, atHost.frames]).toEqual([['from the host'], ['from the guest']])
})

test('X6: a server that puts itself in the middle, with certificates of its own, is found by both ends', async () => {
  // It answers the guest as the host and dials the host as the guest: the signals of neither reach the other.
  const [left, right] = [new WireHub(), new WireHub()]
  const host = dialerOn(right, HOST)
  const accepted: Link[] = []
  host.accept((link) => accepted.push(secured(link, 'host')))
  const near = dialerOn(left, HOST)
  const toGuest: Link[] = []
  near.accept((link) => toGuest.push(link))
  const guest = secured(await dial(dialerOn(left, GUEST), HOST), 'guest')
  const toHost = await dial(dialerOn(right, GUEST), HOST)
  await until('it stands between them', () => toGuest.length === 1 && accepted.length === 1, WITHIN_MS)
  const passed: string[] = []
  const [first] = toGuest
  if (!first || !accepted[0]) throw new Error('it stands between them')
  const [atGuest, atHost] = [heardBy(guest), heardBy(accepted[0])]
  const tap = (link: Link): Link => ({
    peer: link.peer,
    path: link.path,
    buffered: 0,
    send(frame) {
      passed.push(Buffer.from(frame).toString('latin1'))
      link.send(frame)
    },
    close: (reason) => link.close(reason),
    listen: (listener) => link.listen(listener),
  })
  pipe(first, tap(toHost))
  pipe(toHost, tap(first))
  guest.send(bytes('a secret'))
  accepted[0].send(bytes('a secret'))
  await until('both ends closed', () => atGuest.closed !== null && atHost.closed !== null, WITHIN_MS)
  expect([atGuest.closed, atHost.closed]).toEqual(['notProven', 'notProven'])
  expect([...atGuest.frames, ...atHost.frames]).toEqual([])
  expect(passed.some((frame) => frame.includes('a secret'))).toBe(false)
  expect(passed).toHaveLength(1)
})
