import { describe, expect, test } from 'vitest'
import type { ClientId } from '../../../shared/base/ids.ts'
import { asEpoch } from '../../../shared/base/ids.ts'
import type { AccessChange, LinkRole, Visibility } from '../../../shared/protocol/access.ts'
import { ADMITTED, REMOVED, WAITING } from '../../../shared/protocol/limits.ts'
import { checkOf } from '../../../signaling/identity.ts'
import {
  accepted,
  codeOf,
  entriesOf,
  insert,
  ROOM,
  RoomsScene,
  type ScriptedPage,
} from '../../support/rooms_scene.ts'

/** A bearer that the name stands for. */
const bearerOf = (name: string): string => checkOf(`bearer of ${name}`)
const OWNER = bearerOf('owner')
const EDIT = bearerOf('edit 1')
const VIEW = bearerOf('view 1')

/** What a claim as private brings. */
const KEY = { generation: 1, editor: 'e'.repeat(80), viewer: 'v'.repeat(80) }

const claim = (visibility: Visibility = 'unlisted', anyone: LinkRole | null = null): AccessChange => ({
  kind: 'claim',
  owner: checkOf(OWNER),
  editor: checkOf(EDIT),
  viewer: checkOf(VIEW),
  visibility,
  anyone,
  ...(visibility === 'private' && { encryption: KEY }),
})

/** A room that `owner` made and claimed. */
async function owned(visibility: Visibility = 'unlisted', anyone: LinkRole | null = null) {
  const scene = new RoomsScene()
  const owner = scene.page('owner')
  const made = accepted(await owner.join())
  expect(made).toMatchObject({ made: true })
  accepted(await owner.access(claim(visibility, anyone)))
  owner.bearer = OWNER
  const visitor = (name: string, bearer?: string): ScriptedPage => {
    const page = scene.page(name)
    page.bearer = bearer
    return page
  }
  return { scene, owner, visitor, epoch: made.epoch }
}

const roleOf = (page: ScriptedPage, of = page) =>
  page.last('userJoined')?.users.find(({ peerId }) => peerId === of.peerId)?.role ?? 'editor'
const hostOf = (page: ScriptedPage) => page.last('hostChanged')?.host

