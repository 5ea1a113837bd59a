import { describe, expect, test } from 'vitest'
import { asVersion, type PeerId, type RoomId } from '../../../shared/base/ids.ts'
import { MEMBERS } from '../../../shared/protocol/limits.ts'
import { DamagedRoom } from '../../../signaling/rooms/stored_room.ts'
import { accepted, codeOf, ROOM, RoomsScene, type ScriptedPage, standing } from '../../support/rooms_scene.ts'

const OTHER = 'other' as RoomId
const NOBODY = { rooms: 0, members: 0 }

async function roomOf<N extends readonly string[]>(...names: N) {
  const scene = new RoomsScene()
  const pages = (await scene.room(...names)) as { readonly [I in keyof N]: ScriptedPage }
  return { scene, pages }
}

describe('who is there', () => {
  test('N2: everybody hears of everybody in the order in which they came, each before its join is answered', async () => {
    const scene = new RoomsScene()
    const [a, b, c] = ['a', 'b', 'c'].map((name) => scene.page(name))
    const seen: string[][] = []
    for (const page of [a, b, c]) {
      accepted((await page?.join()) ?? missing())
      seen.push(page?.users ?? [])
    }
    expect(seen).toEqual([['a'], ['a', 'b'], ['a', 'b', 'c']])
    for (const page of [a, b]) expect(page?.users).toEqual(['a', 'b', 'c'])
    expect(a?.last('userJoined')?.users[1]).toEqual({
      peerId: b?.identity.peerId,
      userId: b?.identity.userId,
      clientId: b?.clientId,
      userName: 'b',
      color: 1,
    })
  })

  test('N2: who leaves or is lost is told to those who stay', async () => {
    const { scene, pages } = await roomOf('a', 'b', 'c', 'd')
    const [a, b, c, d] = pages
    await b.leave()
    expect(a.users).toEqual(['a', 'c', 'd'])
    d.lose()
    await scene.pass()
    expect(c.users).toEqual(['a', 'c'])
    expect(b.users).toEqual(['a', 'b', 'c', 'd'])
    expect(scene.rooms.activeUsers(ROOM)).toBe(2)
  })

  test('N2: whoever is refused is never told of', async () => {
    const { scene, pages } = await roomOf('a')
    const [a] = pages
    await damage(scene)
    await expect(scene.page('b').join()).rejects.toThrow(DamagedRoom)
    expect(a.all('userJoined').map(({ users }) => users.map(({ userName }) => userName))).toEqual([['a']])
    expect(scene.rooms.counts()).toEqual({ rooms: 1, members: 1 })
  })

  test('N2: joining again over the same connection changes the name and nothing else', async () => {
    const { scene, pages } = await roomOf('a', 'b')
    const [, b] = pages
    const reply = accepted(
      await scene.rooms.join(b.connected, b.identity, {
        roomId: ROOM,
        userName: 'Bea',
        clientId: b.clientId,
        userKey: 'the-secret-of-b',
        standing: standing(),
      }),
    )
    expect(reply.host).toBe(pages[0].peerId)
    expect(b.users).toEqual(['a', 'Bea'])
    expect(scene.dropped).toEqual([])
    expect(scene.rooms.counts()).toEqual({ rooms: 1, members: 2 })
  })

  test('N3: each has the lowest colour that no other member has', async () => {
    const { scene, pages } = await roomOf('a', 'b', 'c')
    expect(pages.map((page) => page.color)).toEqual([0, 1, 2])
    await pages[1].leave()
    const d = scene.page('d')
    await d.join()
    const e = scene.page('e')
    await e.join()
    expect([d.color, e.color]).toEqual([1, 3])
  })

  test('N3: a page that comes over a second connection replaces the first, which is dropped, and keeps its colour and place', async () => {
    const { scene, pages } = await roomOf('a', 'b', 'c')
    const [a, b, c] = pages
    // The lowest colour is free again: coming back does not take it.
    await a.leave()
    await scene.pass()
    const first = b.vanish()
    const standingOfHost = { epoch: b.last('hostChanged')?.epoch, hosting: true, version: asVersion(0) }
    accepted(await b.join({ ...standingOfHost, epoch: standingOfHost.epoch ?? missing() }))
    expect(scene.dropped).toEqual([first])
    expect([b.color, c.color]).toEqual([1, 2])
    expect(c.users).toEqual(['b', 'c'])
    expect(c.all('hostChanged')).toHaveLength(1)
    await scene.pass()
    // The end of the first connection is not the end of the member.
    expect(scene.rooms.counts()).toEqual({ rooms: 1, members: 2 })
    expect(await scene.rooms.route(c.connected, b.peerId)).toMatchObject({
      value: { connection: b.connected },
    })
  })
})

