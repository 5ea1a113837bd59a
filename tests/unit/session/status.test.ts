import { describe, expect, test } from 'vitest'
import { asEpoch, asVersion, NO_EPOCH, START } from '../../../shared/base/ids.ts'
import type { KeysPort } from '../../../shared/session/keys_port.ts'
import { type Facts, StatusReport } from '../../../shared/session/status_report.ts'
import { TIMINGS } from '../../../shared/session/timings.ts'
import {
  failure,
  peerOf,
  type ScenePage,
  SessionScene,
  userNamed,
  welcomeOf,
} from '../../support/session_scene.ts'
import { VirtualClock } from '../../support/virtual_clock.ts'

const FACTS: Facts = {
  loaded: true,
  role: 'editor',
  path: 'direct',
  latency: 12,
  self: peerOf('ann'),
  user: null,
  host: peerOf('bob'),
  guests: 0,
  obstacle: null,
  denied: null,
  epoch: asEpoch(1),
  version: asVersion(3),
  saved: asVersion(3),
  pending: 0,
  server: true,
  language: 'python',
  kept: false,
}

const NO_KEYS: KeysPort = {
  claim: { visibility: 'private', anyone: null },
  ownerKey: () => null,
  makeOwnerKey: () => '',
  dropOwnerKey: () => undefined,
  linkSecret: () => null,
  isPrivate: () => false,
  contentKey: () => null,
  keepContentKey: () => undefined,
  offered: () => 0,
  keepOffered: () => undefined,
  seen: () => 0,
  keepSeen: () => undefined,
}

function reported() {
  const clock = new VirtualClock()
  let told = 0
  const report = new StatusReport(clock.env(1), TIMINGS, () => {
    told += 1
  })
  return {
    clock,
    say: (facts: Partial<Facts>) => {
      report.update({ ...FACTS, ...facts })
      return report.status.state
    },
    later: (ms: number) => {
      clock.advance(ms)
      return report.status.state
    },
    get told() {
      return told
    },
    report,
  }
}

describe('V1: loading', () => {
  test('until the content is known, whatever else is', () => {
    const { say, later, report } = reported()
    expect(report.status.state).toBe('loading')
    expect(say({ loaded: false, path: 'none', server: false })).toBe('loading')
    expect(say({ loaded: false })).toBe('loading')
    expect(say({ loaded: false, path: 'hosting' })).toBe('loading')
    expect(say({ loaded: false, role: 'viewer' })).toBe('loading')
    expect(say({ loaded: false, pending: 2 })).toBe('loading')
    expect(later(60_000)).toBe('loading')
    expect(say({})).toBe('saved')
  })

  test('who is turned away at the door is not in the room, although the store’s text is here; who was in is', () => {
    const { say } = reported()
    expect(say({ path: 'none', self: null, denied: 'roomFull' })).toBe('loading')
    expect(say({ path: 'none', self: peerOf('ann'), denied: 'roomFull' })).toBe('offline')
  })

  test('a page is loading before its server answers and while its host is silent, and shows no empty document', () => {
    const scene = new SessionScene()
    const links = scene.hostByHand('bob')
    const ann = scene.page('ann')
    expect(ann.state).toBe('loading')
    ann.server.up()
    scene.run(10_000)
    expect(ann.state).toBe('loading')
    ann.entered('bob', { stored: false })
    scene.run(2_000)
    expect(links[0]?.of('join')).toHaveLength(1)
    expect(ann.state).toBe('loading')
    expect(ann.events.map(({ type }) => type)).not.toContain('loaded')
  })

  test('what was typed into a stored text before any host was reached is not called loading', () => {
    const scene = new SessionScene()
    const ann = scene.page('ann')
    ann.enter('nobody')
    expect(ann.session.status()).toMatchObject({ path: 'none', pending: 0 })
    ann.type(0, 'x')
    expect(ann.session.status()).toMatchObject({ state: 'reconnecting', pending: 1 })
  })
})

