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

  test('is told once for many keys, often enough not to expire, and at once to a new host', () => {
    const scene = new SessionScene()
    const hosts = [scene.hostByHand('bob'), scene.hostByHand('cat')]
    const a = scene.page('ann')
    a.server.up()
    scene.members('ann', 'bob', 'cat')
    a.entered('bob', { stored: false })
    scene.run()
    hosts[0]?.[0]?.say(welcomeOf(1))
    scene.run()
    const told = (at: number) => hosts[at]?.[0]?.heard.filter(({ type }) => type === 'typing').length
    for (let ms = 0; ms < TIMINGS.typing; ms += 100) {
      a.session.setTyping(true)
      scene.run(100)
      expect(told(0)).toBeGreaterThanOrEqual(Math.ceil((ms + 100) / TIMINGS.typing))
    }
    expect(told(0)).toBe(2)
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
