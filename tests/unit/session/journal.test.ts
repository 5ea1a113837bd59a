import { describe, expect, test } from 'vitest'
import { asEpoch, asSeq, asVersion, type ClientId, MAIN_FILE, START } from '../../../shared/base/ids.ts'
import type { Message } from '../../../shared/protocol/messages.ts'
import { fromImage, JournalPages } from '../../../shared/room/journal.ts'
import { textOf } from '../../../shared/room/room_state.ts'
import { Journal } from '../../../shared/session/journal.ts'
import { TIMINGS } from '../../../shared/session/timings.ts'
import { JournalDisk, written } from '../../support/journal_disk.ts'
import { clientOf, story } from '../../support/room_story.ts'
import { type ScenePage, SessionScene } from '../../support/session_scene.ts'
import { VirtualClock } from '../../support/virtual_clock.ts'

const SOON = TIMINGS.journal + 50

/** The texts of the journals that are on a disk. */
const textsOn = (disk: JournalDisk): string[] =>
  disk.images.map((image) => {
    const kept = fromImage(image, clientOf('reader'))
    return kept.ok ? textOf(kept.value.replica.view, MAIN_FILE).toString() : kept.reason
  })

/** A page that hosts alone, with a journal, and whose appends nobody answers. */
function alone(name = 'ann') {
  const scene = new SessionScene()
  const disk = scene.disk()
  const page = scene.page(name, { disk })
  scene.run(10)
  page.server.up()
  scene.members(name)
  page.entered(name)
  page.server.saves = false
  return { scene, disk, page }
}

/** The page's browser dies. */
function die(page: ScenePage): void {
  page.journal?.die()
  page.breakLinks()
}

/** Another page of the same browser, which the server makes host. */
function reopen(scene: SessionScene, disk: JournalDisk, name: string): ScenePage {
  const page = scene.page(name, { disk })
  scene.run(10)
  return page
}

const authors = (page: ScenePage) =>
  page.session.replica.log.entries.map(({ clientId, seq }) => [clientId, seq])

describe('K1: what is not saved is on this browser’s disk soon', () => {
  test('whether it is confirmed or pending', () => {
    const { scene, disk, page } = alone()
    page.type(0, 'unsaved')
    scene.run(SOON)
    expect(textsOn(disk)).toEqual(['unsaved'])
    page.type(7, '!')
    scene.run(SOON)
    expect(textsOn(disk)).toEqual(['unsaved!'])
    expect(page.session.status().kept).toBe(true)
  })

  test('and what is saved at once never gets there', () => {
    const { scene, disk, page } = alone()
    page.server.saves = true
    for (let i = 0; i < 20; i++) {
      page.type(0, 'x')
      scene.run(20)
    }
    scene.run(SOON)
    expect(disk.images).toEqual([])
  })
})

describe('K2 K3: a page that opens', () => {
  test('shows and commits what a dead page left, under its author, and types under an author of its own', () => {
    const { scene, disk, page } = alone()
    page.type(0, 'left')
    scene.run(SOON)
    die(page)
    const again = reopen(scene, disk, 'ann2')
    expect(again.text).toBe('left')
    expect(again.notices).toEqual([{ kind: 'restored', edits: 1 }])
    again.type(4, ' and more')
    scene.run(TIMINGS.offline + 100)
    expect(again.state).toBe('offline')
    again.server.up()
    scene.members('ann2')
    again.entered('ann2', { epoch: 2 })
    again.server.acknowledge()
    expect(authors(again)).toEqual([
      [clientOf('ann'), 0],
      [clientOf('ann2'), 0],
    ])
    expect(again.text).toBe('left and more')
  })

  test('tells what was refused of a dead page’s edits too', () => {
    const { scene, disk, page } = alone()
    page.server.down()
    page.type(0, 'mine')
    scene.run(SOON)
    die(page)
    const again = reopen(scene, disk, 'ann2')
    const hal = scene.hostByHand('hal')
    again.server.up()
    scene.members('ann2', 'hal')
    again.entered('hal', { epoch: 2, stored: false })
    scene.run()
    const [host] = hal
    if (!host) throw new Error('it dialled')
    host.say(welcome([clientOf('ann')]))
    host.say({
      type: 'codeUpdate',
      entries: [{ author: 0, by: 0, seq: asSeq(0), at: 0, change: { kind: 'void', reason: 'notAllowed' } }],
    } as Message)
    scene.run()
    expect(again.notices).toContainEqual({ kind: 'refused', reason: 'notAllowed', text: 'mine' })
  })

  test('removes from the disk what is in its own journal, and what was saved after all', () => {
    const { scene, disk, page } = alone()
    page.type(0, 'left')
    scene.run(SOON)
    die(page)
    const again = reopen(scene, disk, 'ann2')
    scene.run(SOON)
    expect(textsOn(disk)).toEqual(['left'])
    again.server.up()
    scene.members('ann2')
    again.entered('ann2', { epoch: 2 })
    scene.run(1_000)
    expect(again.session.status().saved).toBe(asVersion(1))
    again.session.leave()
    scene.run(SOON)
    expect(disk.images).toEqual([])
  })
})

const welcome = (authors: readonly ClientId[] = []): Message => ({
  type: 'welcome',
  epoch: asEpoch(2),
  from: START,
  snapshot: null,
  entries: [],
  saved: START,
  authors,
  clock: 0,
})