describe('V2: saving, saved, synced', () => {
  test('saving until every edit is confirmed and acknowledged, then saved, and synced after a rest', () => {
    const { say, later } = reported()
    expect(say({ pending: 1 })).toBe('saving')
    expect(later(60_000)).toBe('saving')
    expect(say({ version: asVersion(4) })).toBe('saving')
    expect(later(60_000)).toBe('saving')
    expect(say({})).toBe('saved')
    expect(later(TIMINGS.settle - 1)).toBe('saved')
    expect(later(1)).toBe('synced')
    expect(later(60_000)).toBe('synced')
  })

  test('each new edit begins the rest anew', () => {
    const { say, later } = reported()
    expect(say({})).toBe('saved')
    later(TIMINGS.settle - 1)
    expect(say({ pending: 1 })).toBe('saving')
    expect(say({})).toBe('saved')
    expect(later(TIMINGS.settle - 1)).toBe('saved')
    expect(later(1)).toBe('synced')
    expect(say({ pending: 1 })).toBe('saving')
    expect(say({})).toBe('saved')
  })

  test('is told when something differs, and only then', () => {
    const told = reported()
    told.say({})
    expect(told.told).toBe(1)
    told.say({})
    expect(told.told).toBe(1)
    told.later(TIMINGS.settle)
    expect(told.told).toBe(2)
    told.say({ latency: 13 })
    expect(told.told).toBe(3)
    told.say({ latency: 13, language: 'cpp' })
    expect(told.told).toBe(4)
  })

  test('a viewer reads, and is told when there is no host', () => {
    const { say } = reported()
    expect(say({ role: 'viewer' })).toBe('readonly')
    expect(say({ role: 'viewer', path: 'none', server: false })).toBe('reconnecting')
    expect(say({ role: 'viewer', path: 'none', host: null })).toBe('readonly')
    expect(say({ role: 'viewer' })).toBe('readonly')
  })

  test('two pages: the guest is not saved before its host is', () => {
    const scene = new SessionScene()
    const [ann, bob] = scene.room('ann', 'bob') as [ScenePage, ScenePage]
    scene.run(TIMINGS.settle)
    expect([ann.state, bob.state]).toEqual(['synced', 'synced'])
    bob.type(0, 'x')
    expect([ann.state, bob.state]).toEqual(['synced', 'saving'])
    scene.run(0)
    expect([ann.state, bob.state]).toEqual(['saving', 'saving'])
    scene.run(10)
    expect([ann.state, bob.state]).toEqual(['saved', 'saved'])
    scene.run(TIMINGS.settle)
    expect([ann.state, bob.state]).toEqual(['synced', 'synced'])
  })
})

describe('V3: reconnecting, offline', () => {
  test('reconnecting without a host, offline when the server stays away too', () => {
    const { say, later } = reported()
    say({})
    expect(say({ path: 'none' })).toBe('reconnecting')
    expect(later(60_000)).toBe('reconnecting')
    expect(say({ path: 'none', server: false })).toBe('reconnecting')
    expect(later(TIMINGS.offline - 1)).toBe('reconnecting')
    expect(later(1)).toBe('offline')
    expect(later(60_000)).toBe('offline')
    expect(say({ path: 'none' })).toBe('reconnecting')
    expect(say({})).toBe('saved')
  })

  test('the time counts from when both are away', () => {
    const { say, later } = reported()
    say({})
    say({ path: 'none' })
    later(TIMINGS.offline - 100)
    say({ path: 'none', server: false })
    expect(later(200)).toBe('reconnecting')
    say({ path: 'none', server: true })
    later(TIMINGS.offline)
    say({ path: 'none', server: false })
    expect(later(TIMINGS.offline - 1)).toBe('reconnecting')
    expect(later(1)).toBe('offline')
  })

  test('and again after it was back', () => {
    const { say, later } = reported()
    say({})
    say({ path: 'none', server: false })
    expect(later(TIMINGS.offline)).toBe('offline')
    say({ path: 'none', server: true })
    expect(say({ path: 'none', server: false })).toBe('reconnecting')
    expect(later(TIMINGS.offline - 1)).toBe('reconnecting')
    expect(later(1)).toBe('offline')
    expect(say({ server: false })).toBe('saved')
    expect(say({ path: 'none', server: false })).toBe('reconnecting')
    expect(later(TIMINGS.offline)).toBe('offline')
  })

  test('a host without its server is neither while others are with it: its room goes on, unsaved', () => {
    const { say, later } = reported()
    expect(say({ path: 'hosting', guests: 1, server: false, version: asVersion(4) })).toBe('saving')
    expect(later(60_000)).toBe('saving')
  })

  test('nothing at all is known of a fresh page', () => {
    const { report } = reported()
    expect(report.status).toMatchObject({
      state: 'loading',
      path: 'none',
      epoch: NO_EPOCH,
      version: START,
      self: null,
      host: null,
      server: false,
    })
  })

  test('pages: the link breaks, then the server goes too, then both are back', () => {
    const scene = new SessionScene()
    const [ann, bob] = scene.room('ann', 'bob') as [ScenePage, ScenePage]
    ann.session.leave()
    scene.run(100)
    expect(bob.session.status()).toMatchObject({ state: 'reconnecting', path: 'none', server: true })
    bob.type(0, 'kept')
    scene.run(60_000)
    expect(bob.state).toBe('reconnecting')
    bob.server.down()
    scene.run(TIMINGS.offline + 100)
    expect(bob.session.status()).toMatchObject({ state: 'offline', pending: 1, server: false })
    bob.server.up()
    scene.members('bob')
    expect(bob.state).toBe('reconnecting')
    bob.entered('bob', { epoch: 2 })
    scene.run()
    expect(bob.session.status()).toMatchObject({ state: 'saved', path: 'hosting', pending: 0 })
    expect(bob.text).toBe('kept')
  })
})

