import { describe, expect, test } from 'vitest'
import { TypingList } from '../../../shared/presence/typing.ts'
import { TIMINGS } from '../../../shared/session/timings.ts'
import { joinOf, peerOf, type ScenePage, SessionScene, welcomeOf } from '../../support/session_scene.ts'
import { VirtualClock } from '../../support/virtual_clock.ts'

function listed() {
  const clock = new VirtualClock()
  const seen: string[] = []
  const list: TypingList = new TypingList(clock.env(1), 1_000, () => seen.push(list.peers.join(' ')))
  return { clock, list, seen }
}
const [ann, bob] = [peerOf('ann'), peerOf('bob')]

describe('N1: typing', () => {
  test('expires when nothing more comes, and every further sign begins the time anew', () => {
    const { clock, list, seen } = listed()
    list.set(ann, true)
    clock.advance(999)
    expect(list.peers).toEqual([ann])
    list.set(ann, true)
    clock.advance(999)
    expect(list.peers).toEqual([ann])
    clock.advance(1)
    expect(list.peers).toEqual([])
    expect(seen).toEqual([ann, ''])
  })

  test('each by itself, in the order in which they began', () => {
    const { clock, list, seen } = listed()
    list.set(bob, true)
    clock.advance(500)
    list.set(ann, true)
    list.set(bob, true)
    expect(list.peers).toEqual([bob, ann])
    list.set(bob, false)
    expect(list.peers).toEqual([ann])
    list.set(bob, false)
    clock.advance(1_000)
    expect(list.peers).toEqual([])
    expect(seen).toEqual([bob, `${bob} ${ann}`, ann, ''])
  })

  test('a list that is cleared says so, once, and nothing rings later', () => {
    const { clock, list, seen } = listed()
    list.clear()
    expect(seen).toEqual([])
    list.set(ann, true)
    list.set(bob, true)
    list.clear()
    expect(list.peers).toEqual([])
    expect(seen.slice(2)).toEqual([''])
    clock.advance(10_000)
    expect(seen).toHaveLength(3)
    expect(clock.next).toBe(null)
  })

  test('is shown by whoever hears of it, until it stops or its last sign is old', () => {
    const scene = new SessionScene()
    const [a, b, c] = scene.room('ann', 'bob', 'cat') as [ScenePage, ScenePage, ScenePage]
    b.session.setTyping(true)
    scene.run()
    expect([a, b, c].map(({ session }) => session.typing())).toEqual([[bob], [], [bob]])
    scene.run(TIMINGS.typing)
    expect([a, b, c].map(({ session }) => session.typing())).toEqual([[], [], []])
    a.session.setTyping(true)
    scene.run()
    expect([a, b, c].map(({ session }) => session.typing())).toEqual([[], [ann], [ann]])
    a.session.setTyping(false)
    scene.run()
    expect(c.session.typing()).toEqual([])
  })

  test('is told at once to a new host', () => {
    const scene = new SessionScene()
    const hosts = [scene.hostByHand('bob'), scene.hostByHand('cat')]
    const a = scene.page('ann')
    a.server.up()
    scene.members('ann', 'bob', 'cat')
    a.entered('bob', { stored: false })
    scene.run()
    hosts[0]?.[0]?.say(welcomeOf(1))
    scene.run()
    const told = (at: number) => hosts[at]?.[0]?.of('typing').length
    for (let i = 0; i < 3; i++) {
      a.session.setTyping(true)
      scene.run(100)
    }
    expect(told(0)).toBe(1)
    a.hostChanged('cat', 2)
    scene.run()
    hosts[1]?.[0]?.say(welcomeOf(2))
    scene.run()
    a.session.setTyping(true)
    scene.run()
    expect(told(1)).toBe(1)
  })

  test('expires by the clock of whoever shows it, when the one who types is gone', () => {
    const scene = new SessionScene()
    const [a] = scene.room('ann') as [ScenePage]
    scene.members('ann', 'eve')
    const eve = scene.guest('eve', 'ann')
    eve.say(joinOf('eve'))
    eve.say({ type: 'typing', typing: true })
    scene.run()
    expect(a.session.typing()).toEqual([peerOf('eve')])
    eve.close('lost')
    scene.run(TIMINGS.typing)
    expect(a.session.typing()).toEqual([])
    expect(a.events.at(-1)?.type).toBe('typing')
  })

  test('of somebody who leaves, and of everybody when the host changes, is over at once, and told', () => {
    const scene = new SessionScene()
    const links = scene.hostByHand('bob')
    const a = scene.page('ann')
    a.server.up()
    scene.members('ann', 'bob', 'cat')
    a.entered('bob', { stored: false })
    scene.run()
    links[0]?.say(welcomeOf(1))
    const shown: string[][] = []
    a.session.on(({ type }) => type === 'typing' && shown.push([...a.session.typing()]))
    links[0]?.say({ type: 'userTyping', peerId: bob, typing: true })
    links[0]?.say({ type: 'userTyping', peerId: peerOf('cat'), typing: true })
    scene.run()
    scene.members('ann', 'bob')
    expect(shown.at(-1)).toEqual([bob])
    a.hostChanged('dan', 2)
    expect(a.session.typing()).toEqual([])
    expect(shown.at(-1)).toEqual([])
  })
})

