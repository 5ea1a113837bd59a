import { describe, expect, test } from 'vitest'
import { asEpoch, asFileId, MAIN_FILE, type PeerId } from '../../../shared/base/ids.ts'
import type { WireChange } from '../../../shared/protocol/change.ts'
import type { Language } from '../../../shared/protocol/language.ts'
import {
  accepted,
  codeOf,
  entriesOf,
  insert,
  ROOM,
  RoomsScene,
  type ScriptedPage,
  textIn,
} from '../../support/rooms_scene.ts'

const toLanguage = (language: Language): WireChange => ({ kind: 'language', language })

/** A room whose first member is host, and a guest in it. */
async function hosted() {
  const scene = new RoomsScene()
  const host = scene.page('host')
  const { epoch } = accepted(await host.join())
  const guest = scene.page('guest')
  accepted(await guest.join())
  scene.store.calls = []
  return { scene, host, guest, epoch }
}

const languageOf = async (scene: RoomsScene) => (await scene.memory.find(ROOM))?.language

describe('whose entries are stored', () => {
  test('D1: the host’s, with the version that the store then has', async () => {
    const { scene, host, epoch } = await hosted()
    const first = await host.append(epoch, 0, entriesOf(epoch, 0, [insert(0, 'one'), insert(3, ' two')]))
    expect(first).toEqual({ ok: true, epoch, version: 2 })
    const second = await host.append(epoch, 2, entriesOf(epoch, 2, [insert(7, ' three')]))
    expect(second).toEqual({ ok: true, epoch, version: 3 })
    expect((await scene.reader.read(ROOM))?.code).toBe('one two three')
  })

  test('D1: a guest’s are refused, under its own name or in the host’s epoch', async () => {
    const { scene, guest, epoch } = await hosted()
    expect(codeOf(await guest.append(epoch, 0, entriesOf(epoch, 0, [insert(0, 'x')])))).toBe('notHost')
    expect(scene.store.calls).toEqual([])
  })

  test('M9: those of another epoch than the room’s are refused', async () => {
    const { scene, host, epoch } = await hosted()
    for (const other of [epoch - 1, epoch + 1].map(asEpoch))
      expect(codeOf(await host.append(other, 0, entriesOf(other, 0, [insert(0, 'x')])))).toBe('staleEpoch')
    expect(scene.store.calls).toEqual([])
  })

  test('M9: a former host’s are refused as soon as another one is host', async () => {
    const { scene, host, guest, epoch } = await hosted()
    const replaced = host.vanish()
    scene.end(replaced)
    await scene.pass()
    const now = guest.last('hostChanged')?.epoch ?? asEpoch(0)
    accepted(await host.join())
    expect(codeOf(await host.append(epoch, 0, entriesOf(epoch, 0, [insert(0, 'x')])))).toBe('staleEpoch')
    expect(codeOf(await host.append(now, 0, entriesOf(now, 0, [insert(0, 'x')])))).toBe('notHost')
    expect(codeOf(await guest.append(now, 0, entriesOf(now, 0, [insert(0, 'x')])))).toBe('ok')
  })

  test('D2: where the log does not stand, nothing is stored and the answer says where it stands', async () => {
    const { scene, host, epoch } = await hosted()
    const entries = entriesOf(epoch, 0, [insert(0, 'one')])
    await host.append(epoch, 0, entries)
    expect(await host.append(epoch, 0, entries)).toEqual({ ok: true, epoch, version: 1 })
    expect(await host.append(epoch, 5, entries)).toEqual({ ok: true, epoch, version: 1 })
    expect((await scene.reader.read(ROOM))?.code).toBe('one')
  })

  test('D6: one entry that cannot be read, or is of another epoch, and none of them is stored', async () => {
    const { scene, host, epoch } = await hosted()
    const good = entriesOf(epoch, 0, [insert(0, 'good')])
    const [whole = new Uint8Array()] = good
    const bad = [
      new Uint8Array(),
      new Uint8Array([1]),
      new Uint8Array(40).fill(255),
      whole.subarray(0, whole.length - 1),
      new Uint8Array([...whole, 0]),
      new Uint8Array([2, ...whole.subarray(1)]),
      ...entriesOf(asEpoch(epoch - 1), 1, [insert(0, 'x')]),
      ...entriesOf(asEpoch(epoch + 1), 1, [insert(0, 'x')]),
    ]
    for (const bytes of bad)
      for (const entries of [[bytes], [...good, bytes], [bytes, ...good]])
        expect(codeOf(await host.append(epoch, 0, entries))).toBe('malformed')
    expect(scene.store.calls).toEqual([])
    expect(codeOf(await host.append(epoch, 0, good))).toBe('ok')
  })

  test('D1: a store that is down rejects, and the next append goes through', async () => {
    const { scene, host, epoch } = await hosted()
    const entries = entriesOf(epoch, 0, [insert(0, 'x')])
    scene.store.down = ['append']
    await expect(host.append(epoch, 0, entries)).rejects.toMatchObject({ name: 'StoreDown' })
    scene.store.down = []
    expect(await host.append(epoch, 0, entries)).toMatchObject({ ok: true, version: 1 })
  })

  test('D1: a room that the store has lost is not called saved', async () => {
    const { scene, host, epoch } = await hosted()
    await scene.memory.sweep(Number.POSITIVE_INFINITY)
    expect(codeOf(await host.append(epoch, 0, entriesOf(epoch, 0, [insert(0, 'x')])))).toBe('staleEpoch')
  })
})

