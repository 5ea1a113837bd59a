import { describe, expect, test } from 'vitest'
import { asEpoch, asVersion, type Epoch, type PeerId } from '../../../shared/base/ids.ts'
import { ROOM_TIMINGS } from '../../../signaling/rooms/room_options.ts'
import {
  accepted,
  codeOf,
  entriesOf,
  insert,
  ROOM,
  RoomsScene,
  type ScriptedPage,
  standing,
  textIn,
  welcomeIn,
} from '../../support/rooms_scene.ts'

const { again, answer, away } = ROOM_TIMINGS

const joinedEpoch = async (page: ScriptedPage, part = {}): Promise<Epoch> =>
  accepted(await page.join(part)).epoch

/** A room whose host has saved this text. */
async function roomWith(text: string, ...names: string[]) {
  const scene = new RoomsScene()
  const pages = names.map((name) => scene.page(name))
  const [host, ...guests] = pages
  if (!host) throw new Error('a room needs a host')
  const epoch = await joinedEpoch(host)
  if (text !== '') accepted(await host.append(epoch, 0, entriesOf(epoch, 0, [insert(0, text)])))
  for (const guest of guests) accepted(await guest.join())
  for (const page of pages) page.answer = standing({ epoch, version: asVersion(1) })
  scene.store.calls = []
  return { scene, host, guests, epoch }
}

/** Who is host and of which epoch, as the server answers to a stranger. */
async function hostOf(scene: RoomsScene): Promise<{ host: PeerId | null; epoch: Epoch }> {
  const stranger = scene.page('stranger')
  const { host, epoch } = accepted(await stranger.join())
  await stranger.leave()
  return { host, epoch }
}

/** Two guests who hear from their host although the server lost it. */
async function vouchedRoom() {
  const { scene, host, guests, epoch } = await roomWith('kept', 'a', 'b')
  const [b] = guests
  if (!b) throw new Error('no guest')
  b.answer = standing({ epoch, version: asVersion(1), vouches: true })
  host.lose()
  await scene.pass()
  return { scene, host, b, epoch }
}

describe('entering', () => {
  test('M1: the first into an empty room is its host, with an empty log where nothing is stored', async () => {
    const scene = new RoomsScene()
    const a = scene.page('a')
    const reply = accepted(await a.join())
    expect(reply).toMatchObject({ host: a.peerId, peerId: a.peerId, userId: a.identity.userId, relay: true })
    expect(welcomeIn(reply.stored)).toMatchObject({ epoch: reply.epoch, from: 0, saved: 0, entries: [] })
    expect(await scene.memory.find(ROOM)).toMatchObject({ host: a.peerId, epoch: reply.epoch })
  })

  test('M1: who enters a stored room that is empty is host from the stored log, whatever it holds itself', async () => {
    const { scene, host } = await roomWith('kept', 'a')
    await host.leave()
    const b = scene.page('b')
    const reply = accepted(await b.join({ epoch: asEpoch(3), version: asVersion(12) }))
    expect(reply.host).toBe(b.peerId)
    expect(textIn(reply.stored)).toBe('kept')
    expect(welcomeIn(reply.stored)).toMatchObject({ epoch: reply.epoch, saved: 1 })
  })

  test('J6: the second gets the host, its epoch and the stored text, and begins no epoch', async () => {
    const { scene, host, epoch } = await roomWith('kept', 'a')
    const b = scene.page('b')
    const reply = accepted(await b.join())
    expect(reply).toMatchObject({ host: host.peerId, epoch })
    expect(textIn(reply.stored)).toBe('kept')
    expect(scene.store.calls).toEqual(['load'])
    expect(host.all('hostChanged')).toEqual([])
  })

  test('J6: who has a log already is not given the stored one', async () => {
    const { scene, epoch } = await roomWith('kept', 'a')
    const back = accepted(await scene.page('b').join({ epoch, version: asVersion(1) }))
    expect(back.stored).toBeNull()
    expect(scene.store.calls).toEqual([])
  })

  test('J6: a store that is down keeps nobody from a room that has a host', async () => {
    const { scene, host } = await roomWith('kept', 'a')
    scene.store.down = 'all'
    const reply = accepted(await scene.page('b').join())
    expect(reply).toMatchObject({ host: host.peerId, stored: null })
  })

  test('M1: into a room that cannot be read nobody comes, and nobody stays behind', async () => {
    const scene = new RoomsScene()
    const a = scene.page('a')
    for (const down of ['all', ['fence'], ['load'], ['find']] as const) {
      scene.store.down = down
      expect(codeOf(await a.join())).toBe('storeDown')
      expect(scene.rooms.counts()).toEqual({ rooms: 0, members: 0 })
      expect(codeOf(await a.leave())).toBe('notJoined')
    }
    scene.store.down = []
    expect(accepted(await a.join()).host).toBe(a.peerId)
  })
})