describe('V4: a host that is cut off', () => {
  const HOST = { path: 'hosting', latency: null } as const

  test('alone it is offline once the server has been away for a while, whatever is saved', () => {
    const { say, later } = reported()
    expect(say(HOST)).toBe('saved')
    expect(say({ ...HOST, server: false })).toBe('saved')
    expect(later(TIMINGS.offline - 1)).toBe('synced')
    expect(later(1)).toBe('offline')
    expect(say({ ...HOST, server: false, version: asVersion(4) })).toBe('offline')
    expect(say({ ...HOST, version: asVersion(4) })).toBe('saving')
    expect(say(HOST)).toBe('saved')
    // And from the beginning again.
    expect(say({ ...HOST, server: false, pending: 1 })).toBe('saving')
    expect(later(TIMINGS.offline - 1)).toBe('saving')
    expect(later(1)).toBe('offline')
  })

  test('with guests its room goes on, and it is alone from when the last one went', () => {
    const { say, later } = reported()
    expect(say({ ...HOST, guests: 2, server: false, version: asVersion(4) })).toBe('saving')
    expect(later(60_000)).toBe('saving')
    expect(say({ ...HOST, guests: 0, server: false, version: asVersion(4) })).toBe('saving')
    expect(later(TIMINGS.offline - 1)).toBe('saving')
    expect(later(1)).toBe('offline')
    expect(say({ ...HOST, guests: 1, server: false, version: asVersion(4) })).toBe('saving')
  })

  test('pages: the host knows who joined it, over which link ever', () => {
    const scene = new SessionScene()
    const [ann, bob] = scene.room('ann', 'bob', 'cid') as [ScenePage, ScenePage, ScenePage]
    expect(ann.session.status().guests).toBe(2)
    expect(bob.session.status().guests).toBe(0)
    for (const page of scene.pages) page.server.down()
    ann.type(0, 'x')
    scene.run(60_000)
    expect(ann.session.status()).toMatchObject({ state: 'saving', guests: 2, cutOff: true })
    for (const guest of scene.pages.slice(1)) guest.session.leave()
    scene.run(TIMINGS.offline + 100)
    expect(ann.session.status()).toMatchObject({ state: 'offline', guests: 0 })
    expect(ann.text).toBe('x')
  })
})

