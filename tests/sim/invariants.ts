import { MAIN_FILE } from '../../shared/base/ids.ts'
import type { Entry } from '../../shared/room/entry.ts'
import { versionOf } from '../../shared/room/replica.ts'
import { apply, cloneState, textOf } from '../../shared/room/room_state.ts'
import { hashState } from '../../shared/room/state_hash.ts'
import { foldStored } from '../../signaling/rooms/stored_room.ts'
import type { Page } from './page.ts'
import { ROOM, type World } from './world.ts'

export class Violation extends Error {
  override name = 'Violation'
}

function must(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Violation(what)
}

/** What holds at every step. */
export function checkStep(world: World): void {
  const hosts = world.living.filter((page) => page.session.status().path === 'hosting')
  const epochs = hosts.map((page) => page.session.replica.epoch)
  must(new Set(epochs).size === epochs.length, 'one authority commits in an epoch')
  for (const page of world.living) checkPage(page)
}

function checkPage(page: Page): void {
  const { replica } = page.session
  must(page.shown.eq(textOf(replica.view, MAIN_FILE)), 'the editor shows the view')
  must(replica.saved <= versionOf(replica), 'what is saved is in the log')
}

/** The costly part of what holds at every step; called now and then. */
export function checkDeep(world: World): void {
  for (const page of world.living) {
    const { replica } = page.session
    const state = cloneState(replica.doc)
    for (const { change } of replica.pending) apply(state, change)
    must(hashState(state) === hashState(replica.view), 'the view is the confirmed text and what is pending')
    checkSeqs(page)
    must(
      replica.log.entries.every(({ change }) => change.kind !== 'void'),
      'nothing is refused that nobody forbade',
    )
    let epoch = 0
    for (const entry of replica.log.entries) {
      must(entry.epoch >= epoch, 'epochs never fall along a log')
      epoch = entry.epoch
    }
  }
  checkPrefixes(world)
}

/** In log + pending each author's seqs run without gap or repeat. */
function checkSeqs(page: Page): void {
  const next = new Map<string, number>()
  const { replica } = page.session
  for (const [clientId, seq] of replica.head.seqs) next.set(clientId, seq + 1)
  for (const { clientId, seq } of [...replica.log.entries, ...replica.pending]) {
    must(seq === (next.get(clientId) ?? 0), 'each author’s seqs run without gap or repeat')
    next.set(clientId, seq + 1)
  }
}

/** Confirmed logs of one epoch are prefixes of each other. */
function checkPrefixes(world: World): void {
  const longest = new Map<number, readonly Entry[]>()
  for (const { session } of world.living) {
    const { epoch, log } = session.replica
    if (log.start > 0) continue
    const other = longest.get(epoch)
    const [short, long] =
      other && other.length < log.entries.length ? [other, log.entries] : [log.entries, other ?? log.entries]
    short.forEach((entry, i) => {
      const same = long[i]
      must(
        same !== undefined &&
          same.clientId === entry.clientId &&
          same.seq === entry.seq &&
          same.epoch === entry.epoch,
        'confirmed logs of one epoch are prefixes of each other',
      )
    })
    longest.set(epoch, long)
  }
}

/** Whether the room came to rest: everybody with a host, nothing pending, all saved, one version. */
export function isAtRest(world: World): boolean {
  const versions = new Set<string>()
  for (const { session } of world.living) {
    const { path, pending, saved, version } = session.status()
    if (path === 'none' || pending > 0 || saved < version) return false
    versions.add(`${session.replica.epoch} ${version}`)
  }
  return versions.size <= 1
}

/** What holds at rest, besides. `authored`: how many edits each page that still lives has made. */
export async function checkRest(world: World): Promise<void> {
  const [first] = world.living
  if (!first) return
  const hash = hashState(first.session.replica.doc)
  for (const page of world.living) {
    must(hashState(page.session.replica.doc) === hash, 'texts are equal at rest')
    must(page.session.replica.pending.length === 0, 'nothing is pending at rest')
    must(page.session.divergences === 0, 'nobody had to be mended')
  }
  const stored = await world.store.load(ROOM)
  must(stored !== null, 'the room is in the store')
  must(stored.version === versionOf(first.session.replica), 'everything is saved at rest')
  must(hashState(foldStored(stored).state) === hash, 'the store folds to the same text')
  const { doc } = first.session.replica
  for (const { clientId, session } of world.living) {
    const made = session.replica.self.nextSeq
    must((doc.seqs.get(clientId) ?? -1) === made - 1, 'every edit of a living page is in the log')
  }
}

/** Host and guest carry alike: while the host stays, no confirmed edit differs from what its author saw. */
export function checkCarriedAlike(world: World): void {
  for (const { session } of world.living)
    must(session.replica.exchanged === 0, 'a confirmed edit is what its author’s view showed')
}
