import { describe, expect, test } from 'vitest'
import { bearerOf, checkOf, linkSecretOf } from '../../../shared/access/secrets.ts'
import type { RoomId } from '../../../shared/base/ids.ts'
import type { AccessChange, Rules } from '../../../shared/protocol/access.ts'
import type { Request } from '../../../shared/protocol/signaling.ts'
import type { KeysPort } from '../../../shared/session/keys_port.ts'
import { TIMINGS } from '../../../shared/session/timings.ts'
import { failure, joinOf, type ScenePage, SessionScene, userNamed } from '../../support/session_scene.ts'

const ROOM = 'room' as RoomId
const OWNER_KEY = 'o'.repeat(43)
const LINK = 'l'.repeat(22)

const RULES: Rules = {
  visibility: 'unlisted',
  anyone: null,
  knock: false,
  hostDecides: false,
  links: { editor: 1, viewer: 1 },
  roles: [],
}

interface Keys extends KeysPort {
  owner: string | null
  link: string | null
}

const keysOf = (owner: string | null = null, link: string | null = null): Keys => ({
  owner,
  link,
  claim: { visibility: 'unlisted', anyone: 'viewer' },
  isPrivate: () => false,
  contentKey: () => null,
  keepContentKey: () => undefined,
  offered: () => 0,
  keepOffered: () => undefined,
  seen: () => 0,
  keepSeen: () => undefined,
  ownerKey() {
    return this.owner
  },
  linkSecret() {
    return this.link
  },
  makeOwnerKey() {
    this.owner = OWNER_KEY
    return OWNER_KEY
  },
  dropOwnerKey() {
    this.owner = null
  },
})

const changes = ({ server }: ScenePage): AccessChange[] =>
  server.asked.filter(({ name }) => name === 'access').map(({ body }) => (body as Request<'access'>).change)
const bearers = ({ server }: ScenePage) =>
  server.asked.filter(({ name }) => name === 'join').map(({ body }) => (body as Request<'join'>).bearer)

/** `ann` hosts an owned room, `bob` is a guest; the roles are what the server says of their links. */
function owned(roles: Partial<Record<'ann' | 'bob', 'viewer' | 'owner'>>, rules = RULES) {
  const scene = new SessionScene()
  const [ann, bob] = ['ann', 'bob'].map((name) =>
    scene.page(name, { keys: keysOf(roles[name as 'ann'] === 'owner' ? OWNER_KEY : null, LINK) }),
  ) as [ScenePage, ScenePage]
  const users = (['ann', 'bob'] as const).map((name) => ({
    ...userNamed(name),
    ...(roles[name] && { role: roles[name] }),
  }))
  const tell = () => {
    for (const { server } of scene.pages) server.listener.userJoined({ users })
  }
  for (const page of [ann, bob]) {
    page.server.up()
    tell()
    page.entered('ann', { rules })
  }
  scene.run(200)
  expect(bob.session.status().path).toBe('direct')
  return { scene, ann, bob, users }
}

describe('O10: a page that made a room', () => {
  test('keeps a key, and claims the room with what is derived from it', () => {
    const scene = new SessionScene()
    const keys = keysOf()
    const ann = scene.page('ann', { keys })
    ann.server.up()
    scene.members('ann')
    ann.entered('ann', { made: true })
    expect(keys.owner).toBe(OWNER_KEY)
    const check = (secret: string) => checkOf(bearerOf(secret, ROOM))
    expect(changes(ann)).toEqual([
      {
        kind: 'claim',
        owner: check(OWNER_KEY),
        editor: check(linkSecretOf(OWNER_KEY, ROOM, 'editor', 1)),
        viewer: check(linkSecretOf(OWNER_KEY, ROOM, 'viewer', 1)),
        visibility: 'unlisted',
        anyone: 'viewer',
      },
    ])
    expect(bearers(ann)).toEqual([undefined])
    ann.server.answer('access', failure('lost'))
    expect(keys.owner).toBe(OWNER_KEY)
    // Whether the claim came through is known at the next entrance, by the key.
    ann.server.down()
    ann.server.up()
    expect(bearers(ann).at(-1)).toBe(bearerOf(OWNER_KEY, ROOM))
  })

  test('drops the key when the room turns out to be somebody else’s', () => {
    const scene = new SessionScene()
    const keys = keysOf()
    const ann = scene.page('ann', { keys })
    ann.server.up()
    scene.members('ann')
    ann.entered('ann', { made: true })
    ann.server.answer('access', failure('notAllowed'))
    expect(keys.owner).toBeNull()
  })

  test('claims nothing that it did not make', () => {
    const scene = new SessionScene()
    const keys = keysOf()
    const ann = scene.page('ann', { keys })
    ann.server.up()
    scene.members('ann')
    ann.entered('ann')
    expect(changes(ann)).toEqual([])
    expect(keys.owner).toBeNull()
  })

  test('hands on the links that its key makes, an editor the one it came by, until that is ended', () => {
    const { ann, bob } = owned({ ann: 'owner' })
    expect(ann.session.rights.links).toEqual({
      editor: linkSecretOf(OWNER_KEY, ROOM, 'editor', 1),
      viewer: linkSecretOf(OWNER_KEY, ROOM, 'viewer', 1),
    })
    expect(bob.session.rights.links).toEqual({ editor: LINK, viewer: null })
    for (const { server } of [ann, bob])
      server.listener.rules({ rules: { ...RULES, links: { editor: 2, viewer: 1 } } })
    expect(ann.session.rights.links.editor).toBe(linkSecretOf(OWNER_KEY, ROOM, 'editor', 2))
    expect(bob.session.rights.links).toEqual({ editor: null, viewer: null })
  })
})