describe('N11: who types on says it by their edits', () => {
  /** One presses a key each 100 ms; answers whether all others took somebody for typing all the while. */
  function typeOn(scene: SessionScene, page: ScenePage, others: readonly ScenePage[], ms: number): boolean {
    let seen = true
    for (let passed = 0; passed < ms; passed += 100) {
      page.type(0, 'x')
      page.session.setTyping(true)
      scene.run(100)
      seen &&= others.every(({ session }) => session.typing().length === 1)
    }
    return seen
  }

  test('it is told once in a while only', () => {
    const scene = new SessionScene()
    const [ann] = scene.room('ann') as [ScenePage]
    scene.members('ann', 'eve')
    const eve = scene.guest('eve', 'ann')
    eve.say(joinOf('eve'))
    scene.run()
    typeOn(scene, ann, [], TIMINGS.typingAgain)
    expect(eve.of('userTyping')).toHaveLength(1)
    typeOn(scene, ann, [], 200)
    expect(eve.of('userTyping')).toHaveLength(2)
  })

  test('a guest that types for long is shown as typing without a break, and not for longer', () => {
    const scene = new SessionScene()
    const [ann, bob, cat] = scene.room('ann', 'bob', 'cat') as [ScenePage, ScenePage, ScenePage]
    expect(typeOn(scene, bob, [ann, cat], 4 * TIMINGS.typing)).toBe(true)
    scene.run(TIMINGS.typing)
    expect([ann, cat].map(({ session }) => session.typing())).toEqual([[], []])
  })

  test('so is a host, and after a pause it is told at once again', () => {
    const scene = new SessionScene()
    const [bob, ann, cat] = scene.room('bob', 'ann', 'cat') as [ScenePage, ScenePage, ScenePage]
    expect(typeOn(scene, bob, [ann, cat], 4 * TIMINGS.typing)).toBe(true)
    for (const pause of [0.6, 0.9, 1.1, 3]) {
      scene.run(pause * TIMINGS.typing)
      expect(typeOn(scene, bob, [ann, cat], 2 * TIMINGS.typing)).toBe(true)
    }
  })

  test('an edit of somebody who does not type is no typing', () => {
    const scene = new SessionScene()
    const [ann, bob] = scene.room('ann', 'bob') as [ScenePage, ScenePage]
    bob.type(0, 'pasted')
    scene.run()
    expect(ann.text).toBe('pasted')
    expect(ann.session.typing()).toEqual([])
  })
})