describe('an orderly leave', () => {
  test('M2: another member is promoted at once, whoever vouches', async () => {
    const { scene, host, guests, epoch } = await roomWith('kept', 'a', 'b')
    const [b] = guests
    if (b) b.answer = standing({ epoch, version: asVersion(1), vouches: true })
    await host.leave()
    await scene.pass()
    expect(b?.last('hostChanged')).toMatchObject({ host: b?.peerId })
    expect(b?.last('hostChanged')?.epoch).toBeGreaterThan(epoch)
  })

  test('M4: the fence comes before the read, and only the promoted one is handed the log', async () => {
    const { scene, host, guests } = await roomWith('kept', 'a', 'b', 'c')
    const [b, c] = guests
    await host.leave()
    await scene.pass()
    expect(scene.store.calls).toEqual(['fence', 'load'])
    const told = b?.last('hostChanged')
    expect(textIn(told?.stored)).toBe('kept')
    expect(welcomeIn(told?.stored).epoch).toBe(told?.epoch)
    expect(b?.all('hostChanged')).toHaveLength(1)
    expect(c?.all('hostChanged')).toEqual([{ ...told, stored: null }])
    expect(await scene.memory.find(ROOM)).toMatchObject({ host: b?.peerId, epoch: told?.epoch })
  })

  test('M4: an append that came before is in what the promoted one reads', async () => {
    const { scene, host, guests, epoch } = await roomWith('kept', 'a', 'b')
    const release = scene.store.hold('append')
    const appending = host.append(epoch, 1, entriesOf(epoch, 1, [insert(4, ' too')]))
    await host.leave()
    await scene.pass()
    expect(scene.store.calls).toEqual([])
    release()
    expect(accepted(await appending)).toMatchObject({ version: 2 })
    await scene.pass()
    expect(scene.store.calls).toEqual(['append', 'fence', 'load'])
    expect(textIn(guests[0]?.last('hostChanged')?.stored)).toBe('kept too')
  })

  test('M2: who is not host leaves without a change of host', async () => {
    const { scene, host, guests, epoch } = await roomWith('kept', 'a', 'b')
    await guests[0]?.leave()
    await scene.pass(2 * away)
    expect(scene.asked).toEqual([])
    expect(await hostOf(scene)).toEqual({ host: host.peerId, epoch })
  })
})

