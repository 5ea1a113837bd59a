import { describe, expect, test } from 'vitest'
import { asEpoch, asVersion, type PeerId } from '../../../shared/base/ids.ts'
import { type Candidate, chooseHost, highestEpoch, isVouchedFor } from '../../../signaling/rooms/election.ts'
import { standing } from '../../support/rooms_scene.ts'

/** `name: [order, epoch, version]`, without an epoch for one that did not answer. */
const candidates = (all: Record<string, [number, number?, number?]>): Candidate[] =>
  Object.entries(all).map(([name, [order, epoch, version = 0]]) => ({
    peerId: name as PeerId,
    order,
    standing: epoch === undefined ? null : standing({ epoch: asEpoch(epoch), version: asVersion(version) }),
  }))

describe('M7: who becomes host', () => {
  test.each<[string, Record<string, [number, number?, number?]>, string]>([
    ['the highest epoch, whatever the length', { a: [0, 5, 99], b: [1, 6, 1] }, 'b'],
    ['within an epoch the longest log, whoever came first', { a: [0, 6, 3], b: [1, 6, 4] }, 'b'],
    ['among equals who has been there longest', { c: [2, 6, 4], b: [1, 6, 4], d: [3, 6, 4] }, 'b'],
    ['who answered with nothing before who did not answer', { a: [0], b: [1, 0, 0] }, 'b'],
    ['when nobody answered who has been there longest', { b: [4], a: [2], c: [9] }, 'a'],
  ])('%s', (_, all, expected) => {
    for (const list of [candidates(all), candidates(all).reverse()])
      expect(chooseHost(list)?.peerId).toBe(expected)
  })

  test('nobody in an empty room', () => expect(chooseHost([])).toBeNull())

  test('the candidates stay in their order', () => {
    const list = candidates({ b: [1, 1], a: [0, 9] })
    chooseHost(list)
    expect(list.map(({ peerId }) => peerId)).toEqual(['b', 'a'])
  })
})

test('M3: only who hears from the host of this very epoch vouches for it', () => {
  const vouching = (epoch: number, vouches: boolean): Candidate[] => [
    { peerId: 'mute' as PeerId, order: 0, standing: null },
    { peerId: 'a' as PeerId, order: 1, standing: standing({ epoch: asEpoch(epoch), vouches }) },
  ]
  expect(isVouchedFor(vouching(7, true), asEpoch(7))).toBe(true)
  expect(isVouchedFor(vouching(7, false), asEpoch(7))).toBe(false)
  expect(isVouchedFor(vouching(6, true), asEpoch(7))).toBe(false)
  expect(isVouchedFor(vouching(8, true), asEpoch(7))).toBe(false)
  expect(isVouchedFor([], asEpoch(7))).toBe(false)
})

test('M8: the highest epoch that anybody heard of; 0 where nobody answers', () => {
  expect(highestEpoch(candidates({ a: [0, 5], b: [1, 9], c: [2], d: [3, 7] }))).toBe(9)
  expect(highestEpoch(candidates({ a: [0] }))).toBe(0)
  expect(highestEpoch([])).toBe(0)
})
