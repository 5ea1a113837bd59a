import { describe, expect, test } from 'vitest'
import { asEpoch, asSeq, asVersion, type ClientId, MAIN_FILE } from '../../../shared/base/ids.ts'
import type { Span, WireEntry } from '../../../shared/protocol/change.ts'
import type { Message } from '../../../shared/protocol/messages.ts'
import type { Status } from '../../../shared/session/status.ts'
import { TIMINGS } from '../../../shared/session/timings.ts'
import { failure, joinOf, type Puppet, peerOf, SessionScene, welcomeOf } from '../../support/session_scene.ts'

const client = (name: string): ClientId => `client-${name}` as ClientId

/** An entry as a host tells of it in a welcome. */
const entry = (name: string, seq: number, epoch: number, ...spans: Span[]): WireEntry => ({
  clientId: client(name),
  by: client(name),
  seq: asSeq(seq),
  epoch: asEpoch(epoch),
  at: 0,
  change: { kind: 'edit', file: MAIN_FILE, spans },
})
const push = (name: string, base: number, seq: number, insert: string): Message => ({
  type: 'codeChange',
  base: asVersion(base),
  edits: [
    {
      clientId: client(name),
      seq: asSeq(seq),
      change: { kind: 'edit', file: MAIN_FILE, spans: [[0, 0, insert]] },
    },
  ],
})

/** `ann` follows `bob`, a host by hand who has welcomed her on a link. */
function following(part: Parameters<typeof welcomeOf>[1] = {}) {
  const scene = new SessionScene()
  const links = scene.hostByHand('bob')
  const ann = scene.page('ann')
  ann.server.up()
  scene.members('bob', 'ann')
  ann.entered('bob', { stored: false })
  scene.run()
  const bob = links[0] as Puppet
  bob.say(welcomeOf(1, { authors: [client('bob'), client('ann')], ...part }))
  scene.run()
  return { scene, links, ann, bob }
}

