import { describe, expect, test } from 'vitest'
import { asSeq, asVersion, type ClientId, MAIN_FILE } from '../../../shared/base/ids.ts'
import { joinOf, peerOf, type ScenePage, SessionScene } from '../../support/session_scene.ts'

/** `ann` hosts; `bob` has joined her by hand. */
function hosting() {
  const scene = new SessionScene()
  const ann = scene.page('ann')
  ann.server.up()
  scene.members('ann', 'bob')
  ann.entered('ann')
  scene.run()
  const bob = scene.guest('bob', 'ann')
  bob.say(joinOf('bob'))
  scene.run()
  const told = () => ann.events.filter(({ type }) => type === 'links').length
  return { scene, ann, bob, told }
}

describe('V6: links are measured when somebody looks', () => {
  test('a host measures the way to each guest once a call, and never by itself', () => {
    const { scene, ann, bob, told } = hosting()
    expect(ann.session.links()).toEqual([{ peer: peerOf('bob'), path: 'direct', latency: null }])
    scene.run(60_000)
    expect(bob.of('ping')).toEqual([])

    ann.session.measure()
    scene.run(30)
    const [ping] = bob.of('ping')
    expect(bob.of('ping')).toHaveLength(1)
    bob.say({ type: 'pong', nonce: ping?.nonce ?? -1 })
    scene.run(0)
    expect(ann.session.links()).toMatchObject([{ latency: 30 }])
    expect(told()).toBe(1)
    scene.run(60_000)
    expect(bob.of('ping')).toHaveLength(1)
  })

  test('one ping is under way; a slow one is told as what it has taken so far', () => {
    const { scene, ann, bob } = hosting()
    const answer = () => {
      bob.say({ type: 'pong', nonce: bob.of('ping').at(-1)?.nonce ?? -1 })
      scene.run(0)
    }
    ann.session.measure()
    scene.run(20)
    answer()
    ann.session.measure()
    ann.session.measure()
    scene.run(10)
    expect(bob.of('ping')).toHaveLength(2)
    expect(ann.session.links()).toMatchObject([{ latency: 20 }])
    scene.run(490)
    ann.session.measure()
    scene.run(0)
    expect(bob.of('ping')).toHaveLength(2)
    expect(ann.session.links()).toMatchObject([{ latency: 500 }])
    answer()
    ann.session.measure()
    scene.run(15)
    answer()
    expect(ann.session.links()).toMatchObject([{ latency: 15 }])
  })

  test('a pong that nobody waits for changes nothing, and the guest stays', () => {
    const { scene, ann, bob, told } = hosting()
    bob.say({ type: 'pong', nonce: 0 })
    bob.say({ type: 'pong', nonce: 1 })
    scene.run(0)
    ann.session.measure()
    scene.run(10)
    bob.say({ type: 'pong', nonce: (bob.of('ping')[0]?.nonce ?? 0) + 7 })
    scene.run(0)
    expect(ann.session.links()).toMatchObject([{ latency: null }])
    expect(told()).toBe(0)
    bob.say({
      type: 'codeChange',
      base: asVersion(0),
      edits: [
        {
          clientId: 'client-bob' as ClientId,
          seq: asSeq(0),
          change: { kind: 'edit', file: MAIN_FILE, spans: [[0, 0, 'x']] },
        },
      ],
    })
    scene.run()
    expect(ann.text).toBe('x')
  })

  test('who is gone, or has not joined, is in no list', () => {
    const { scene, ann, bob } = hosting()
    const cid = scene.guest('cid', 'ann')
    scene.members('ann', 'bob', 'cid')
    expect(ann.session.links().map(({ peer }) => peer)).toEqual([peerOf('bob')])
    ann.session.measure()
    scene.run()
    expect([bob.of('ping').length, cid.of('ping').length]).toEqual([1, 0])
    cid.say(joinOf('cid'))
    scene.run()
    expect(ann.session.links().map(({ peer }) => peer)).toEqual([peerOf('bob'), peerOf('cid')])
    bob.close('left')
    scene.run()
    expect(ann.session.links().map(({ peer }) => peer)).toEqual([peerOf('cid')])
  })

  test('a guest has one link, its host’s, which it measures anyway', () => {
    const scene = new SessionScene()
    const [ann, bob] = scene.room('ann', 'bob', 'cid') as [ScenePage, ScenePage, ScenePage]
    expect(bob.session.links()).toMatchObject([{ peer: peerOf('ann'), path: 'direct' }])
    expect(bob.session.links()[0]?.latency).toBe(bob.session.status().latency)
    ann.session.measure()
    bob.session.measure()
    scene.run()
    expect(ann.session.links().map(({ latency }) => latency)).toEqual([0, 0])
    bob.breakLinks()
    expect(bob.session.links()).toEqual([])
  })
})