describe('whose a room is', () => {
  test('O1: whoever made it claims it, once', async () => {
    const { owner, scene, visitor } = await owned()
    expect(roleOf(owner)).toBe('owner')
    expect(owner.last('rules')?.rules).toMatchObject({
      visibility: 'unlisted',
      links: { editor: 1, viewer: 1 },
    })
    expect(codeOf(await owner.access(claim('public', 'editor')))).toBe('notAllowed')
    const again = accepted(await visitor('owner', OWNER).join())
    expect(again.made).toBeUndefined()
    expect((await scene.memory.find(ROOM))?.access).not.toContain(OWNER)
    expect((await scene.memory.find(ROOM))?.access).not.toContain(EDIT)
  })

  test('O1: nobody else does, and not a room that was there before', async () => {
    const scene = new RoomsScene()
    const [maker, other] = await scene.room('maker', 'other')
    if (!maker || !other) throw new Error('two pages joined')
    expect(codeOf(await other.access(claim()))).toBe('notAllowed')
    const { epoch } = accepted(await maker.join())
    accepted(await maker.append(epoch, 0, entriesOf(epoch, 0, [insert(0, 'x')])))
    await maker.leave()
    await other.leave()
    await scene.pass()
    scene.restart()
    const late = scene.page('late')
    expect(accepted(await late.join())).not.toHaveProperty('made')
    expect(codeOf(await late.access(claim()))).toBe('notAllowed')
    expect((await scene.memory.find(ROOM))?.access).toBeNull()
  })

  test('O1: a claim whose answer the store lost stands, and can be asked again; nobody else’s does', async () => {
    const scene = new RoomsScene()
    const [owner, other] = await scene.room('owner', 'other')
    if (!owner || !other) throw new Error('two pages joined')
    scene.store.mute = ['setAccess']
    expect(codeOf(await owner.access(claim()))).toBe('storeDown')
    scene.store.mute = []
    expect((await scene.memory.find(ROOM))?.access).toContain(checkOf(OWNER))
    expect(codeOf(await other.access({ ...claim(), owner: checkOf(EDIT) } as AccessChange))).toBe(
      'notAllowed',
    )
    expect(codeOf(await owner.access(claim()))).toBe('ok')
    expect(roleOf(owner)).toBe('owner')
    expect(owner.last('rules')?.rules.links).toEqual({ editor: 1, viewer: 1 })
  })

  test('O3: members hear the rules that count where the store lost the answer to a change', async () => {
    const { scene, owner, visitor } = await owned()
    scene.store.mute = ['setAccess']
    const change = {
      kind: 'link',
      role: 'editor',
      generation: 2,
      check: checkOf(bearerOf('edit 2')),
    } as const
    expect(codeOf(await owner.access(change))).toBe('storeDown')
    scene.store.mute = []
    expect(owner.last('rules')?.rules.links.editor).toBe(1)
    expect(codeOf(await visitor('late', EDIT).join())).toBe('noRight')
    expect(owner.last('rules')?.rules.links.editor).toBe(2)
    expect(codeOf(await visitor('later', bearerOf('edit 2')).join())).toBe('ok')
  })

  test('O1: a room in which nothing was ever done is made by whoever is in it, not by who left it', async () => {
    const scene = new RoomsScene()
    const [first, second] = [scene.page('first'), scene.page('second')]
    accepted(await first.join())
    accepted(await second.join())
    await first.leave()
    await scene.pass(10_000)
    expect(hostOf(second)).toBe(second.peerId)
    const third = scene.page('third')
    accepted(await third.join())
    expect(codeOf(await third.access(claim()))).toBe('notAllowed')
  })

  test('O11: a store that lost the room hears whose it was from the server that knows', async () => {
    const { scene, owner, visitor, epoch } = await owned()
    await scene.memory.sweep(Number.POSITIVE_INFINITY)
    expect(codeOf(await owner.append(epoch, 0, entriesOf(epoch, 0, [insert(0, 'x')])))).toBe('staleEpoch')
    await scene.pass()
    expect((await scene.memory.find(ROOM))?.access).toContain(checkOf(OWNER))
    expect(codeOf(await visitor('nobody').join())).toBe('noRight')
  })

  test('S13: while the store is away nobody comes in whose right cannot be told', async () => {
    const { scene, visitor } = await owned()
    scene.restart()
    scene.store.down = 'all'
    expect(codeOf(await visitor('guest', EDIT).join())).toBe('storeDown')
    scene.store.down = []
    expect(codeOf(await visitor('guest').join())).toBe('noRight')
    expect(codeOf(await visitor('guest', EDIT).join())).toBe('ok')
  })

  test('D6: an access that makes no sense opens the room to nobody', async () => {
    const { scene, visitor } = await owned()
    const { access = null } = (await scene.memory.find(ROOM)) ?? {}
    await scene.memory.setAccess(ROOM, access, '{"owner":1}')
    scene.restart()
    await expect(visitor('guest', EDIT).join()).rejects.toMatchObject({ name: 'DamagedRoom' })
    await expect(scene.reader.read(ROOM)).rejects.toMatchObject({ name: 'DamagedRoom' })
    expect((await scene.reader.list(10, null)).rooms).toEqual([])
  })
})