describe('J1: one exchange on a new link', () => {
  test('join, welcome, then a push of what is unconfirmed', () => {
    const scene = new SessionScene()
    const links = scene.hostByHand('bob')
    const ann = scene.page('ann')
    ann.type(0, 'typed before there was a link')
    ann.enter('bob', { stored: false })
    scene.run()
    const [bob] = links
    expect(bob?.last).toEqual({
      type: 'join',
      epoch: 0,
      version: 0,
      floor: 0,
      clientId: client('ann'),
      runs: [],
    })
    bob?.say(welcomeOf(1, { entries: [entry('bob', 0, 1, [0, 0, 'there '])] }))
    scene.run()
    expect(bob?.last).toMatchObject({
      type: 'codeChange',
      base: 1,
      edits: [{ clientId: client('ann'), seq: 0 }],
    })
    expect(ann.text).toBe('there typed before there was a link')
  })

  test('after a link broke: the same again, from where the logs part', () => {
    const { scene, links, ann, bob } = following({ entries: [entry('bob', 0, 1, [0, 0, 'abc'])] })
    ann.type(3, '!')
    scene.run()
    expect(bob.of('codeChange')).toHaveLength(1)
    bob.close('lost')
    scene.run(2_000)
    const again = links[1]
    expect(again?.of('join')).toMatchObject([{ epoch: 1, version: 1, floor: 0, runs: [[1, 1]] }])
    expect(again?.of('codeChange')).toEqual([])
    again?.say(welcomeOf(1, { from: asVersion(1) }))
    scene.run()
    expect(again?.of('codeChange')).toEqual(bob.of('codeChange'))
  })

  test('over a better link, while the other one still works', () => {
    const scene = new SessionScene()
    const relayed = scene.hostByHand('bob', scene.relay)
    const ann = scene.page('ann', { relay: true })
    ann.enter('bob', { stored: false })
    scene.run()
    relayed[0]?.say(welcomeOf(1))
    ann.type(0, 'x')
    scene.run()
    expect(relayed[0]?.of('codeChange')).toHaveLength(1)
    const direct = scene.hostByHand('bob')
    scene.run(900)
    expect(direct[0]?.of('join')).toHaveLength(1)
    expect(relayed.at(-1)?.closed).toBe('replaced')
    direct[0]?.say(welcomeOf(1))
    scene.run()
    expect(direct[0]?.of('codeChange')).toMatchObject([{ base: 0, edits: [{ seq: 0 }] }])
  })

  /** `ann` follows `bob` through the server; a better link has just come, over which he has not welcomed her yet. */
  function changing() {
    const scene = new SessionScene()
    const relayed = scene.hostByHand('bob', scene.relay)
    const ann = scene.page('ann', { relay: true })
    ann.enter('bob', { stored: false })
    scene.run()
    relayed[0]?.say(welcomeOf(1))
    scene.run()
    const told: Status[] = []
    ann.session.on(({ type }) => type === 'status' && told.push(ann.session.status()))
    const direct = scene.hostByHand('bob')
    scene.run(900)
    const better = direct[0] as Puppet
    expect(better.of('join')).toHaveLength(1)
    return { scene, ann, better, told }
  }
  test('V3: changing to a better link is no loss of the host, also for whoever types meanwhile', () => {
    const { scene, ann, better, told } = changing()
    ann.type(0, 'x')
    scene.run(TIMINGS.dead / 2)
    expect(ann.session.status()).toMatchObject({ path: 'direct', state: 'saving' })
    better.say(welcomeOf(1))
    scene.run()
    expect(better.of('codeChange')).toHaveLength(1)
    expect(told.length).toBeGreaterThan(0)
    expect(told.filter(({ path, state }) => path === 'none' || state === 'reconnecting')).toEqual([])
  })

  test.each([
    ['breaks', (better: Puppet) => better.close('lost')],
    ['stays silent', () => undefined],
    ['leads to no host', (better: Puppet) => better.say({ type: 'denied', reason: 'notHost' })],
  ] as const)('V3: a better link that %s is a loss of the host', (_, happens) => {
    const { scene, ann, better } = changing()
    happens(better)
    const longest = TIMINGS.dead + 2 * TIMINGS.ping
    for (let ms = 0; ms < longest && ann.session.status().path !== 'none'; ms += 50) scene.run(50)
    expect(ann.session.status()).toMatchObject({ path: 'none', state: 'reconnecting' })
  })

  test('with a new host: what the old one had confirmed and the new one lacks is pushed', () => {
    const { scene, ann, bob } = following({ entries: [entry('bob', 0, 1, [0, 0, 'only bob and ann'])] })
    expect(bob.closed).toBe(null)
    const cat = scene.hostByHand('cat')
    ann.hostChanged('cat', 2)
    scene.run()
    expect(bob.closed).not.toBe(null)
    expect(cat[0]?.of('join')).toMatchObject([{ epoch: 1, version: 1, runs: [[1, 1]] }])
    cat[0]?.say(welcomeOf(2))
    scene.run()
    expect(cat[0]?.last).toMatchObject({
      type: 'codeChange',
      base: 0,
      edits: [{ clientId: client('bob'), seq: 0 }],
    })
    expect(ann.text).toBe('only bob and ann')
  })

  test('real pages: a link breaks with edits under way, and every edit is there once', () => {
    const scene = new SessionScene()
    const [ann, bob, cat] = scene.room('ann', 'bob', 'cat')
    for (let i = 0; i < 12; i++) {
      bob?.type(0, `b${i} `)
      cat?.type(0, `c${i} `)
      if (i % 3 === 1) bob?.breakLinks()
      scene.run(i % 2 === 0 ? 0 : 700)
    }
    scene.run(10_000)
    const words = ann?.text.trim().split(' ').sort()
    expect(words).toEqual([...Array(12).keys()].flatMap((i) => [`b${i}`, `c${i}`]).sort())
    expect([bob?.text, cat?.text]).toEqual([ann?.text, ann?.text])
    expect(bob?.session.divergences).toBe(0)
  })
})