describe('the room’s language', () => {
  test('S11: is that of the last entry that sets one, over all appends, also of the next host', async () => {
    const { scene, host, guest, epoch } = await hosted()
    await host.append(epoch, 0, entriesOf(epoch, 0, [toLanguage('java'), insert(0, 'x'), toLanguage('cpp')]))
    expect(await languageOf(scene)).toBe('cpp')
    await host.append(epoch, 3, entriesOf(epoch, 3, [insert(0, 'y')]))
    expect(await languageOf(scene)).toBe('cpp')
    await host.leave()
    await scene.pass()
    const next = guest.last('hostChanged')?.epoch ?? asEpoch(0)
    await guest.append(next, 4, entriesOf(next, 4, [insert(0, 'z')]))
    expect(await languageOf(scene)).toBe('cpp')
    expect((await scene.reader.list(10, null)).rooms[0]?.language).toBe('cpp')
  })

  test('S11: entries that were not taken do not set it', async () => {
    const { scene, host, epoch } = await hosted()
    await host.append(epoch, 7, entriesOf(epoch, 0, [toLanguage('java')]))
    await host.append(epoch, 0, entriesOf(epoch, 0, [insert(0, 'x')]))
    expect(await languageOf(scene)).toBe('python')
  })

  test('S11: of two appends at once the second knows what the first one set', async () => {
    const { scene, host, epoch } = await hosted()
    const both = [
      host.append(epoch, 0, entriesOf(epoch, 0, [toLanguage('java')])),
      host.append(epoch, 1, entriesOf(epoch, 1, [insert(0, 'x')])),
    ]
    expect((await Promise.all(both)).map(codeOf)).toEqual(['ok', 'ok'])
    expect(await languageOf(scene)).toBe('java')
  })

  test('S11: it is known after a restart, when the host goes on', async () => {
    const { scene, host, epoch } = await hosted()
    await host.append(epoch, 0, entriesOf(epoch, 0, [toLanguage('java')]))
    scene.restart()
    accepted(await host.join({ epoch, hosting: true }))
    await host.append(epoch, 1, entriesOf(epoch, 1, [insert(0, 'x')]))
    expect(await languageOf(scene)).toBe('java')
  })
})

describe('M9: an epoch that another server fenced', () => {
  const fencedOff = async () => {
    const room = await hosted()
    const { scene, host, epoch } = room
    accepted(await host.append(epoch, 0, entriesOf(epoch, 0, [insert(0, 'kept')])))
    const { epoch: fence } = await scene.memory.fence(
      ROOM,
      asEpoch(0),
      'elsewhere' as PeerId,
      scene.clock.now,
    )
    return { ...room, fence }
  }
  const hosts = (page: ScriptedPage) => page.all('hostChanged').map(({ host }) => host)

  test('is what the append is answered, and the room looks for a host anew', async () => {
    const { scene, host, guest, epoch, fence } = await fencedOff()
    const reply = await host.append(epoch, 1, entriesOf(epoch, 1, [insert(4, ' not')]))
    expect(reply).toEqual({ ok: true, epoch: fence, version: 1 })
    await scene.pass()
    expect(hosts(guest)).toEqual([host.peerId])
    const told = host.last('hostChanged')
    expect(told?.epoch).toBeGreaterThan(fence)
    expect(textIn(told?.stored)).toBe('kept')
    const now = told?.epoch ?? asEpoch(0)
    expect(codeOf(await host.append(now, 1, entriesOf(now, 1, [insert(4, ' now')])))).toBe('ok')
    expect((await scene.reader.read(ROOM))?.code).toBe('kept now')
  })

  test('leaves nobody host meanwhile: whoever enters then is', async () => {
    const { scene, host, guest, epoch, fence } = await fencedOff()
    host.answer = null
    guest.answer = null
    await host.append(epoch, 1, entriesOf(epoch, 1, [insert(4, ' not')]))
    const later = scene.page('later')
    const reply = accepted(await later.join())
    expect(reply.host).toBe(later.peerId)
    expect(reply.epoch).toBeGreaterThan(fence)
    await scene.pass(60_000)
    expect(hosts(host)).toEqual([later.peerId])
    expect(hosts(later)).toEqual([])
  })

  test('is looked into once, however many appends meet it', async () => {
    const { scene, host, guest, epoch } = await fencedOff()
    const entries = entriesOf(epoch, 1, [insert(4, ' not')])
    await Promise.all(Array.from({ length: 5 }, () => host.append(epoch, 1, entries)))
    await scene.pass(60_000)
    expect(hosts(guest)).toHaveLength(1)
  })
})

test('E10: an entry for a file that is not there is stored and does nothing', async () => {
  const { scene, host, epoch } = await hosted()
  const lost: WireChange = { kind: 'edit', file: asFileId(7), spans: [[0, 0, 'x']] }
  const far: WireChange = { kind: 'edit', file: MAIN_FILE, spans: [[90, 0, 'x']] }
  await host.append(epoch, 0, entriesOf(epoch, 0, [insert(0, 'one'), lost, far, insert(3, '!')]))
  expect(await scene.reader.read(ROOM)).toMatchObject({ code: 'one!', version: 4 })
})