describe('O9: what the host takes', () => {
  test('of whose link lets them look only, nothing; their page says so', () => {
    const { scene, ann, bob } = owned({ ann: 'owner', bob: 'viewer' })
    expect(bob.state).toBe('readonly')
    bob.type(0, 'no')
    scene.run(500)
    expect(ann.text).toBe('')
    expect(bob.text).toBe('')
    expect(bob.notices).toContainEqual({ kind: 'refused', reason: 'notAllowed', text: 'no' })
  })

  test('of whom the owner lets edit, everything, whatever their link says; and the other way round', () => {
    const { scene, ann, bob } = owned({ ann: 'owner', bob: 'viewer' })
    ann.session.setRole(userNamed('bob').userId, 'editor')
    scene.run(500)
    expect(bob.state).not.toBe('readonly')
    expect(bob.notices).toContainEqual({ kind: 'role', role: 'editor' })
    bob.type(0, 'yes')
    scene.run(500)
    expect(ann.text).toBe('yes')
    ann.session.setRole(userNamed('bob').userId, 'viewer')
    scene.run(500)
    bob.type(0, 'no')
    scene.run(500)
    expect(bob.text).toBe('yes')
  })

  test('of an owner everything, and no role that the log sets for one counts', () => {
    const { scene, ann, bob } = owned({ bob: 'owner' })
    bob.session.setRole(userNamed('bob').userId, 'viewer')
    scene.run(500)
    bob.type(0, 'mine')
    scene.run(500)
    expect(ann.text).toBe('mine')
    bob.session.setRole(userNamed('ann').userId, 'viewer')
    scene.run(500)
    expect(ann.state).toBe('readonly')
  })

  test('a host that is no owner sets roles only where the owner allows it', () => {
    for (const hostDecides of [false, true]) {
      const { scene, ann, bob } = owned({}, { ...RULES, hostDecides })
      ann.session.setRole(userNamed('bob').userId, 'viewer')
      scene.run(500)
      expect(bob.state === 'readonly', String(hostDecides)).toBe(hostDecides)
      bob.session.setRole(userNamed('ann').userId, 'viewer')
      scene.run(500)
      expect(ann.state).not.toBe('readonly')
    }
  })

  test('of a viewer’s link by hand neither edits nor roles nor others’ edits', () => {
    const { scene, ann, users } = owned({ ann: 'owner' })
    const mal = { ...userNamed('mal'), role: 'viewer' as const }
    for (const { server } of scene.pages) server.listener.userJoined({ users: [...users, mal] })
    const puppet = scene.guest('mal', 'ann')
    puppet.say(joinOf('mal'))
    scene.run()
    expect(puppet.of('welcome')).toHaveLength(1)
    const { clientId } = mal
    const edit = { kind: 'edit', file: 0, spans: [[0, 0, 'x']] } as never
    puppet.say({ type: 'codeChange', base: 0 as never, edits: [{ clientId, seq: 0 as never, change: edit }] })
    scene.run(500)
    expect(ann.text).toBe('')
    const role = { kind: 'role', user: mal.userId, role: 'owner' } as const
    puppet.say({ type: 'roleChange', base: 1 as never, edits: [{ clientId, seq: 1 as never, change: role }] })
    scene.run(500)
    expect(ann.session.rights.roleOf(mal)).toBe('viewer')
    const gone = 'client-gone' as typeof clientId
    puppet.say({
      type: 'codeChange',
      base: 2 as never,
      edits: [{ clientId: gone, seq: 0 as never, change: edit }],
    })
    scene.run(500)
    expect(ann.text).toBe('')
  })
})