test('K4: an edit that the disk holds in an older form is sent once the newer one is there', () => {
  const scene = new SessionScene()
  const disk = scene.disk(40)
  const bob = scene.page('bob', { disk })
  scene.run(100)
  const hal = scene.hostByHand('hal')
  bob.server.up()
  scene.members('bob', 'hal')
  bob.entered('hal', { epoch: 2, stored: false })
  scene.run()
  const [host] = hal
  if (!host) throw new Error('it dialled')
  host.say(welcome([clientOf('bob')]))
  scene.run()
  const pushes = () => host.heard.filter((message) => message.type === 'codeChange')
  bob.type(0, 'a')
  bob.type(1, 'b')
  scene.run(TIMINGS.journal + 100)
  expect(textsOn(disk)).toEqual(['ab'])
  bob.type(2, 'c')
  host.say({
    type: 'codeUpdate',
    entries: [
      {
        author: 0,
        by: 0,
        seq: asSeq(0),
        at: 0,
        change: { kind: 'edit', file: MAIN_FILE, spans: [[0, 0, 'a']] },
      },
    ],
  } as Message)
  scene.run(20)
  expect(pushes()).toHaveLength(1)
  expect(textsOn(disk)).toEqual(['ab'])
  // What is typed while it waits is another edit.
  bob.type(3, 'd')
  scene.run(60)
  expect(textsOn(disk)).toEqual(['abc'])
  expect(pushes()).toHaveLength(2)
  expect(pushes()[1]).toMatchObject({
    edits: [
      { seq: 1, change: { spans: [[1, 0, 'bc']] } },
      { seq: 2, change: { spans: [[3, 0, 'd']] } },
    ],
  })
})

test('K2: what a dead twin left stays on the disk until the living page’s own journal has it too', () => {
  const clock = new VirtualClock()
  const s = story('a')
  s.type('host', 0, 'nobody saved it')
  s.receive('a')
  const replica = s.replica('a')
  const image = written(null, new JournalPages().next(replica, []))
  let done: (written: boolean) => void = () => undefined
  let forgotten = false
  const journal = new Journal({
    env: clock.env(1),
    timings: TIMINGS,
    replica,
    show: () => undefined,
    changed: () => undefined,
    restored: () => undefined,
    port: {
      open(listener) {
        listener.ready(true)
        listener.found(image, () => {
          forgotten = true
        })
      },
      write: (_write, answer) => {
        done = answer
      },
      clear: () => undefined,
      close: () => undefined,
    },
  })
  journal.open(() => undefined)
  clock.advance(SOON)
  expect(forgotten).toBe(false)
  done(true)
  expect(forgotten).toBe(true)
})

describe('K5: a disk that fails', () => {
  test('is no reason to wait or to lose anything, and the page says that nothing is kept', () => {
    const { scene, disk, page } = alone()
    disk.full = true
    page.type(0, 'typed')
    scene.run(SOON)
    expect(page.session.status().kept).toBe(false)
    page.server.acknowledge()
    expect(page.session.status().saved).toBe(asVersion(1))
    disk.full = false
    page.type(5, ' more')
    scene.run(TIMINGS.journalRetry + SOON)
    expect(page.session.status().kept).toBe(true)
    expect(textsOn(disk)).toEqual(['typed more'])
  })

  test('or never answers does not keep the room shut', () => {
    const scene = new SessionScene()
    const page = scene.page('ann', { disk: new JournalDisk(() => undefined) })
    page.server.up()
    expect(page.server.waiting('join')).toHaveLength(0)
    scene.run(TIMINGS.journalOpen + 10)
    expect(page.server.waiting('join')).toHaveLength(1)
  })

  test('or is not there is as before journals', () => {
    const scene = new SessionScene()
    const [ann] = scene.room('ann')
    ann?.type(0, 'x')
    expect(ann?.session.status().kept).toBe(false)
  })
})

describe('K6: leaving', () => {
  test('removes what is saved', () => {
    const { scene, disk, page } = alone()
    page.type(0, 'x')
    scene.run(SOON)
    expect(disk.images).toHaveLength(1)
    page.server.acknowledge()
    page.session.leave()
    scene.run()
    expect(disk.images).toEqual([])
  })

  test('keeps what is not', () => {
    const { scene, disk, page } = alone()
    page.type(0, 'x')
    page.session.leave()
    scene.run()
    expect(textsOn(disk)).toEqual(['x'])
  })
})

test('K7: living pages of one browser leave each other’s journals alone; what one leaves in dying the other takes over', () => {
  const { scene, disk, page: ann } = alone()
  const twin = reopen(scene, disk, 'twin')
  twin.server.up()
  scene.members('ann', 'twin')
  // It never finds its host.
  twin.entered('nobody', { epoch: 2, stored: false })
  twin.type(0, 'twin ')
  ann.type(0, 'ann ')
  scene.run(TIMINGS.journal + 10)
  die(twin)
  expect(ann.notices).toContainEqual({ kind: 'restored', edits: 1 })
  expect([...ann.text.split(' ')].sort()).toEqual(['', 'ann', 'twin'])
  expect(authors(ann).sort()).toEqual([
    [clientOf('ann'), 0],
    [clientOf('twin'), 0],
  ])
})
