import { ChangeSet } from '@codemirror/state'
import { describe, expect, test } from 'vitest'
import { MAIN_FILE } from '../../../shared/base/ids.ts'
import { versionOf } from '../../../shared/room/replica.ts'
import { textOf } from '../../../shared/room/room_state.ts'
import { hashState } from '../../../shared/room/state_hash.ts'
import { int, seeded } from '../../support/random.ts'
import { clientOf, foldOf, type Story, story } from '../../support/room_story.ts'

/** One edit at many places: what was typed offline is joined like this. */
function typeScattered(s: Story, name: string, places: number): void {
  const { length } = s.text(name)
  const step = Math.floor(length / places)
  const changes = Array.from({ length: places }, (_, i) => ({ from: i * step, insert: 'q' }))
  s.edit(name, ChangeSet.of(changes, length))
}

const count = (text: string, unit: string) => text.split(unit).length - 1

describe('E21: far behind, with much pending', () => {
  test('the log is the host’s, every pending place is there once, and the view is their fold', () => {
    const s = story('a', 'b')
    const random = seeded(5)
    s.type('host', 0, 'x'.repeat(3_000))
    s.receive('a')
    s.receive('b')
    s.type('a', 0, '[sent]')
    s.send('a')
    for (let i = 0; i < 5; i++) s.type('host', 0, 'z')
    s.arrive('a')
    s.lose('a')
    typeScattered(s, 'a', 1_000)
    for (let i = 0; i < 600; i++) {
      const { length } = s.text('host')
      if (i % 5 === 4) s.type('host', int(random, 0, length - 1), '', 1)
      else s.type('host', int(random, 0, length), i % 50 === 7 ? 'q' : 'y')
      if (i === 300) s.set('host', { kind: 'language', language: 'java' })
    }
    const others = count(s.text('host'), 'q')
    const { pending } = s.replica('a')
    expect(pending.length).toBeGreaterThanOrEqual(2)
    s.join('a')
    const replica = s.replica('a')
    expect(versionOf(replica)).toBe(versionOf(s.host))
    expect(hashState(replica.doc)).toBe(hashState(s.host.doc))
    expect(hashState(replica.view)).toBe(hashState(foldOf(replica)))
    expect(replica.pending.map(({ clientId }) => clientId)).toEqual([clientOf('a')])
    expect(count(textOf(replica.view, MAIN_FILE).toString(), 'q')).toBe(others + 1_000)
    s.settle()
    s.agreed()
  })
})