describe('a host that the server lost', () => {
  test('M3: nobody vouches: another one is promoted as soon as all have answered', async () => {
    const { scene, host, guests, epoch } = await roomWith('kept', 'a', 'b')
    const lostAt = scene.clock.now
    host.lose()
    await scene.pass()
    expect(scene.clock.now).toBe(lostAt)
    expect(guests[0]?.last('hostChanged')).toMatchObject({ host: guests[0]?.peerId })
    expect(guests[0]?.last('hostChanged')?.epoch).toBeGreaterThan(epoch)
  })

  test('M3: while a member vouches it stays host, and is asked after again and again', async () => {
    const { scene, host, b, epoch } = await vouchedRoom()
    const lostAt = scene.clock.now
    await scene.pass(5 * again)
    expect(scene.asked.map(({ at }) => at - lostAt)).toEqual([0, 1, 2, 3, 4, 5].map((n) => n * again))
    expect(scene.asked.every((question) => question.epoch === epoch)).toBe(true)
    expect(b.all('hostChanged')).toEqual([])
    expect(await hostOf(scene)).toEqual({ host: host.peerId, epoch })
  })

  test('M3: it is replaced as soon as nobody vouches any more', async () => {
    const { scene, b, epoch } = await vouchedRoom()
    await scene.pass(3 * again)
    b.answer = standing({ epoch, version: asVersion(1) })
    await scene.pass(again)
    expect(b.last('hostChanged')).toMatchObject({ host: b.peerId })
  })

  test('M3: whoever vouches, it is replaced after a bounded time', async () => {
    const { scene, b } = await vouchedRoom()
    await scene.pass(away - again)
    expect(b.all('hostChanged')).toEqual([])
    await scene.pass(2 * again)
    expect(b.last('hostChanged')).toMatchObject({ host: b.peerId })
  })

  test('M3: it comes back before the decision and stays host of its epoch', async () => {
    const { scene, host, b, epoch } = await vouchedRoom()
    await scene.pass(3 * again)
    const reply = accepted(await host.join({ epoch, version: asVersion(4), hosting: true }))
    expect(reply).toMatchObject({ host: host.peerId, epoch, stored: null })
    const asked = scene.asked.length
    b.answer = standing({ epoch })
    await scene.pass(2 * away)
    // The question that was due is asked once more, and decides nothing.
    expect(scene.asked.length - asked).toBeLessThanOrEqual(2)
    expect(b.all('hostChanged')).toEqual([])
    expect(await hostOf(scene)).toEqual({ host: host.peerId, epoch })
  })

  test('M3: it comes back while the members are being asked', async () => {
    const { scene, host, guests, epoch } = await roomWith('kept', 'a', 'b')
    const [b] = guests
    if (b) b.answer = null
    host.lose()
    await scene.pass(answer / 2)
    accepted(await host.join({ epoch, version: asVersion(1), hosting: true }))
    await scene.pass(2 * answer)
    expect(b?.all('hostChanged')).toEqual([])
    expect(await hostOf(scene)).toEqual({ host: host.peerId, epoch })
  })

  test('M3: it comes back after the decision and is a guest of the new epoch', async () => {
    const { scene, host, guests, epoch } = await roomWith('kept', 'a', 'b')
    host.lose()
    await scene.pass()
    const reply = accepted(await host.join({ epoch, version: asVersion(9), hosting: true }))
    expect(reply.host).toBe(guests[0]?.peerId)
    expect(reply.epoch).toBeGreaterThan(epoch)
    expect(guests[0]?.all('hostChanged')).toHaveLength(1)
  })

  test('M3: answers about an epoch that is over decide nothing about the next one', async () => {
    const { scene, host, guests, epoch } = await roomWith('kept', 'a', 'b')
    const [b] = guests
    if (!b) throw new Error('no guest')
    b.answer = null
    host.lose()
    await scene.pass(answer / 2)
    // It is back with an epoch of its own, and lost again, before the first question has run out.
    const next = await joinedEpoch(host, { epoch, version: asVersion(1) })
    b.answer = standing({ epoch: next, version: asVersion(1), vouches: true })
    host.lose()
    await scene.pass(answer)
    expect(b.all('hostChanged').map((told) => told.epoch)).toEqual([next])
    expect(await hostOf(scene)).toEqual({ host: host.peerId, epoch: next })
  })

  test('M7: the longest log of the highest epoch wins', async () => {
    const { scene, host, guests, epoch } = await roomWith('kept', 'a', 'b', 'c', 'd', 'e')
    const [b, c, d, e] = guests
    if (b) b.answer = null
    if (c) c.answer = standing({ epoch: asEpoch(epoch - 1), version: asVersion(99) })
    if (d) d.answer = standing({ epoch, version: asVersion(3) })
    if (e) e.answer = standing({ epoch, version: asVersion(3) })
    host.lose()
    // One that does not answer is waited for, and no longer than is said.
    await scene.pass(answer - 1)
    expect(d?.all('hostChanged')).toEqual([])
    await scene.pass(1)
    for (const page of guests) expect(page.last('hostChanged')?.host).toBe(d?.peerId)
  })

  test('M7: when nobody answers, who has been in the room longest is host', async () => {
    const { scene, host, guests } = await roomWith('kept', 'a', 'b', 'c')
    for (const page of guests) page.answer = null
    host.lose()
    await scene.pass(answer)
    expect(guests[1]?.last('hostChanged')?.host).toBe(guests[0]?.peerId)
  })

  test('M7: a winner that disappears in the middle of the fence is replaced in turn', async () => {
    const { scene, host, guests } = await roomWith('kept', 'a', 'b', 'c')
    const [b, c] = guests
    const release = scene.store.hold('fence')
    host.lose()
    await scene.pass()
    b?.lose()
    await scene.pass()
    expect(c?.all('hostChanged')).toEqual([])
    release()
    await scene.pass()
    const [first, second] = c?.all('hostChanged') ?? []
    expect(first?.host).toBe(b?.peerId)
    expect(second?.host).toBe(c?.peerId)
    expect(second?.epoch).toBeGreaterThan(first?.epoch ?? 0)
    expect(textIn(second?.stored)).toBe('kept')
  })

  test('M7: a member that left since it answered is not chosen', async () => {
    const { scene, host, guests, epoch } = await roomWith('kept', 'a', 'b', 'c')
    const [b, c] = guests
    if (b) b.answer = standing({ epoch, version: asVersion(9) })
    if (c) c.answer = null
    host.lose()
    await scene.pass(answer / 2)
    await b?.leave()
    await scene.pass(answer)
    expect(c?.all('hostChanged').map((told) => told.host)).toEqual([c?.peerId])
  })

  test('M3: a store that is down is tried again until it works', async () => {
    for (const act of ['fence', 'load'] as const) {
      const { scene, host, guests } = await roomWith('kept', 'a', 'b')
      scene.store.down = [act]
      host.lose()
      await scene.pass(10 * again)
      expect(scene.store.calls.filter((call) => call === act)).toHaveLength(11)
      expect(guests[0]?.all('hostChanged')).toEqual([])
      scene.store.down = []
      await scene.pass(again)
      expect(textIn(guests[0]?.last('hostChanged')?.stored)).toBe('kept')
      await scene.pass(10 * again)
      expect(guests[0]?.all('hostChanged')).toHaveLength(1)
    }
  })

  test('M3: nobody is asked in a room that everybody has left', async () => {
    const { scene, b } = await vouchedRoom()
    b.lose()
    await scene.pass()
    const { length } = scene.asked
    await scene.pass(2 * away)
    expect(scene.asked).toHaveLength(length)
    expect(scene.clock.next).toBeNull()
    expect(scene.rooms.counts()).toEqual({ rooms: 0, members: 0 })
  })
})