describe('who may not come in', () => {
  test('N2: another author id is needed where somebody has this one', async () => {
    const { scene, pages } = await roomOf('a')
    const b = scene.page('b')
    expect(codeOf(await b.join({}, { clientId: pages[0].clientId }))).toBe('clientIdTaken')
    expect(scene.rooms.counts()).toEqual({ rooms: 1, members: 1 })
    expect(pages[0].all('userJoined')).toHaveLength(1)
    expect(codeOf(await b.leave())).toBe('notJoined')
    expect(codeOf(await b.join())).toBe('ok')
  })

  test(`N2: a room has ${MEMBERS} places; who has one may come again, and one that is left is free`, async () => {
    const scene = new RoomsScene()
    const pages = await scene.room(...Array.from({ length: MEMBERS }, (_, i) => `m${i}`))
    const late = scene.page('late')
    expect(codeOf(await late.join())).toBe('roomFull')
    expect(scene.rooms.counts()).toEqual({ rooms: 1, members: MEMBERS })
    pages[7]?.vanish()
    expect(codeOf((await pages[7]?.join()) ?? missing())).toBe('ok')
    await pages[5]?.leave()
    expect(codeOf(await late.join())).toBe('ok')
    expect(late.color).toBe(5)
  })
})

describe('one connection', () => {
  test('N2: that joins a second room leaves the first', async () => {
    const { scene, pages } = await roomOf('a', 'b')
    const [a, b] = pages
    accepted(await b.join({}, { roomId: OTHER }))
    expect(a.users).toEqual(['a'])
    expect(b.users).toEqual(['b'])
    expect(scene.rooms.activeUsers(ROOM)).toBe(1)
    expect(scene.rooms.activeUsers(OTHER)).toBe(1)
    expect(scene.rooms.route(b.connected, a.peerId)).toEqual({ ok: false, reason: 'notMember' })
    expect(scene.rooms.route(a.connected, b.peerId)).toEqual({ ok: false, reason: 'notMember' })
  })

  test('N2: that is refused by a second room is in none', async () => {
    const { scene, pages } = await roomOf('a', 'b')
    const [a, b] = pages
    const c = scene.page('c', OTHER)
    accepted(await c.join())
    expect(codeOf(await b.join({}, { roomId: OTHER, clientId: c.clientId }))).toBe('clientIdTaken')
    expect(a.users).toEqual(['a'])
    expect(codeOf(await b.leave())).toBe('notJoined')
    expect(scene.rooms.counts()).toEqual({ rooms: 2, members: 2 })
  })

  test('N2: that ends while it changes rooms is in none', async () => {
    const { scene, pages } = await roomOf('a', 'b')
    const [, b] = pages
    // A join under way keeps the first room busy.
    const release = scene.store.hold('load')
    const late = scene.page('late')
    const joining = late.join()
    await scene.pass()
    const changing = b.join({}, { roomId: OTHER })
    await scene.pass()
    b.lose()
    release()
    await Promise.all([joining, changing])
    await scene.pass()
    expect(scene.rooms.activeUsers(OTHER)).toBe(0)
    expect(scene.rooms.counts()).toEqual({ rooms: 1, members: 2 })
  })

  test('N2: that asks twice at once, as two authors, is the one that was taken, and leaves with it', async () => {
    const { scene, pages } = await roomOf('a')
    const [a] = pages
    const b = scene.page('b')
    const stranger = scene.page('stranger')
    const refused = b.join({}, { clientId: a.clientId, identity: stranger.identity })
    const taken = b.join()
    expect([codeOf(await refused), codeOf(await taken)]).toEqual(['clientIdTaken', 'ok'])
    b.lose()
    await scene.pass()
    expect(scene.rooms.counts()).toEqual({ rooms: 1, members: 1 })
    expect(a.users).toEqual(['a'])
  })

  test('M3: of a host that could not be promoted again and then ends leaves no host behind that nobody is', async () => {
    const { scene, pages } = await roomOf('a', 'b')
    const [a, b] = pages
    a.vanish()
    scene.store.down = ['fence']
    expect(codeOf(await a.join())).toBe('storeDown')
    scene.store.down = []
    a.lose()
    await scene.pass()
    expect(b.users).toEqual(['b'])
    expect(b.last('hostChanged')?.host).toBe(b.peerId)
    expect(scene.rooms.counts()).toEqual({ rooms: 1, members: 1 })
  })

  test('G2: that never joined, or left, cannot leave, append or send', async () => {
    const { scene, pages } = await roomOf('a', 'b')
    const [a, b] = pages
    const { epoch } = accepted(await a.join({ epoch: await epochOf(scene), hosting: true }))
    await a.leave()
    const idle = scene.page('idle')
    const never = scene.connect(idle)
    for (const connection of [a.connected, never]) {
      expect(codeOf(await scene.rooms.leave(connection))).toBe('notJoined')
      const request = { epoch, from: asVersion(0), entries: [new Uint8Array(1)] }
      expect(codeOf(await scene.rooms.append(connection, request))).toBe('notJoined')
      expect(scene.rooms.route(connection, b.peerId)).toEqual({ ok: false, reason: 'notJoined' })
    }
  })

  test('G7: reaches the members of its room, under its own name, and nobody else', async () => {
    const { scene, pages } = await roomOf('a', 'b')
    const [a, b] = pages
    const stranger = scene.page('stranger', OTHER)
    await stranger.join()
    expect(scene.rooms.route(a.connected, b.peerId)).toEqual({
      ok: true,
      value: { from: a.peerId, connection: b.connected },
    })
    expect(scene.rooms.route(a.connected, stranger.peerId)).toEqual({ ok: false, reason: 'notMember' })
    expect(scene.rooms.route(a.connected, 'nobody' as PeerId)).toEqual({ ok: false, reason: 'notMember' })
    const old = b.vanish()
    await b.join()
    expect(scene.rooms.route(old, a.peerId)).toEqual({ ok: false, reason: 'notJoined' })
  })

  test('G7: reaches nobody before its turn to join has come', async () => {
    const { scene, pages } = await roomOf('a')
    const release = scene.store.hold('load')
    const first = scene.page('b').join()
    const c = scene.page('c')
    const second = c.join()
    await scene.pass()
    expect(scene.rooms.route(c.connected, pages[0].peerId)).toEqual({ ok: false, reason: 'notJoined' })
    release()
    await Promise.all([first, second])
    expect(scene.rooms.route(c.connected, pages[0].peerId)).toMatchObject({ ok: true })
  })
})

