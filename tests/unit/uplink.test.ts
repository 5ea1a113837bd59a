import { beforeEach, describe, expect, test } from 'vitest'
import type { PeerId } from '../../shared/base/ids.ts'
import { fail, ok, type Result } from '../../shared/base/result.ts'
import type { CloseReason } from '../../shared/protocol/reasons.ts'
import type { Dialer, Link, Path } from '../../shared/transport/link.ts'
import { loopbackPair } from '../../shared/transport/loopback.ts'
import { Uplink } from '../../shared/transport/uplink.ts'
import { VirtualClock } from '../support/virtual_clock.ts'

const SELF = 'self' as PeerId
const HOST = 'host' as PeerId

/** What a scripted dialer does with a dial: opens after so many milliseconds, fails, or stays silent. */
type Script = { open: number } | { fail: CloseReason; after: number } | 'silent'

class ScriptedDialer implements Dialer {
  readonly path: Path
  script: Script
  /** When each dial began, milliseconds since the test's start. */
  readonly dials: number[] = []
  gaveUp = 0
  /** The host's ends of what opened. */
  readonly ends: Link[] = []
  readonly endCloses: CloseReason[] = []
  readonly #clock: VirtualClock
  readonly #start: number

  constructor(clock: VirtualClock, path: Path, script: Script) {
    this.#clock = clock
    this.#start = clock.now
    this.path = path
    this.script = script
  }

  dial(peer: PeerId, opened: (result: Result<Link, CloseReason>) => void): () => void {
    this.dials.push(this.#clock.now - this.#start)
    const script = this.script
    if (script === 'silent') return () => this.#count()
    const cancel = this.#clock.timer('open' in script ? script.open : script.after, () => {
      if ('fail' in script) return opened(fail(script.fail))
      const [here, there] = loopbackPair(this.#clock, SELF, peer)
      this.ends.push(there)
      there.listen({
        frame: () => undefined,
        drained: () => undefined,
        closed: (reason) => this.endCloses.push(reason),
      })
      opened(ok(here))
    })
    return () => {
      cancel()
      this.#count()
    }
  }

  accept(): void {
    // Nobody dials it.
  }

  stop(): void {
    // It holds nothing.
  }

  #count(): void {
    this.gaveUp += 1
  }
}

