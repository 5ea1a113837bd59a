import { describe, expect, test } from 'vitest'
import { asEpoch, asVersion, NO_EPOCH, START } from '../../../shared/base/ids.ts'
import { type Facts, StatusReport } from '../../../shared/session/status_report.ts'
import { TIMINGS } from '../../../shared/session/timings.ts'
import { peerOf, type ScenePage, SessionScene } from '../../support/session_scene.ts'
import { VirtualClock } from '../../support/virtual_clock.ts'

const FACTS: Facts = {
  loaded: true,
  readonly: false,
  path: 'direct',
  latency: 12,
  self: peerOf('ann'),
  user: null,
  host: peerOf('bob'),
  epoch: asEpoch(1),
  version: asVersion(3),
  saved: asVersion(3),
  pending: 0,
  server: true,
  language: 'python',
  kept: false,
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
    expect(say({ loaded: false, readonly: true })).toBe('loading')
    expect(say({ loaded: false, pending: 2 })).toBe('loading')
    expect(later(60_000)).toBe('loading')
    expect(say({})).toBe('saved')
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
    expect(say({ readonly: true })).toBe('readonly')
    expect(say({ readonly: true, path: 'none' })).toBe('reconnecting')
    expect(say({ readonly: true })).toBe('readonly')
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

  test('a host without its server is neither: its room goes on, unsaved', () => {
    const { say, later } = reported()
    expect(say({ path: 'hosting', server: false, version: asVersion(4) })).toBe('saving')
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