describe('a room that everybody has left', () => {
  test('is forgotten, and what it stored is not', async () => {
    const { scene, pages } = await roomOf('a', 'b')
    await pages[0].leave()
    expect(scene.rooms.counts()).toEqual({ rooms: 1, members: 1 })
    await pages[1].leave()
    await scene.pass()
    expect(scene.rooms.counts()).toEqual(NOBODY)
    expect(scene.rooms.activeUsers(ROOM)).toBe(0)
    expect(await scene.memory.find(ROOM)).not.toBeNull()
  })

  test('N2: nothing is left of a thousand who joined and left', async () => {
    const scene = new RoomsScene()
    for (let i = 0; i < 1_000; i++) {
      const page = scene.page(`p${i}`, `room-${i % 7}` as RoomId)
      accepted(await page.join())
      if (i % 3 === 0) page.lose()
      else await page.leave()
    }
    await scene.pass(60_000)
    expect(scene.rooms.counts()).toEqual(NOBODY)
    expect(scene.clock.next).toBeNull()
  })

  test.each(['find', 'fence', 'load'] as const)(
    'N2: nothing is left of a thousand whose connections ended while the store was at their %s',
    async (act) => {
      const scene = new RoomsScene()
      const release = scene.store.hold(act)
      const joining: Promise<unknown>[] = []
      for (let i = 0; i < 1_000; i++) {
        const page = scene.page(`p${i}`, `room-${i % 50}` as RoomId)
        // Twenty of each room at once, so that they wait behind one another.
        joining.push(page.join())
        if (i % 2 === 0) await Promise.resolve()
        page.lose()
      }
      expect(scene.rooms.counts().rooms).toBe(50)
      release()
      await Promise.all(joining)
      await scene.pass(60_000)
      expect(scene.rooms.counts()).toEqual(NOBODY)
      expect(scene.clock.next).toBeNull()
    },
  )

  test('N2: an old room’s timer does not touch a newer one of the same name', async () => {
    const { scene, pages } = await roomOf('a', 'b')
    const [a, b] = pages
    b.answer = standing({ epoch: await epochOf(scene), vouches: true })
    a.lose()
    await scene.pass()
    b.lose()
    await scene.pass()
    expect(scene.rooms.counts()).toEqual(NOBODY)
    const c = scene.page('c')
    const { epoch } = accepted(await c.join())
    await scene.pass(60_000)
    expect(c.all('hostChanged')).toEqual([])
    expect(await epochOf(scene)).toBe(epoch)
  })
})

const epochOf = async (scene: RoomsScene) => (await scene.memory.find(ROOM))?.epoch ?? missing()

/** Puts bytes that are no entry at the end of the stored room. */
async function damage({ memory }: { readonly memory: RoomsScene['memory'] }): Promise<void> {
  const { epoch, version } = (await memory.find(ROOM)) ?? missing()
  await memory.append(ROOM, epoch, version, [new Uint8Array([9, 9, 9])], 'python', 0)
}

function missing(): never {
  throw new Error('it is missing')
}
