import { describe, expect, test } from 'vitest'
import { asFileId, asSeq, asVersion, type ClientId, type Epoch, MAIN_FILE } from '../../../shared/base/ids.ts'
import type { WireChange } from '../../../shared/protocol/change.ts'
import { decodeSnapshot } from '../../../shared/protocol/codec/store.ts'
import { APPEND_ENTRIES, FILES } from '../../../shared/protocol/limits.ts'
import { newReplica } from '../../../shared/room/replica.ts'
import { toSnapshot } from '../../../shared/room/snapshot.ts'
import { takeWelcome } from '../../../shared/room/welcome.ts'
import {
  accepted,
  codeOf,
  entriesOf,
  insert,
  ROOM,
  RoomsScene,
  type ScriptedPage,
  welcomeIn,
} from '../../support/rooms_scene.ts'

/** So many of the newest entries stay as they are. */
const KEPT = 1_024
/** A log as long as one append may be is compacted. */
const LONG = APPEND_ENTRIES

const SETTINGS: readonly WireChange[] = [
  { kind: 'createFile', file: asFileId(1), name: 'second' },
  { kind: 'edit', file: asFileId(1), spans: [[0, 0, 'line 1\nline 2']] },
  { kind: 'lineEnd', file: asFileId(1), lineEnd: '\r\n' },
  { kind: 'createFile', file: asFileId(2), name: 'gone' },
  { kind: 'deleteFile', file: asFileId(2), deleted: true },
  { kind: 'renameFile', file: MAIN_FILE, name: 'first' },
  { kind: 'language', language: 'java' },
]

/** Settings, then typing in front of everything: the text tells the order. */
const typing = (count: number, from = 0): WireChange[] =>
  Array.from({ length: count }, (_, i) => insert(0, `${from + i} `))

async function hosted() {
  const scene = new RoomsScene()
  const host = scene.page('host')
  const { epoch } = accepted(await host.join())
  return { scene, host, epoch }
}

async function append(host: ScriptedPage, epoch: Epoch, from: number, changes: readonly WireChange[]) {
  expect(codeOf(await host.append(epoch, from, entriesOf(epoch, from, changes)))).toBe('ok')
}

/** What somebody without a log holds after the store's log was taken. */
function contentIn(stored: Uint8Array | null | undefined) {
  const replica = newReplica('nobody' as ClientId)
  const taken = takeWelcome(replica, welcomeIn(stored))
  if (!taken.ok) throw new Error(taken.reason)
  return toSnapshot(replica.doc, asVersion(replica.log.start + replica.log.entries.length), replica.log.runs)
}

const leaveAndEnter = async (scene: RoomsScene, host: ScriptedPage, name: string) => {
  await host.leave()
  return accepted(await scene.page(name).join())
}