describe('after a restart', () => {
  test('M5: the host that says it hosts the stored epoch keeps it, and may go on appending', async () => {
    const { scene, host, guests, epoch } = await roomWith('kept', 'a', 'b')
    scene.restart()
    const reply = accepted(await host.join({ epoch, version: asVersion(1), hosting: true }))
    expect(reply).toMatchObject({ host: host.peerId, epoch, stored: null })
    expect(accepted((await guests[0]?.join({ epoch, version: asVersion(1) })) ?? missing())).toMatchObject({
      host: host.peerId,
      epoch,
    })
    expect(scene.store.calls).not.toContain('fence')
    expect(accepted(await host.append(epoch, 1, entriesOf(epoch, 1, [insert(0, 'x')])))).toMatchObject({
      version: 2,
    })
  })

  test('M5: one that says so without being named by the store is promoted to an epoch of its own', async () => {
    const { scene, guests, epoch } = await roomWith('kept', 'a', 'b')
    scene.restart()
    const [b] = guests
    const reply = accepted((await b?.join({ epoch, version: asVersion(1), hosting: true })) ?? missing())
    expect(reply.host).toBe(b?.peerId)
    expect(reply.epoch).toBeGreaterThan(epoch)
  })

  test('M5: the host of an epoch that the store has left behind is promoted anew', async () => {
    const { scene, host, epoch } = await roomWith('kept', 'a')
    await scene.memory.fence(ROOM, asEpoch(0), 'elsewhere' as PeerId, 0)
    scene.restart()
    const reply = accepted(await host.join({ epoch, version: asVersion(1), hosting: true }))
    expect(reply.epoch).toBeGreaterThan(epoch + 1)
    expect(textIn(reply.stored)).toBe('kept')
  })

  test('M5: a guest that vouches makes the server wait for the host', async () => {
    const { scene, host, guests, epoch } = await roomWith('kept', 'a', 'b')
    const [b] = guests
    const vouching = { epoch, version: asVersion(1), vouches: true }
    if (b) b.answer = standing(vouching)
    scene.restart()
    const reply = accepted((await b?.join(vouching)) ?? missing())
    expect(reply).toMatchObject({ host: host.peerId, epoch })
    await scene.pass(4 * again)
    expect(b?.all('hostChanged')).toEqual([])
    accepted(await host.join({ epoch, version: asVersion(1), hosting: true }))
    await scene.pass(2 * away)
    expect(b?.all('hostChanged')).toEqual([])
    expect(await hostOf(scene)).toEqual({ host: host.peerId, epoch })
  })

  test('M5: it waits for a bounded time only', async () => {
    const { scene, guests, epoch } = await roomWith('kept', 'a', 'b')
    const [b] = guests
    const vouching = { epoch, version: asVersion(1), vouches: true }
    if (b) b.answer = standing(vouching)
    scene.restart()
    accepted((await b?.join(vouching)) ?? missing())
    await scene.pass(away + again)
    expect(b?.last('hostChanged')).toMatchObject({ host: b?.peerId })
  })

  test('M5: a guest that does not vouch, or vouches for another epoch, is promoted', async () => {
    for (const [difference, vouches] of [
      [0, false],
      [-1, true],
      [1, true],
    ] as const) {
      const { scene, guests, epoch } = await roomWith('kept', 'a', 'b')
      const [b] = guests
      scene.restart()
      const part = { epoch: asEpoch(epoch + difference), version: asVersion(1), vouches }
      const reply = accepted((await b?.join(part)) ?? missing())
      expect(reply.host).toBe(b?.peerId)
      expect(textIn(reply.stored)).toBe('kept')
    }
  })

  test('M5: a host that comes back to its room while an older absence of it is still looked into keeps it', async () => {
    const { scene, host, b, epoch } = await vouchedRoom()
    // The room empties and fills again without being forgotten in between: a join is under way all the time.
    const release = scene.store.hold('load')
    const late = scene.page('late')
    const joining = late.join()
    await scene.pass()
    b.lose()
    const leaving = late.leave()
    const back = host.join({ epoch, version: asVersion(1), hosting: true })
    release()
    await Promise.all([joining, leaving])
    expect(accepted(await back)).toMatchObject({ host: host.peerId, epoch })
    await scene.pass(2 * again)
    expect(host.all('hostChanged')).toEqual([])
    expect(await hostOf(scene)).toEqual({ host: host.peerId, epoch })
  })
})