describe('V5: what keeps a page from going on', () => {
  test('the server has been away for long: told after a while, and no more once it is back', () => {
    const { say, later, report } = reported()
    say({})
    say({ server: false })
    later(TIMINGS.cutOff - 1)
    expect(report.status.cutOff).toBe(false)
    later(1)
    expect(report.status).toMatchObject({ state: 'synced', cutOff: true })
    say({ path: 'none', server: false })
    expect(report.status.cutOff).toBe(true)
    say({ path: 'none' })
    expect(report.status.cutOff).toBe(false)
    say({ server: false })
    later(TIMINGS.cutOff - 1)
    expect(report.status.cutOff).toBe(false)
  })

  test('a page that was turned away is not called connecting, and one that found no way is not called loading', () => {
    const { say } = reported()
    expect(say({ path: 'none', denied: 'roomFull' })).toBe('offline')
    expect(say({ path: 'none', obstacle: 'relayOff' })).toBe('reconnecting')
    expect(say({ loaded: false, path: 'none', denied: 'roomFull' })).toBe('loading')
    expect(say({ denied: 'roomFull' })).toBe('saved')
  })

  test('U11: a host that comes into the room again is dialled at once, however long the pause was', () => {
    const scene = new SessionScene()
    const ann = scene.page('ann')
    ann.enter('bob')
    scene.run(60_000)
    const links = scene.hostByHand('bob')
    ann.server.listener.userJoined({ users: [userNamed('ann')] })
    scene.run()
    expect(links).toEqual([])
    ann.server.listener.userJoined({ users: [userNamed('ann'), userNamed('bob')] })
    scene.run()
    expect(links).toHaveLength(1)
  })

  test('U11: a page that the server lets in again dials its host at once', () => {
    const scene = new SessionScene()
    const ann = scene.page('ann')
    ann.enter('bob')
    scene.run(60_000)
    const links = scene.hostByHand('bob')
    ann.server.down()
    scene.run()
    expect(links).toEqual([])
    ann.enter('bob')
    scene.run()
    expect(links).toHaveLength(1)
  })

  test('pages: no way to the host is told until one opens', () => {
    const scene = new SessionScene()
    const ann = scene.page('ann')
    ann.enter('bob')
    expect(ann.session.status().obstacle).toBeNull()
    scene.run(60_000)
    // The relay may be used, but this page has none.
    expect(ann.session.status()).toMatchObject({
      state: 'reconnecting',
      path: 'none',
      obstacle: 'unreachable',
    })
    const links = scene.hostByHand('bob')
    ann.session.wake()
    scene.run()
    links.at(-1)?.say(welcomeOf(1))
    scene.run()
    expect(ann.session.status()).toMatchObject({ state: 'saved', path: 'direct', obstacle: null })
  })

  test('pages: where the server has no relay, that is the reason', () => {
    const scene = new SessionScene()
    const ann = scene.page('ann', { relay: true })
    ann.server.up()
    ann.server.answer('join', {
      ok: true,
      peerId: peerOf('ann'),
      userId: userNamed('ann').userId,
      epoch: asEpoch(1),
      host: peerOf('bob'),
      iceServers: [],
      relay: false,
      stored: scene.storedAt(1),
    })
    scene.run(60_000)
    expect(ann.session.status()).toMatchObject({ state: 'reconnecting', obstacle: 'relayOff' })
    ann.hostChanged('ann', 2)
    scene.run()
    expect(ann.session.status()).toMatchObject({ path: 'hosting', obstacle: null })
  })

  test('Q5: pages: who has to wait is told, and asks again when the server said, and not before', () => {
    const scene = new SessionScene()
    const ann = scene.page('ann')
    ann.server.up()
    ann.server.answer('join', failure('tooFast', 7))
    expect(ann.session.status().denied).toBe('tooFast')
    scene.run(6_900)
    expect(ann.server.waiting('join')).toEqual([])
    scene.run(200)
    ann.server.answer('join', failure('tooFast'))
    scene.run(TIMINGS.retry)
    ann.entered('ann')
    expect(ann.session.status().denied).toBeNull()
  })

  test('Q6: who may not even connect yet is told why, in the room too, until the server lets it in', () => {
    const scene = new SessionScene()
    const ann = scene.page('ann')
    ann.server.listener.heldBack(2)
    expect(ann.session.status().denied).toBeNull()
    ann.server.listener.heldBack(40)
    expect(ann.session.status()).toMatchObject({ state: 'loading', denied: 'tooFast' })
    ann.enter('ann')
    scene.run()
    expect(ann.session.status()).toMatchObject({ path: 'hosting', denied: null })
    ann.server.down()
    ann.server.listener.heldBack(40)
    expect(ann.session.status()).toMatchObject({ path: 'hosting', denied: 'tooFast' })
    ann.enter('ann')
    expect(ann.session.status().denied).toBeNull()
  })

  test('pages: turned away until the server lets it in, which is asked again when the person acts', () => {
    const scene = new SessionScene()
    const ann = scene.page('ann')
    ann.server.up()
    ann.server.answer('join', failure('roomFull'))
    expect(ann.session.status()).toMatchObject({ state: 'loading', denied: 'roomFull' })
    scene.run(60_000)
    expect(ann.server.waiting('join')).toEqual([])
    ann.session.wake()
    ann.entered('ann')
    scene.run()
    expect(ann.session.status()).toMatchObject({ path: 'hosting', denied: null })
  })

  test('pages: a host that does not prove the key to a private room is no way to it, and that is the reason', () => {
    const scene = new SessionScene()
    const pages = ['ann', 'bob'].map((name, at) => {
      const key = { generation: 1, key: new Uint8Array(32).fill(at) }
      return scene.page(name, { keys: { ...NO_KEYS, isPrivate: () => true, contentKey: () => key } })
    })
    const wrapped = 'w'.repeat(80)
    for (const page of pages) {
      page.server.up()
      page.server.listener.userJoined({ users: ['ann', 'bob'].map(userNamed) })
      page.entered('ann', {
        rules: {
          visibility: 'private',
          anyone: null,
          knock: false,
          hostDecides: false,
          links: { editor: 1, viewer: 1 },
          roles: [],
          encryption: { generation: 1, editor: wrapped, viewer: wrapped },
        },
      })
    }
    const obstacle = () => pages[1]?.session.status().obstacle
    scene.run(200)
    expect(obstacle()).toBe('notProven')
    // However often it is dialled again.
    const seen = new Set()
    for (let ms = 0; ms < 30_000; ms += 100) {
      scene.run(100)
      seen.add(obstacle())
    }
    expect([...seen]).toEqual(['notProven'])
  })
})