describe('J5: who hears of the log', () => {
  function hosting() {
    const scene = new SessionScene()
    const [ann] = scene.room('ann')
    if (!ann) throw new Error('ann is there')
    ann.type(0, 'secret')
    scene.run()
    return { scene, ann }
  }

  test('whoever the server does not name yet waits, and is welcomed as soon as it does', () => {
    const { scene, ann } = hosting()
    const eve = scene.guest('eve', 'ann')
    eve.say(joinOf('eve'))
    ann.type(0, 'more ')
    scene.run(TIMINGS.park - 500)
    expect(eve.last).toBeUndefined()
    scene.members('ann', 'eve')
    scene.run()
    expect(eve.of('welcome')).toHaveLength(1)
    expect(
      eve
        .of('userJoined')
        .at(-1)
        ?.users.map(({ userName }) => userName),
    ).toEqual(['ann', 'eve'])
    expect(eve.closed).toBe(null)
    // The time that it was given is over, and means nothing any more.
    scene.run(2_000)
    expect(eve.of('denied')).toEqual([])
  })

  test('for a bounded time: then it is told, and nothing of the log', () => {
    const { scene, ann } = hosting()
    const eve = scene.guest('eve', 'ann')
    eve.say(joinOf('eve'))
    ann.type(0, 'more ')
    scene.run(TIMINGS.park + 100)
    expect(eve.last).toEqual({ type: 'denied', reason: 'notMember' })
    scene.members('ann', 'eve')
    scene.run()
    expect(eve.of('welcome')).toEqual([])
    expect(eve.of('codeUpdate')).toEqual([])
  })

  test('whoever joins under another client id than the server knows is denied', () => {
    const { scene, ann } = hosting()
    scene.members('ann', 'eve')
    const eve = scene.guest('eve', 'ann')
    eve.say(joinOf('eve', { clientId: client('ann') }))
    ann.type(0, 'more ')
    scene.run()
    expect(eve.of('denied')).toEqual([{ type: 'denied', reason: 'clientIdTaken' }])
    expect(eve.of('welcome')).toEqual([])
    expect(eve.of('codeUpdate')).toEqual([])
  })

  test('whoever pushes without having joined is cut off, and its edit is not taken', () => {
    const { scene, ann } = hosting()
    scene.members('ann', 'eve')
    const eve = scene.guest('eve', 'ann')
    eve.say(push('dan', 0, 0, 'x'))
    scene.run()
    expect(eve.closed).toBe('unexpected')
    expect(ann.text).toBe('secret')
  })

  test('whoever has only a link hears of nothing', () => {
    const { scene, ann } = hosting()
    scene.members('ann', 'eve', 'bob')
    const eve = scene.guest('eve', 'ann')
    const bob = scene.guest('bob', 'ann')
    bob.say(joinOf('bob'))
    scene.run()
    ann.type(0, 'more ')
    ann.session.setTyping(true)
    scene.members('ann', 'bob', 'eve', 'dan')
    scene.run(5_000)
    expect(bob.of('codeUpdate')).toHaveLength(1)
    expect(bob.of('userTyping')).toHaveLength(1)
    expect(bob.of('saved').length).toBeGreaterThan(0)
    expect(bob.of('check')).toHaveLength(1)
    expect(eve.heard).toEqual([])
  })
})

describe('R7: a join that is not answered in time', () => {
  test('is tried again, also where the connection stands', () => {
    const scene = new SessionScene()
    const ann = scene.page('ann')
    ann.server.up()
    ann.server.answer('join', failure('lost'))
    expect(ann.server.waiting('join')).toHaveLength(0)
    scene.run(TIMINGS.retry + 10)
    expect(ann.server.waiting('join')).toHaveLength(1)
    scene.members('ann')
    ann.entered('ann')
    expect(ann.session.status().path).toBe('hosting')
  })
})