describe('what a link gives', () => {
  test.each<[string | undefined, Visibility, LinkRole | null, string]>([
    [OWNER, 'private', null, 'owner'],
    [EDIT, 'private', null, 'editor'],
    [VIEW, 'private', null, 'viewer'],
    [undefined, 'private', null, 'noRight'],
    [undefined, 'private', 'editor', 'noRight'],
    [bearerOf('made up'), 'private', 'editor', 'noRight'],
    [undefined, 'unlisted', null, 'noRight'],
    [undefined, 'unlisted', 'viewer', 'viewer'],
    [undefined, 'public', 'editor', 'editor'],
    [VIEW, 'public', 'editor', 'viewer'],
    [bearerOf('made up'), 'public', 'viewer', 'viewer'],
  ])('O2: %s in a %s room, where anyone is %s: %s', async (bearer, visibility, anyone, expected) => {
    const { visitor } = await owned(visibility, anyone)
    const guest = visitor('guest', bearer)
    const code = codeOf(await guest.join())
    expect(code === 'ok' ? roleOf(guest) : code).toBe(expected)
  })

  test('O3: a new link ends the old one; who is in stays', async () => {
    const { owner, visitor } = await owned()
    const guest = visitor('guest', EDIT)
    accepted(await guest.join())
    const link = (generation: number): AccessChange => ({
      kind: 'link',
      role: 'editor',
      generation,
      check: checkOf(bearerOf(`edit ${generation}`)),
    })
    expect(codeOf(await owner.access(link(3)))).toBe('staleVersion')
    accepted(await owner.access(link(2)))
    expect(codeOf(await owner.access(link(2)))).toBe('staleVersion')
    expect(guest.last('rules')?.rules.links).toEqual({ editor: 2, viewer: 1 })
    expect(owner.users).toEqual(['owner', 'guest'])
    expect(guest.last('putOut')).toBeUndefined()
    expect(codeOf(await visitor('late', EDIT).join())).toBe('noRight')
    expect(codeOf(await visitor('late', bearerOf('edit 2')).join())).toBe('ok')
    guest.lose()
    expect(codeOf(await guest.join())).toBe('ok')
    expect(roleOf(guest)).toBe('editor')
    expect(codeOf(await visitor('viewer', VIEW).join())).toBe('ok')
  })

  test('O2: who came without a link goes when nobody may any more', async () => {
    const { owner, visitor } = await owned('public', 'editor')
    const [anyone, linked] = [visitor('anyone'), visitor('linked', VIEW)]
    accepted(await anyone.join())
    accepted(await linked.join())
    accepted(await owner.access({ kind: 'rules', anyone: 'viewer' }))
    expect(roleOf(anyone)).toBe('viewer')
    accepted(await owner.access({ kind: 'rules', anyone: null }))
    expect(anyone.last('putOut')).toEqual({ reason: 'noRight' })
    expect(owner.users).toEqual(['owner', 'linked'])
    expect(codeOf(await anyone.append(asEpoch(1), 0, []))).not.toBe('ok')
  })
})

describe('who may be host', () => {
  test('O4: whoever may only look is not, alone, first or last', async () => {
    const { scene, owner, visitor, epoch } = await owned()
    const viewer = visitor('viewer', VIEW)
    expect(accepted(await viewer.join())).toMatchObject({ host: owner.peerId })
    await owner.leave()
    await scene.pass(10_000)
    expect(hostOf(viewer)).toBeNull()
    expect(codeOf(await viewer.append(epoch, 0, entriesOf(epoch, 0, [insert(0, 'x')])))).toBe('notHost')
    await viewer.leave()
    await scene.pass()
    expect(accepted(await viewer.join())).toMatchObject({ host: null })
    viewer.answer = { epoch, version: 0 as never, hosting: true, vouches: true }
    expect(accepted(await viewer.join({ epoch, hosting: true }))).toMatchObject({ host: null })
    const editor = visitor('editor', EDIT)
    expect(accepted(await editor.join())).toMatchObject({ host: editor.peerId })
    expect(hostOf(viewer)).toBe(editor.peerId)
  })

  test('O4: a host that may only look from now on saves nothing more, and another is host', async () => {
    const { scene, owner, visitor } = await owned()
    await owner.leave()
    await scene.pass()
    const guest = visitor('guest', EDIT)
    const { epoch } = accepted(await guest.join())
    accepted(await owner.join())
    accepted(await owner.access({ kind: 'role', userId: guest.identity.userId, role: 'viewer' }))
    expect(roleOf(owner, guest)).toBe('viewer')
    const append = () => guest.append(epoch, 0, entriesOf(epoch, 0, [insert(0, 'x')]))
    expect(codeOf(await append())).toBe('notAllowed')
    await scene.pass()
    expect(hostOf(guest)).toBe(owner.peerId)
    expect(codeOf(await append())).toBe('staleEpoch')
    accepted(await owner.access({ kind: 'role', userId: guest.identity.userId, role: null }))
    expect(roleOf(owner, guest)).toBe('editor')
  })

  test('O4: where nobody may be, nobody is, until somebody may', async () => {
    const { scene, owner, visitor } = await owned('public', 'editor')
    const guest = visitor('guest')
    accepted(await guest.join())
    accepted(await owner.access({ kind: 'rules', anyone: 'viewer' }))
    await owner.leave()
    await scene.pass()
    expect(hostOf(guest)).toBeNull()
    const asked = scene.asked.length
    await scene.pass(60_000)
    expect(scene.asked.length).toBe(asked)
    accepted(await owner.join())
    expect(hostOf(guest)).toBe(owner.peerId)
  })
})