describe('epochs', () => {
  test('M6: a peer that was promoted and does not host that epoch gets a new one', async () => {
    const { scene, host, guests, epoch } = await roomWith('kept', 'a', 'b')
    const reply = accepted(await host.join({ epoch, version: asVersion(1), hosting: false }))
    expect(reply.host).toBe(host.peerId)
    expect(reply.epoch).toBeGreaterThan(epoch)
    expect(textIn(reply.stored)).toBe('kept')
    expect(guests[0]?.last('hostChanged')).toEqual({ epoch: reply.epoch, host: host.peerId, stored: null })
    expect(scene.store.calls.slice(0, 2)).toEqual(['fence', 'load'])
  })

  test('M6: so does one that hosts an older epoch than the one it was promoted to', async () => {
    const { host, epoch } = await roomWith('kept', 'a')
    const part = { epoch: asEpoch(epoch - 1), version: asVersion(1), hosting: true }
    expect(await joinedEpoch(host, part)).toBeGreaterThan(epoch)
  })

  test('M8: a new epoch is higher than what whoever enters has heard of', async () => {
    const scene = new RoomsScene()
    const heard = asEpoch(scene.clock.now + 5_000)
    expect(await joinedEpoch(scene.page('a'), { epoch: heard })).toBe(heard + 1)
  })

  test('M8: it is higher than what any member has heard of, also one that is not chosen', async () => {
    const { scene, host, guests, epoch } = await roomWith('kept', 'a', 'b', 'c')
    const heard = asEpoch(epoch + 7_000)
    const [b, c] = guests
    if (b) b.answer = standing({ epoch: heard, version: asVersion(0) })
    if (c) c.answer = standing({ epoch: asEpoch(heard + 3), version: asVersion(0) })
    c?.vanish()
    host.lose()
    await scene.pass()
    expect(b?.last('hostChanged')?.epoch).toBe(heard + 4)
  })

  test('M8: it is higher than what the store has, and not below the server’s clock', async () => {
    const scene = new RoomsScene()
    const a = scene.page('a')
    const first = await joinedEpoch(a)
    expect(first).toBe(scene.clock.now)
    await a.leave()
    expect(await joinedEpoch(scene.page('b'))).toBe(first + 1)
    scene.clock.advance(60_000)
    scene.restart()
    expect(await joinedEpoch(scene.page('c'))).toBe(scene.clock.now)
  })

  test('M8: an epoch that nobody can have heard of does not use up those that a number can hold', async () => {
    const scene = new RoomsScene()
    let last = 0
    for (const name of ['a', 'b', 'c']) {
      const page = scene.page(name)
      const reply = accepted(await page.join({ epoch: asEpoch(Number.MAX_SAFE_INTEGER) }))
      expect(Number.isSafeInteger(reply.epoch)).toBe(true)
      expect(reply.epoch).toBeGreaterThan(last)
      expect(welcomeIn(reply.stored).epoch).toBe(reply.epoch)
      last = reply.epoch
      await page.leave()
    }
  })
})

function missing(): never {
  throw new Error('a page is missing')
}