describe('J6: a newcomer', () => {
  test('sees the stored text before any link is up', () => {
    const scene = new SessionScene()
    const [ann] = scene.room('ann')
    ann?.type(0, 'stored text')
    scene.run()
    const bob = scene.page('bob')
    expect(bob.state).toBe('loading')
    // Nobody answers where the host should be.
    bob.enter('nobody')
    expect(bob.text).toBe('stored text')
    expect(
      bob.events.map(({ type }) => type).filter((type) => type === 'change' || type === 'loaded'),
    ).toEqual(['change', 'loaded'])
    expect(bob.session.status()).toMatchObject({ path: 'none', version: 1, saved: 1 })
  })

  test('keeps what it holds when it comes again: the store’s text is for newcomers', () => {
    const { scene, ann } = following({ entries: [entry('bob', 0, 1, [0, 0, 'newer than the store'])] })
    ann.server.down()
    ann.server.up()
    ann.entered('bob')
    scene.run()
    expect(ann.text).toBe('newer than the store')
    expect(ann.session.replica.pending).toEqual([])
  })

  test('gets only the rest over the link', () => {
    const scene = new SessionScene()
    const [ann] = scene.room('ann')
    ann?.type(0, 'stored')
    scene.run()
    scene.members('ann', 'bob')
    const bob = scene.guest('bob', 'ann')
    bob.say(joinOf('bob', { epoch: asEpoch(1), version: asVersion(1), runs: [[asEpoch(1), asVersion(1)]] }))
    scene.run()
    expect(bob.of('welcome')).toMatchObject([{ from: 1, entries: [], snapshot: null }])
  })
})

describe('J11: a page that asks the store before it enters', () => {
  type Then = (stored: Uint8Array | null) => void
  /** A page whose question is open, in a room where somebody wrote. */
  function asking() {
    const scene = new SessionScene()
    const [ann] = scene.room('ann')
    ann?.type(0, 'stored')
    scene.run()
    const asked: Then[] = []
    const bob = scene.page('bob', { early: (then) => asked.push(then) })
    return { scene, ann, bob, asked, answer: (stored: Uint8Array | null) => asked[0]?.(stored) }
  }

  test('enters after the answer, shows the text before it is in, and says where its log stands', () => {
    const { bob, scene, answer } = asking()
    bob.server.up()
    expect([bob.text, bob.server.waiting('join')]).toEqual(['', []])
    answer(scene.storedAt(1))
    expect([bob.text, bob.state]).toEqual(['stored', 'loading'])
    expect(bob.events.filter(({ type }) => type === 'loaded')).toHaveLength(1)
    expect(bob.server.waiting('join')).toMatchObject([{ body: { standing: { epoch: 1, version: 1 } } }])
  })

  test('what is typed meanwhile comes after it, and the rest of the log over the link', () => {
    const { bob, ann, scene, answer } = asking()
    const stored = scene.storedAt(1)
    ann?.type(6, ' and more')
    answer(stored)
    bob.type(0, 'typed, ')
    scene.members('ann', 'bob')
    bob.enter('ann', { stored: false })
    scene.run()
    expect([bob.text, ann?.text]).toEqual(['typed, stored and more', 'typed, stored and more'])
    expect(bob.session.divergences).toBe(0)
  })

  test('enters all the same where the answer is nothing, or makes no sense', () => {
    for (const nothing of [null, Uint8Array.of(1, 2, 3)]) {
      const { bob, scene, answer } = asking()
      answer(nothing)
      scene.members('ann', 'bob')
      bob.enter('ann')
      scene.run()
      expect([bob.text, bob.state]).toEqual(['stored', 'saved'])
    }
  })

  test('hears no answer after it left', () => {
    const { bob, scene, answer } = asking()
    bob.session.leave()
    answer(scene.storedAt(1))
    expect(bob.text).toBe('')
  })

  test('is offline after a while when the server lets nobody in', () => {
    const { bob, scene, answer } = asking()
    answer(scene.storedAt(1))
    scene.run(TIMINGS.offline - 100)
    expect(bob.state).toBe('loading')
    scene.run(200)
    expect(bob.state).toBe('offline')
  })

  test('does not ask when this browser’s disk has the room', () => {
    const scene = new SessionScene()
    const disk = scene.disk()
    const first = scene.page('ann', { disk })
    scene.run(100)
    first.type(0, 'left')
    scene.run(1_000)
    first.journal?.die()
    first.breakLinks()
    const asked: unknown[] = []
    const again = scene.page('ann2', { disk, early: (then) => asked.push(then) })
    scene.run(100)
    expect([again.text, asked]).toEqual(['left', []])
  })
})