describe('who decides', () => {
  const changes: AccessChange[] = [
    { kind: 'rules', visibility: 'public' },
    { kind: 'link', role: 'viewer', generation: 2, check: checkOf(VIEW) },
    { kind: 'role', userId: 'somebody' as never, role: 'viewer' },
    { kind: 'remove', userId: 'somebody' as never, removed: true },
    { kind: 'admit', userId: 'somebody' as never, admitted: true },
  ]
  const allowed = async (page: ScriptedPage) => {
    const codes: string[] = []
    for (const change of changes) if (codeOf(await page.access(change)) === 'ok') codes.push(change.kind)
    return codes
  }

  test('O5: an owner in everything, a guest in nothing', async () => {
    const { owner, visitor } = await owned()
    const [editor, viewer] = [visitor('editor', EDIT), visitor('viewer', VIEW)]
    accepted(await editor.join())
    accepted(await viewer.join())
    for (const guest of [editor, viewer]) expect(await allowed(guest)).toEqual([])
    expect(await allowed(owner)).toEqual(['rules', 'link', 'role', 'remove', 'admit'])
  })

  test('O5: the host lets people in, and where the owner allows it sets roles and removes', async () => {
    const { scene, owner, visitor } = await owned()
    await owner.leave()
    await scene.pass()
    const host = visitor('host', EDIT)
    accepted(await host.join())
    expect(await allowed(host)).toEqual(['admit'])
    accepted(await owner.join())
    accepted(await owner.access({ kind: 'rules', hostDecides: true }))
    expect(await allowed(host)).toEqual(['role', 'remove', 'admit'])
    expect(host.all('desk').at(-1)?.removed).toHaveLength(1)
    expect(visitor('guest', VIEW).all('desk')).toEqual([])
  })
})