describe('O12: the server', () => {
  test('hears of the roles in the log once they are saved, one after the other, and not of what it knows', () => {
    const { scene, ann } = owned({ ann: 'owner' })
    ann.server.saves = false
    ann.session.setRole(userNamed('bob').userId, 'viewer')
    scene.run(500)
    expect(changes(ann)).toEqual([])
    ann.server.acknowledge()
    scene.run(100)
    const told = { kind: 'role', userId: userNamed('bob').userId, role: 'viewer' } as const
    expect(changes(ann)).toEqual([told])
    ann.server.answer('access', { ok: true })
    ann.server.listener.rules({ rules: { ...RULES, roles: [[userNamed('bob').userId, 'viewer']] } })
    ann.server.saves = true
    ann.type(0, 'x')
    scene.run(500)
    expect(changes(ann)).toEqual([told])
  })

  test('does not hear of it from whoever has no say in that', () => {
    const { scene, ann, bob } = owned({ bob: 'owner' })
    bob.session.setRole(userNamed('ann').userId, 'viewer')
    scene.run(500)
    expect(changes(ann)).toEqual([])
    expect(changes(bob)).toHaveLength(1)
  })
})

describe('who has to go', () => {
  test('O7: a removed person hears why, edits no more, and the host ends their link', () => {
    const { scene, ann, bob, users } = owned({ ann: 'owner' })
    const [host] = users
    if (!host) throw new Error('ann is there')
    ann.server.listener.desk({
      waiting: [],
      removed: [{ userId: userNamed('bob').userId, userName: 'bob' }],
    })
    scene.run()
    expect(ann.session.links()).toEqual([])
    bob.server.listener.putOut({ reason: 'removed' })
    expect(bob.session.status()).toMatchObject({ denied: 'removed', path: 'none' })
    ann.server.listener.userJoined({ users: [host] })
    ann.type(0, 'alone')
    scene.run(60_000)
    expect(bob.text).toBe('')
  })

  test('O6: whoever waits enters when they are called', () => {
    const scene = new SessionScene()
    const bob = scene.page('bob', { keys: keysOf(null, LINK) })
    bob.server.up()
    bob.server.answer('join', failure('knocking'))
    scene.run(60_000)
    expect(bob.session.status()).toMatchObject({ state: 'loading', denied: 'knocking' })
    expect(bob.server.waiting('join')).toEqual([])
    bob.server.listener.letIn()
    expect(bob.server.waiting('join')).toHaveLength(1)
    expect(bearers(bob)).toEqual(Array(2).fill(bearerOf(LINK, ROOM)))
  })

  test('O11: a page with a key does not stay in a room that the server knows no owner of', () => {
    for (const keys of [keysOf(null, LINK), keysOf(OWNER_KEY)]) {
      const scene = new SessionScene()
      const bob = scene.page('bob', { keys })
      bob.server.up()
      scene.members('bob')
      bob.entered('bob')
      expect(bob.session.status()).toMatchObject({ denied: 'roomUnknown', path: 'none' })
      expect(bob.server.waiting('leaveRoom')).toHaveLength(1)
      bob.type(0, 'private')
      scene.run(5_000)
      expect(bob.server.appends).toEqual([])
    }
  })

  test('O11: it looks again now and then whether the owner has opened the room', () => {
    const scene = new SessionScene()
    const bob = scene.page('bob', { keys: keysOf(null, LINK) })
    bob.server.up()
    scene.members('bob')
    bob.entered('bob')
    bob.server.answer('leaveRoom', { ok: true })
    scene.run(TIMINGS.unknown - 1)
    expect(bob.server.waiting('join')).toEqual([])
    scene.run(1)
    bob.entered('bob', { epoch: 2, rules: RULES })
    expect(bob.session.status()).toMatchObject({ denied: null, path: 'hosting' })
  })

  test('O11: nor does one that was in the room before; its owner claims it again', () => {
    const { scene, ann, bob } = owned({ ann: 'owner' })
    for (const page of [bob, ann]) page.server.down()
    scene.run()
    bob.server.up()
    bob.entered('bob', { epoch: 2 })
    expect(bob.session.status().denied).toBe('roomUnknown')
    ann.server.up()
    ann.entered('ann', { epoch: 3, made: true })
    expect(changes(ann)).toMatchObject([{ kind: 'claim', owner: checkOf(bearerOf(OWNER_KEY, ROOM)) }])
    expect(ann.session.status().path).toBe('hosting')
  })
})
