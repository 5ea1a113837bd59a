import { expect, test } from 'vitest'
import { type Relayed, RelayQueue } from '../../client/edge/relay_queue.ts'
import type { PeerId } from '../../shared/base/ids.ts'
import { MEMBERS } from '../../shared/protocol/limits.ts'

/** What was sent, each batch as the receivers and the frame's byte. */
function queue() {
  const sent: string[] = []
  const relayed = new RelayQueue((batch: readonly Relayed[]) => {
    const what = batch[0]?.body.frame?.[0] ?? batch[0]?.body.kind
    sent.push(`${batch.map(({ body }) => `${body.to}${body.link}`).join(' ')}: ${what}`)
  })
  const frames = [0, 1, 2].map((byte) => Uint8Array.of(byte))
  const add = (to: string, link: number, frame: number | 'close') =>
    relayed.add({
      body: {
        to: to as PeerId,
        link,
        ...(frame === 'close' ? { kind: 'close' } : { kind: 'frame', frame: frames[frame] }),
      },
      replied: () => undefined,
    })
  return { sent, add, relayed }
}
const turn = () => new Promise<void>((resolve) => queueMicrotask(resolve))

test('R14: one frame for several links within a turn is one batch, and is sent at the end of the turn', async () => {
  const { sent, add } = queue()
  for (const to of ['a', 'b', 'c']) add(to, 1, 0)
  expect(sent).toEqual([])
  await turn()
  expect(sent).toEqual(['a1 b1 c1: 0'])
  add('a', 1, 0)
  await turn()
  expect(sent.slice(1)).toEqual(['a1: 0'])
})

test('R14: frames that are not the same object are not one batch, whatever they hold', async () => {
  const { sent, relayed } = queue()
  for (const to of ['a', 'b'] as PeerId[])
    relayed.add({
      body: { to, link: 1, kind: 'frame', frame: Uint8Array.of(7) },
      replied: () => undefined,
    })
  await turn()
  expect(sent).toEqual(['a1: 7', 'b1: 7'])
})

test('R14: on each link everything stays in its order', async () => {
  const { sent, add } = queue()
  add('a', 1, 0)
  add('b', 1, 1)
  add('b', 1, 0)
  add('a', 1, 1)
  add('a', 1, 'close')
  add('b', 1, 0)
  add('a', 2, 0)
  await turn()
  // b's frame 0 comes after its frame 1; a's frame 1 may join b's, which lies before nothing else of a's.
  expect(sent).toEqual(['a1: 0', 'b1 a1: 1', 'b1: 0', 'a1: close', 'b1 a2: 0'])
})

test('R14: a batch has no more receivers than a room has members', async () => {
  const { sent, add } = queue()
  for (let link = 0; link <= MEMBERS; link++) add('a', link, 0)
  await turn()
  expect(sent.map((batch) => batch.split(' ').length - 1)).toEqual([MEMBERS, 1])
})

test('R14: what waits is sent at once when it is asked for', async () => {
  const { sent, add, relayed } = queue()
  add('a', 1, 0)
  relayed.flush()
  expect(sent).toEqual(['a1: 0'])
  await turn()
  expect(sent).toHaveLength(1)
})