describe('knocking', () => {
  async function knocking() {
    const room = await owned()
    accepted(await room.owner.access({ kind: 'rules', knock: true }))
    const guest = room.visitor('guest', EDIT)
    const waits = await guest.join()
    return { ...room, guest, waits }
  }

  test('O6: who comes for the first time waits, and hears nothing of the room', async () => {
    const { owner, guest, waits } = await knocking()
    expect(codeOf(waits)).toBe('knocking')
    expect(guest.heard).toEqual([])
    expect(owner.users).toEqual(['owner'])
    expect(owner.last('desk')?.waiting).toEqual([{ userId: guest.identity.userId, userName: 'guest' }])
    expect(codeOf(await guest.access({ kind: 'admit', userId: guest.identity.userId, admitted: true }))).toBe(
      'notJoined',
    )
  })

  test('O6: who is let in joins, then and later, also after a restart of the server', async () => {
    const { scene, owner, guest } = await knocking()
    accepted(await owner.access({ kind: 'admit', userId: guest.identity.userId, admitted: true }))
    expect(guest.last('letIn')).toEqual({})
    expect(owner.last('desk')?.waiting).toEqual([])
    accepted(await guest.join())
    scene.restart()
    accepted(await guest.join())
    expect(codeOf(await guest.join())).toBe('ok')
  })

  test('O6: who is sent away hears so, and may knock again', async () => {
    const { owner, guest } = await knocking()
    accepted(await owner.access({ kind: 'admit', userId: guest.identity.userId, admitted: false }))
    expect(guest.last('putOut')).toEqual({ reason: 'turnedAway' })
    expect(owner.last('desk')?.waiting).toEqual([])
    expect(codeOf(await guest.join())).toBe('knocking')
  })

  test('O6: who goes away waits no longer, and all come in when nobody has to knock any more', async () => {
    const { scene, owner, visitor, guest } = await knocking()
    guest.lose()
    await scene.pass()
    expect(owner.last('desk')?.waiting).toEqual([])
    const other = visitor('other', VIEW)
    expect(codeOf(await other.join())).toBe('knocking')
    accepted(await owner.access({ kind: 'rules', knock: false }))
    expect(other.last('letIn')).toEqual({})
  })

  test('O6: an owner never knocks, no more than so many wait, and a wrong link does not even knock', async () => {
    const { owner, visitor } = await knocking()
    accepted(await visitor('owner again', OWNER).join())
    expect(codeOf(await visitor('wrong', bearerOf('x')).join())).toBe('noRight')
    for (let i = 1; i < WAITING; i++) expect(codeOf(await visitor(`w${i}`, EDIT).join())).toBe('knocking')
    expect(codeOf(await visitor('late', EDIT).join())).toBe('roomFull')
    expect(owner.last('desk')?.waiting).toHaveLength(WAITING)
  })

  test('O6: those who were let in are remembered up to a bound, the newest', async () => {
    const { scene, owner } = await knocking()
    for (let i = 0; i <= ADMITTED; i++)
      accepted(await owner.access({ kind: 'admit', userId: `user-${i}` as never, admitted: true }))
    const access = (await scene.memory.find(ROOM))?.access ?? ''
    expect(access).not.toContain('"user-0"')
    expect(access).toContain(`"user-${ADMITTED}"`)
  })
})

describe('removing', () => {
  test('O7: a removed person is out with every page, and stays out under another name', async () => {
    const { scene, owner, visitor } = await owned()
    const guest = visitor('guest', EDIT)
    accepted(await guest.join())
    accepted(await owner.access({ kind: 'remove', userId: guest.identity.userId, removed: true }))
    expect(guest.last('putOut')).toEqual({ reason: 'removed' })
    expect(owner.users).toEqual(['owner'])
    expect(owner.last('desk')?.removed).toEqual([{ userId: guest.identity.userId, userName: 'guest' }])
    expect(scene.rooms.route(guest.connected, owner.peerId)).toEqual({ ok: false, reason: 'notJoined' })
    const twin = { clientId: 'another-page' as ClientId }
    expect(codeOf(await guest.join({}, twin))).toBe('removed')
    scene.restart()
    expect(codeOf(await guest.join())).toBe('removed')
    accepted(await owner.join())
    accepted(await owner.access({ kind: 'remove', userId: guest.identity.userId, removed: false }))
    accepted(await guest.join())
  })

  test('O7: a removed host is out as well: the server takes nothing more from it', async () => {
    const { scene, owner, visitor } = await owned()
    await owner.leave()
    await scene.pass()
    const guest = visitor('guest', EDIT)
    const { epoch } = accepted(await guest.join())
    accepted(await owner.join())
    accepted(await owner.access({ kind: 'remove', userId: guest.identity.userId, removed: true }))
    expect(codeOf(await guest.append(epoch, 0, entriesOf(epoch, 0, [insert(0, 'x')])))).toBe('notHost')
    await scene.pass()
    expect(hostOf(owner)).toBe(owner.peerId)
  })

  test('O7: who is removed before the link is ended does not stay by having been in', async () => {
    const { owner, visitor } = await owned()
    const [stays, goes] = [visitor('stays', EDIT), visitor('goes', EDIT)]
    accepted(await stays.join())
    accepted(await goes.join())
    accepted(await owner.access({ kind: 'remove', userId: goes.identity.userId, removed: true }))
    const check = checkOf(bearerOf('edit 2'))
    accepted(await owner.access({ kind: 'link', role: 'editor', generation: 2, check }))
    accepted(await owner.access({ kind: 'remove', userId: goes.identity.userId, removed: false }))
    expect(codeOf(await goes.join())).toBe('noRight')
    expect(codeOf(await stays.join())).toBe('ok')
  })

  test('O7: an owner cannot be put out, and the list of the removed has an end', async () => {
    const { owner } = await owned()
    accepted(await owner.access({ kind: 'remove', userId: owner.identity.userId, removed: true }))
    expect(owner.last('putOut')).toBeUndefined()
    for (let i = 1; i < REMOVED; i++)
      accepted(await owner.access({ kind: 'remove', userId: `user-${i}` as never, removed: true }))
    expect(codeOf(await owner.access({ kind: 'remove', userId: 'one-more' as never, removed: true }))).toBe(
      'tooLarge',
    )
  })
})

