import { expect, test } from 'vitest'
import type { WireChange } from '../../../shared/protocol/change.ts'
import {
  INSERT_UNITS,
  MEMBERS,
  REFUSED_ENTRIES,
  ROOM_ENTRIES,
  ROOM_UNITS,
} from '../../../shared/protocol/limits.ts'
import {
  accepted,
  codeOf,
  entriesOf,
  insert,
  ROOM,
  RoomsScene,
  textIn,
  welcomeIn,
} from '../../support/rooms_scene.ts'

test('B1: whoever joins is told how large the room may become', async () => {
  const scene = new RoomsScene({ units: 1_000, entries: 50 })
  expect(accepted(await scene.page('a').join()).limits).toEqual({ units: 1_000, entries: 50 })
  expect(accepted(await new RoomsScene().page('a').join()).limits).toEqual({
    units: ROOM_UNITS,
    entries: ROOM_ENTRIES,
  })
})

test('B4: a server may have fewer places in a room than the protocol', async () => {
  const scene = new RoomsScene({ members: 2 })
  const [a] = await scene.room('a', 'b')
  const late = scene.page('late')
  expect(2).toBeLessThan(MEMBERS)
  expect(codeOf(await late.join())).toBe('roomFull')
  await a?.leave()
  expect(codeOf(await late.join())).toBe('ok')
})

test('B3: beyond REFUSED_ENTRIES more than a log may have, no append is taken and nothing is written', async () => {
  const scene = new RoomsScene({ entries: 1 })
  const host = scene.page('host')
  const { epoch } = accepted(await host.join())
  const most = 1 + REFUSED_ENTRIES
  const nothing: WireChange = { kind: 'void', reason: 'logFull' }
  const batch = 4_000
  for (let from = 0; from < most; from += batch) {
    const count = Math.min(batch, most - from)
    const changes = Array.from({ length: count }, () => nothing)
    expect(codeOf(await host.append(epoch, from, entriesOf(epoch, from, changes)))).toBe('ok')
  }
  expect(codeOf(await host.append(epoch, most, entriesOf(epoch, most, [nothing])))).toBe('logFull')
  expect(await scene.memory.find(ROOM)).toMatchObject({ version: most })
})

test('B7: a log of few, long entries is compacted too', async () => {
  const scene = new RoomsScene()
  const host = scene.page('host')
  const { epoch } = accepted(await host.join())
  const piece = 'x'.repeat(INSERT_UNITS)
  const count = 300
  for (let from = 0; from < count; from++) {
    // Each takes the place of the one before.
    const change: WireChange =
      from === 0 ? insert(0, piece) : { kind: 'edit', file: 0 as never, spans: [[0, INSERT_UNITS, piece]] }
    accepted(await host.append(epoch, from, entriesOf(epoch, from, [change])))
    await scene.pass()
  }
  const late = accepted(await scene.page('late').join())
  expect(textIn(late.stored)).toBe(piece)
  const { entries, saved } = welcomeIn(late.stored)
  expect(saved).toBe(count)
  expect(entries.length).toBeGreaterThan(10)
  expect(entries.length).toBeLessThan(count / 2)
  expect(late.stored?.length).toBeLessThan((count * INSERT_UNITS) / 2)
})