describe('J7: one link for each peer', () => {
  test('a newer one that joins replaces the other, and every edit is told once', () => {
    const scene = new SessionScene()
    const [ann] = scene.room('ann')
    scene.members('ann', 'eve')
    const first = scene.guest('eve', 'ann')
    first.say(joinOf('eve'))
    scene.run()
    const second = scene.guest('eve', 'ann')
    ann?.type(0, 'a')
    scene.run()
    expect([first.closed, second.of('codeUpdate')]).toEqual([null, []])
    second.say(joinOf('eve'))
    scene.run()
    expect([first.closed, second.closed]).toEqual(['replaced', null])
    ann?.type(0, 'b')
    scene.run()
    expect(first.of('codeUpdate')).toHaveLength(1)
    expect(second.of('codeUpdate')).toHaveLength(1)
  })

  test('another peer’s link is none of its business', () => {
    const scene = new SessionScene()
    scene.room('ann')
    scene.members('ann', 'eve', 'dan')
    const eve = scene.guest('eve', 'ann')
    const dan = scene.guest('dan', 'ann')
    eve.say(joinOf('eve'))
    dan.say(joinOf('dan'))
    scene.run()
    expect([eve.closed, dan.closed]).toEqual([null, null])
  })
})

describe('J8: a welcome of another epoch', () => {
  test.each([0, 2])(
    'epoch %i where the server named 1: it is not taken, and the page joins again',
    (epoch) => {
      const scene = new SessionScene()
      const links = scene.hostByHand('bob')
      const ann = scene.page('ann')
      ann.enter('bob', { stored: false })
      scene.run()
      const entries = epoch === 0 ? [] : [entry('bob', 0, epoch, [0, 0, 'of another reign'])]
      links[0]?.say(welcomeOf(epoch, { entries, saved: asVersion(entries.length) }))
      scene.run()
      expect(ann.text).toBe('')
      expect(ann.state).toBe('loading')
      expect(ann.session.status().path).toBe('none')
      scene.run(3_000)
      expect(links[0]?.closed).toBe('staleEpoch')
      expect(links[1]?.of('join')).toHaveLength(1)
      links[1]?.say(welcomeOf(1, { entries: [entry('bob', 0, 1, [0, 0, 'of this one'])] }))
      scene.run()
      expect(ann.text).toBe('of this one')
    },
  )

  test('J1: a second welcome on a link that joined is out of place', () => {
    const { scene, ann, bob } = following({ entries: [entry('bob', 0, 1, [0, 0, 'x'])] })
    bob.say(welcomeOf(1))
    scene.run()
    expect(bob.closed).toBe('unexpected')
    expect(ann.text).toBe('x')
  })
})