describe('uplink', () => {
  let clock: VirtualClock
  let start: number
  let events: string[]
  let links: Link[]
  let relay: ScriptedDialer
  let direct: ScriptedDialer

  beforeEach(() => {
    clock = new VirtualClock()
    start = clock.now
    events = []
    links = []
    relay = new ScriptedDialer(clock, 'relay', { open: 20 })
    direct = new ScriptedDialer(clock, 'direct', { open: 300 })
  })

  function begin(dialers: { relay?: Dialer; direct?: Dialer } = { relay, direct }): Uplink {
    const path = (link: Link): string => {
      if (relay.ends.length + direct.ends.length === 0) return '?'
      return links.indexOf(link) === -1 ? 'unknown' : `link${links.indexOf(link)}`
    }
    return new Uplink({
      env: clock.env(5),
      host: HOST,
      dialers,
      onLink: (link) => {
        links.push(link)
        const name = path(link)
        events.push(`${clock.now - start} ${name} open`)
        link.listen({
          frame: (frame) => events.push(`${name} heard ${frame[0]}`),
          drained: () => undefined,
          closed: (reason) => events.push(`${clock.now - start} ${name} ${reason}`),
        })
      },
      onUnreachable: (reason) => events.push(`${clock.now - start} unreachable: ${reason}`),
    })
  }

  test('U1: dials both ways at once; the relay carries until the direct link opens, then is closed as replaced', () => {
    begin()
    clock.advance(1_000)
    expect([relay.dials, direct.dials]).toEqual([[0], [0]])
    expect(events).toEqual(['20 link0 open', '300 link1 open', '300 link0 replaced'])
    expect(relay.endCloses).toEqual(['replaced'])
    expect(direct.endCloses).toEqual([])
    clock.advance(120_000)
    expect([relay.dials.length, direct.dials.length]).toEqual([1, 1])
  })

  test('U1: when the direct link opens first, the relay is given up', () => {
    relay.script = { open: 500 }
    begin()
    clock.advance(60_000)
    expect(events).toEqual(['300 link0 open'])
    expect(relay.gaveUp).toBe(1)
  })

  test('U2: when the link closes, both ways are dialled again at once, the relay first', () => {
    begin()
    clock.advance(60_000)
    events.length = 0
    direct.ends[0]?.close('lost')
    clock.advance(1)
    expect([relay.dials, direct.dials]).toEqual([
      [0, 60_000],
      [0, 60_000],
    ])
    clock.advance(1_000)
    expect(events).toEqual([
      '60000 link1 lost',
      '60020 link2 open',
      '60300 link3 open',
      '60300 link2 replaced',
    ])
  })

  test('U3: failed direct dials are repeated with pauses from 0.5 s doubling to 30 s, while the relay goes on', () => {
    direct.script = { fail: 'unreachable', after: 0 }
    begin()
    clock.advance(300_000)
    expect(events).toEqual(['20 link0 open'])
    const pauses = direct.dials.slice(1).map((at, i) => at - (direct.dials[i] ?? 0))
    const wanted = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]
    wanted.forEach((pause, i) => {
      expect(pauses[i]).toBeGreaterThanOrEqual(pause * 0.8)
      expect(pauses[i]).toBeLessThanOrEqual(pause * 1.2)
    })
    expect(new Set(pauses.slice(6, 9)).size).toBe(3)
  })

  test('U3: a relay that fails is repeated likewise', () => {
    relay.script = { fail: 'lost', after: 0 }
    direct.script = 'silent'
    begin()
    clock.advance(4_500)
    expect(relay.dials.length).toBeGreaterThanOrEqual(4)
    expect(relay.dials.length).toBeLessThanOrEqual(5)
    relay.script = { open: 10 }
    clock.advance(6_000)
    expect(links.length).toBe(1)
  })

  test('U4: a dial that says nothing for 10 s is given up and counts as failed', () => {
    direct.script = 'silent'
    begin({ direct })
    clock.advance(9_999)
    expect([direct.gaveUp, events]).toEqual([0, []])
    clock.advance(1)
    expect([direct.gaveUp, events]).toEqual([1, ['10000 unreachable: unreachable']])
    direct.script = { open: 5 }
    clock.advance(1_000)
    expect(events.length).toBe(2)
  })

  test('U5: without a relay, failing is told once for each streak', () => {
    direct.script = { fail: 'unreachable', after: 10 }
    begin({ direct })
    clock.advance(60_000)
    expect(events).toEqual(['10 unreachable: unreachable'])
    direct.script = { open: 10 }
    clock.advance(60_000)
    expect(events.length).toBe(2)
    direct.script = { fail: 'unreachable', after: 10 }
    direct.ends[0]?.close('lost')
    clock.advance(60_000)
    expect(events.slice(2).map((event) => event.replace(/^\d+ /, ''))).toEqual([
      'link0 lost',
      'unreachable: unreachable',
    ])
  })

  test('U5: with a relay, it is told only when that failed too, in its words; a relay that is off counts as none', () => {
    direct.script = { fail: 'unreachable', after: 10 }
    relay.script = { fail: 'notMember', after: 50 }
    begin()
    clock.advance(49)
    expect(events).toEqual([])
    clock.advance(10_000)
    expect(events).toEqual(['50 unreachable: notMember'])
    events.length = 0
    const off = new ScriptedDialer(clock, 'relay', { fail: 'relayOff', after: 50 })
    start = clock.now
    begin({ relay: off, direct })
    clock.advance(60_000)
    expect(events).toEqual(['50 unreachable: unreachable'])
    expect(off.dials.length).toBe(1)
  })

  test('U6: a way whose links die young is not dialled in a hot loop', () => {
    direct.script = 'silent'
    relay.script = { open: 1 }
    begin({ relay })
    for (let i = 0; i < 60_000; i++) {
      clock.advance(1)
      for (const end of relay.ends.splice(0)) end.close('hostChanged')
    }
    expect(relay.dials.length).toBeGreaterThan(5)
    expect(relay.dials.length).toBeLessThan(12)
    expect(relay.dials[1]).toBeLessThan(10)
  })

  test('U7: retryNow dials at once what is missing, and nothing that is there', () => {
    direct.script = { fail: 'unreachable', after: 0 }
    const uplink = begin()
    clock.advance(100_000)
    const before = direct.dials.length
    uplink.retryNow()
    expect(direct.dials.length).toBe(before + 1)
    expect(relay.dials.length).toBe(1)
    // The failures are forgotten: the next pause is short again.
    clock.advance(700)
    expect(direct.dials.length).toBe(before + 2)
    direct.script = { open: 10 }
    clock.advance(60_000)
    const [relays, directs] = [relay.dials.length, direct.dials.length]
    uplink.retryNow()
    clock.advance(60_000)
    expect([relay.dials.length, direct.dials.length]).toEqual([relays, directs])
  })

  test('U8: nothing is reported and nothing dialled after stop', () => {
    const uplink = begin()
    clock.advance(100)
    uplink.stop('left')
    uplink.stop('left')
    uplink.retryNow()
    clock.advance(120_000)
    expect(events).toEqual(['20 link0 open', '100 link0 left'])
    expect(relay.endCloses).toEqual(['left'])
    expect([relay.dials.length, direct.dials.length, direct.gaveUp]).toEqual([1, 1, 1])
    expect(clock.next).toBe(null)
  })

  test('U8: stop from within a report holds as well', () => {
    relay.script = { open: 20 }
    const uplink: Uplink = new Uplink({
      env: clock.env(1),
      host: HOST,
      dialers: { relay, direct },
      onLink: () => {
        events.push('open')
        uplink.stop('left')
      },
      onUnreachable: () => events.push('unreachable'),
    })
    clock.run()
    expect(events).toEqual(['open'])
    expect(relay.endCloses).toEqual(['left'])
  })

  test('U9: a link that died before it could be reported is not reported', () => {
    const [here] = loopbackPair(clock, SELF, HOST)
    here.close('lost')
    let dials = 0
    const dead: Dialer = {
      path: 'direct',
      dial: (_peer, opened) => {
        dials += 1
        return clock.timer(1, () => opened(dials === 1 ? ok(here) : fail('unreachable')))
      },
      accept: () => undefined,
      stop: () => undefined,
    }
    begin({ direct: dead })
    clock.advance(100)
    expect(links).toEqual([])
    expect(dials).toBe(2)
  })

  test('U10: frames on a reported link go through both ways', () => {
    begin({ direct })
    clock.advance(400)
    const heard: Uint8Array[] = []
    direct.ends[0]?.send(Uint8Array.of(5))
    links[0]?.send(Uint8Array.of(6))
    clock.advance(1)
    expect(events).toContain('link0 heard 5')
    expect(heard).toEqual([])
    expect([links[0]?.peer, links[0]?.path]).toEqual([HOST, 'loopback'])
  })
})
