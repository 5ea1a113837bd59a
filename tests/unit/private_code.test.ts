import { describe, expect, test } from 'vitest'
import { PrivateCode } from '../../client/edge/private_code.ts'
import { PrivateGate } from '../../client/edge/private_gate.ts'
import type { RoomId } from '../../shared/base/ids.ts'
import type { MakeVault } from '../../shared/session/privacy.ts'
import { Vault } from '../../shared/session/vault.ts'
import { MemoryKeys, PrivateRoom } from '../support/private_room.ts'
import { seeded } from '../support/random.ts'
import { VirtualClock } from '../support/virtual_clock.ts'

const ROOM = 'room' as RoomId
const PRIVATE = { rules: new PrivateRoom(ROOM).rules }
const makeVault: MakeVault = (options) => new Vault(options)

/** Code whose fetches end when and as a test says. */
function slowCode() {
  const fetches: { here(make: MakeVault): void; failed(error: Error): void }[] = []
  const code = new PrivateCode(
    () => new Promise((here, failed) => void fetches.push({ here: (make) => here(make), failed })),
  )
  return { code, fetches }
}
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('X11: the code for private rooms', () => {
  const options = { roomId: ROOM, keys: new MemoryKeys(), random: seeded(1), unlocked: () => undefined }

  test('is used only once it is here', async () => {
    const { code, fetches } = slowCode()
    expect(() => code.makeVault(options)).toThrow('here before it is used')
    const loads = [code.load(), code.load()]
    expect(code.isHere).toBe(false)
    fetches[0]?.here(makeVault)
    await Promise.all(loads)
    expect(code.isHere).toBe(true)
    expect(code.makeVault(options).isPrivate).toBe(true)
    await code.load()
    expect(fetches).toHaveLength(1)
  })

  test('is fetched again after it could not be had', async () => {
    const { code, fetches } = slowCode()
    const first = code.load()
    fetches[0]?.failed(new Error('no network'))
    await expect(first).rejects.toThrow('no network')
    const second = code.load()
    fetches[1]?.here(makeVault)
    await second
    expect(code.isHere).toBe(true)
  })
})

describe('X11: what the server says', () => {
  function gate() {
    const clock = new VirtualClock()
    const { code, fetches } = slowCode()
    const heard: unknown[] = []
    const made = new PrivateGate({ env: clock.env(1), code, failed: () => heard.push('failed') })
    const say = (name: string, said: object = {}) => made.pass(said, () => heard.push(name))
    return { clock, fetches, heard, gate: made, say }
  }

  test('of an open room passes at once, and fetches nothing', () => {
    const { say, heard, fetches } = gate()
    const { encryption: _, ...open } = PRIVATE.rules
    say('joined', { rules: null })
    say('rules', { rules: open })
    say('users', { users: [] })
    expect(heard).toEqual(['joined', 'rules', 'users'])
    expect(fetches).toEqual([])
  })

  test('of a private room waits for the code, and all that comes after it in its order', async () => {
    const { say, heard, fetches } = gate()
    say('before')
    say('joined', PRIVATE)
    say('host')
    say('rules', PRIVATE)
    await settled()
    expect(heard).toEqual(['before'])
    expect(fetches).toHaveLength(1)
    fetches[0]?.here(makeVault)
    await settled()
    expect(heard).toEqual(['before', 'joined', 'host', 'rules'])
    say('later', PRIVATE)
    expect(heard.at(-1)).toBe('later')
  })

  test.each([
    ['cannot be had', ({ fetches }: ReturnType<typeof gate>) => fetches[0]?.failed(new Error('no network'))],
    ['does not come in time', ({ clock }: ReturnType<typeof gate>) => clock.advance(20_000)],
  ])('is forgotten where the code %s, as without the server', async (_, end) => {
    const scene = gate()
    scene.say('joined', PRIVATE)
    scene.say('host')
    end(scene)
    await settled()
    expect(scene.heard).toEqual(['failed'])
    // Of another connection.
    scene.say('users')
    expect(scene.heard).toEqual(['failed', 'users'])
  })

  test('counts for nothing once its connection went', async () => {
    const { say, heard, fetches, gate: made, clock } = gate()
    say('joined', PRIVATE)
    made.clear()
    say('users')
    fetches[0]?.here(makeVault)
    await settled()
    clock.advance(60_000)
    expect(heard).toEqual(['users'])
  })
})