describe('a room over HTTP', () => {
  test('O8: a private one is not there for whoever shows no right, and costs no more than one that is not', async () => {
    const { scene } = await owned('private', 'editor')
    const cost = async (check: string | null, roomId = ROOM) => {
      scene.store.calls = []
      const [view, log] = [await reader.read(roomId, check), await reader.log(roomId, check)]
      return { found: view !== null && log !== null, calls: scene.store.calls }
    }
    const reader = scene.readerOfStore()
    const none = await cost(null, 'no-such-room' as typeof ROOM)
    expect(none).toEqual({ found: false, calls: ['find', 'find'] })
    expect(await cost(null)).toEqual(none)
    expect(await cost(checkOf(bearerOf('made up')))).toEqual(none)
    for (const bearer of [OWNER, EDIT, VIEW]) expect((await cost(checkOf(bearer))).found).toBe(true)
  })

  test('O8: an unlisted one is read by its id, a public one is listed, where one must knock nobody reads', async () => {
    const { scene, owner } = await owned('unlisted', 'viewer')
    const listed = async () => (await scene.reader.list(10, null)).rooms.length
    expect(await scene.reader.read(ROOM)).not.toBeNull()
    expect(await listed()).toBe(0)
    accepted(await owner.access({ kind: 'rules', visibility: 'public' }))
    expect(await listed()).toBe(1)
    accepted(await owner.access({ kind: 'rules', knock: true }))
    expect(await scene.reader.read(ROOM, checkOf(EDIT))).toBeNull()
    expect(await scene.reader.read(ROOM, checkOf(OWNER))).not.toBeNull()
  })

  test('O8: rooms that are hidden do not hide the others from the list, and reading it stays bounded', async () => {
    const { scene } = await owned('unlisted', 'viewer')
    for (let i = 0; i < 30; i++) {
      const page = scene.page(`maker-${i}`, `room-${i}` as typeof ROOM)
      accepted(await page.join())
      await scene.pass(1)
      if (i % 3 > 0) accepted(await page.access(claim('private')))
    }
    const found: string[] = []
    let after: string | null = null
    do {
      scene.store.calls = []
      const page: Awaited<ReturnType<typeof scene.reader.list>> = await scene.readerOfStore().list(4, after)
      expect(scene.store.calls.length).toBeLessThanOrEqual(8)
      found.push(...page.rooms.map(({ roomId }) => roomId))
      after = page.next
    } while (after !== null)
    expect(found).toEqual(Array.from({ length: 10 }, (_, i) => `room-${27 - 3 * i}`))
  })
})