describe('M10: a guest that claims a higher epoch', () => {
  test('makes the host ask the server, and nothing else', () => {
    const scene = new SessionScene()
    const [ann, bob] = scene.room('ann', 'bob')
    if (!ann || !bob) throw new Error('both are there')
    scene.members('ann', 'bob', 'eve')
    const asked = ann.server.asked.length
    const eve = scene.guest('eve', 'ann')
    eve.say(joinOf('eve', { epoch: asEpoch(7) }))
    scene.run(1)
    expect(eve.last).toEqual({ type: 'denied', reason: 'staleEpoch' })
    expect(eve.of('welcome')).toEqual([])
    expect(ann.server.asked.slice(asked)).toMatchObject([
      { name: 'join', body: { standing: { epoch: 1, hosting: true } } },
    ])
    // Until the server answers it goes on, and afterwards too.
    bob.type(0, 'still ')
    scene.run()
    expect(ann.text).toBe('still ')
    expect(ann.session.status().path).toBe('hosting')
    ann.entered('ann')
    bob.type(6, 'here')
    scene.run()
    expect([ann.text, bob.text]).toEqual(['still here', 'still here'])
    expect(ann.session.status()).toMatchObject({ path: 'hosting', epoch: 1, pending: 0, saved: 2 })
  })

  test('when it is true the server’s answer ends the reign', () => {
    const scene = new SessionScene()
    const [ann] = scene.room('ann')
    scene.members('ann', 'eve')
    const eve = scene.guest('eve', 'ann')
    eve.say(joinOf('eve', { epoch: asEpoch(2) }))
    scene.run()
    ann?.entered('eve', { epoch: 2 })
    expect(ann?.session.status().path).toBe('none')
    expect(ann?.session.status().host).toBe(peerOf('eve'))
  })
})

describe('M11: a link that came before this page knew that it is host', () => {
  test('waits for it, and is answered then', () => {
    const scene = new SessionScene()
    const ann = scene.page('ann')
    ann.server.up()
    scene.members('ann', 'eve')
    const eve = scene.guest('eve', 'ann')
    eve.say(joinOf('eve'))
    scene.run(TIMINGS.park - 500)
    expect([eve.heard, eve.closed]).toEqual([[], null])
    ann.entered('ann')
    scene.run()
    expect(eve.of('welcome')).toHaveLength(1)
    scene.run(2_000)
    expect(eve.closed).toBe(null)
  })

  test('for a bounded time', () => {
    const scene = new SessionScene()
    scene.page('ann').server.up()
    const eve = scene.guest('eve', 'ann')
    eve.say(joinOf('eve'))
    scene.run(TIMINGS.park + 100)
    expect(eve.closed).toBe('notHosting')
    expect(eve.heard).toEqual([])
  })
})

describe('T4: what links are made with holds for a time', () => {
  test('and the page enters again before that is over, for as long as it stays', () => {
    const scene = new SessionScene()
    const ann = scene.page('ann')
    ann.server.up()
    ann.entered('ann', { iceSeconds: 100 })
    for (let turn = 0; turn < 2; turn++) {
      scene.run(79_000)
      expect(ann.server.waiting('join')).toEqual([])
      scene.run(2_000)
      expect(ann.server.waiting('join')).toHaveLength(1)
      ann.entered('ann', { iceSeconds: 100 })
    }
    expect(ann.session.status().path).toBe('hosting')
    ann.session.leave()
    scene.run(200_000)
    expect(ann.server.waiting('join')).toEqual([])
  })

  test('and where it holds for ever nobody enters again', () => {
    const scene = new SessionScene()
    const ann = scene.page('ann')
    ann.enter('ann')
    scene.run(1_000_000)
    expect(ann.server.waiting('join')).toEqual([])
  })

  test('and whoever was put out meanwhile does not ask to come in again', () => {
    const scene = new SessionScene()
    const ann = scene.page('ann')
    ann.server.up()
    ann.entered('ann', { iceSeconds: 100 })
    ann.server.listener.putOut({ reason: 'removed' })
    scene.run(1_000_000)
    expect(ann.server.waiting('join')).toEqual([])
  })
})