describe('D4: compaction', () => {
  test('changes neither what a reader sees nor what the next host is given', async () => {
    const { scene, host, epoch } = await hosted()
    const changes = [...SETTINGS, ...typing(LONG - SETTINGS.length)]
    const release = scene.store.hold('compact')
    await append(host, epoch, 0, changes)
    await scene.pass()
    const view = await scene.reader.read(ROOM)
    const before = await leaveAndEnter(scene, host, 'before')
    expect(welcomeIn(before.stored).snapshot).toBeNull()
    release()
    await scene.pass()
    const after = accepted(await scene.page('after').join())
    expect(welcomeIn(after.stored)).toMatchObject({ from: LONG - KEPT, saved: LONG })
    expect(contentIn(after.stored)).toEqual(contentIn(before.stored))
    expect(await scene.reader.read(ROOM)).toEqual({ ...view, updatedAt: expect.any(Number) })
    expect(view).toMatchObject({
      version: LONG,
      language: 'java',
      files: [{ name: 'first' }, { name: 'second' }],
    })
    expect(view?.code?.startsWith(`${LONG - SETTINGS.length - 1} `)).toBe(true)
  })

  test('keeps the newest entries, byte by byte, and the last seq of every author', async () => {
    const { scene, host, epoch } = await hosted()
    const [early = new Uint8Array()] = entriesOf(epoch, 7, [insert(0, 'early')], 'early-author')
    const late = entriesOf(epoch, 0, typing(LONG - 1))
    expect(codeOf(await host.append(epoch, 0, [early, ...late]))).toBe('ok')
    await scene.pass()
    const stored = await scene.memory.load(ROOM)
    expect(stored).toMatchObject({ version: LONG, snapshotVersion: LONG - KEPT })
    expect(stored?.entries).toEqual(late.slice(-KEPT))
    const snapshot = stored?.snapshot ? decodeSnapshot(stored.snapshot) : null
    if (!snapshot?.ok) throw new Error('no snapshot')
    expect(snapshot.value.version).toBe(LONG - KEPT)
    expect(snapshot.value.runs).toEqual([[epoch, LONG - KEPT]])
    expect(new Map(snapshot.value.seqs)).toEqual(
      new Map([
        ['early-author', asSeq(7)],
        ['author', asSeq(LONG - KEPT - 2)],
      ]),
    )
  })

  test('comes with the length of a log, not before, and again when it has grown as much', async () => {
    const { scene, host, epoch } = await hosted()
    const at = async () => (await scene.memory.find(ROOM))?.snapshotVersion
    await append(host, epoch, 0, typing(LONG - 1))
    await scene.pass()
    expect(await at()).toBe(0)
    expect(scene.store.calls).not.toContain('compact')
    await append(host, epoch, LONG - 1, typing(1))
    await scene.pass()
    expect(await at()).toBe(LONG - KEPT)
    scene.store.calls = []
    // The room knows where the snapshot is: it does not read the log at every append.
    await append(host, epoch, LONG, typing(LONG - KEPT - 1))
    await scene.pass()
    expect(scene.store.calls).toEqual(['append'])
    await append(host, epoch, 2 * LONG - KEPT - 1, typing(1))
    await scene.pass()
    expect(await at()).toBe(2 * (LONG - KEPT))
    expect((await scene.reader.read(ROOM))?.version).toBe(2 * LONG - KEPT)
  })

  test('does not hold an append back, and runs once at a time', async () => {
    const { scene, host, epoch } = await hosted()
    const release = scene.store.hold('compact')
    await append(host, epoch, 0, typing(LONG))
    for (let i = 0; i < 3; i++) await append(host, epoch, LONG + i, typing(1))
    await scene.pass()
    expect(scene.store.calls.filter((call) => call === 'load')).toHaveLength(2)
    release()
    await scene.pass()
    expect(scene.store.calls.filter((call) => call === 'compact')).toHaveLength(1)
    expect((await scene.memory.find(ROOM))?.snapshotVersion).toBe(LONG - KEPT)
  })

  test('that fails leaves everything as it was, and is tried at the next append', async () => {
    const { scene, host, epoch } = await hosted()
    scene.store.down = ['compact']
    await append(host, epoch, 0, typing(LONG))
    await scene.pass()
    expect(await scene.memory.find(ROOM)).toMatchObject({ version: LONG, snapshotVersion: 0 })
    expect(scene.log.filter(({ event }) => event === 'compaction failed')).toHaveLength(1)
    scene.store.down = []
    await append(host, epoch, LONG, typing(1))
    await scene.pass()
    expect((await scene.memory.find(ROOM))?.snapshotVersion).toBe(LONG + 1 - KEPT)
  })

  test('does not put in its place what could not be read again', async () => {
    const { scene, host, epoch } = await hosted()
    // More than a snapshot may hold: a host that keeps the limits does not commit it.
    const files = Array.from(
      { length: FILES + 5 },
      (_, i): WireChange => ({ kind: 'createFile', file: asFileId(i + 1), name: 'f' }),
    )
    await append(host, epoch, 0, [...files, ...typing(LONG - files.length)])
    await scene.pass()
    expect(codeOf(await leaveAndEnter(scene, host, 'next'))).toBe('ok')
    expect((await scene.reader.read(ROOM))?.files).toHaveLength(FILES + 6)
  })

  test('that cannot succeed is not tried at every append', async () => {
    const { scene, host, epoch } = await hosted()
    await scene.memory.append(ROOM, epoch, asVersion(0), [new Uint8Array([9])], 'python', 0)
    await append(host, epoch, 1, typing(LONG))
    await scene.pass()
    scene.store.calls = []
    for (let i = 1; i <= 3; i++) await append(host, epoch, LONG + i, typing(1))
    await scene.pass()
    expect(scene.store.calls).toEqual(['append', 'append', 'append'])
  })
})
