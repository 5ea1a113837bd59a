import type { ClientId } from '../../shared/base/ids.ts'
import { isSameCursor } from '../../shared/room/cursor.ts'
import type { Entry } from '../../shared/room/entry.ts'
import { versionOf } from '../../shared/room/replica.ts'
import { apply, cloneState, lastSeq } from '../../shared/room/room_state.ts'
import { hashState } from '../../shared/room/state_hash.ts'
import { foldStored } from '../../signaling/rooms/stored_room.ts'
import { type Ledger, nameOf } from './ledger.ts'
import type { Page } from './page.ts'
import { ROOM } from './room_id.ts'
import type { World } from './world.ts'

export class Violation extends Error {
  override name = 'Violation'
}

function must(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Violation(what)
}

/** What holds at every step. */
export function checkStep(world: World, { hosts }: Ledger): void {
  if (world.server.fault !== null) throw world.server.fault
  must(!world.isOverheard, 'nobody but its members reads what is typed in a private room')
  for (const page of world.living) {
    checkPage(page)
    if (page.session.status().path !== 'hosting') continue
    const { epoch } = page.session.replica
    must((hosts.get(epoch) ?? page) === page, 'one authority commits in an epoch')
    hosts.set(epoch, page)
  }
}

function checkPage(page: Page): void {
  const { session, watch } = page
  const { replica } = session
  must(replica.saved <= versionOf(replica), 'what is saved is in the log')
  if (watch.look()) checkShown(page)
  must(!watch.fell, 'versions never fall in an epoch')
}

function checkShown(page: Page): void {
  for (const { file, text } of page.session.replica.view.files.values())
    must(page.textOf(file).eq(text), 'the editor shows the view')
}

/** The costly part of what holds at every step; called now and then. */
export async function checkDeep(world: World, ledger: Ledger): Promise<void> {
  const authors = new Map(world.pages.map((page) => [page.clientId, page]))
  for (const page of world.living) {
    const { replica } = page.session
    checkShown(page)
    const state = cloneState(replica.doc)
    for (const { change } of replica.pending) apply(state, change)
    must(hashState(state) === hashState(replica.view), 'the view is the confirmed text and what is pending')
    checkSeqs(page)
    let epoch = 0
    for (const entry of replica.log.entries) {
      must(entry.change.kind !== 'void', 'nothing is refused that nobody forbade')
      must(entry.epoch >= epoch, 'epochs never fall along a log')
      epoch = entry.epoch
      checkAuthor(entry, authors)
    }
  }
  checkPrefixes(world)
  await checkStore(world, ledger)
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

/** What a page types bears its mark: an edit keeps its author. */
function checkAuthor({ clientId, change }: Entry, authors: ReadonlyMap<ClientId, Page>): void {
  if (change.kind !== 'edit' || !change.spans) return
  const mark = authors.get(clientId)?.mark
  for (const [, , insert] of change.spans)
    for (const found of insert.match(/[\u3400-\u37ff]/g) ?? [])
      must(mark?.includes(found) === true, 'every edit keeps its author')
}

/** Confirmed logs of one epoch are prefixes of each other. */
function checkPrefixes(world: World): void {
  const longest = new Map<number, { readonly start: number; readonly entries: readonly Entry[] }>()
  for (const { session } of world.living) {
    const { epoch, log } = session.replica
    const other = longest.get(epoch)
    if (other)
      for (const [i, entry] of log.entries.entries()) {
        const same = other.entries[i + log.start - other.start]
        must(
          !same || nameOf(same) === nameOf(entry),
          'confirmed logs of one epoch are prefixes of each other',
        )
      }
    if (!other || other.start + other.entries.length < log.start + log.entries.length) longest.set(epoch, log)
  }
}

/** What the store had it keeps, and what a page takes for saved is in it. */
async function checkStore(world: World, ledger: Ledger): Promise<void> {
  const wrong = await ledger.read()
  must(wrong === null, wrong ?? '')
  // What a page heard was saved stays so for it until its host finds out that the store lost it.
  if (world.counts.losses > 0) return
  for (const { session } of world.living) {
    const { log, saved } = session.replica
    must(saved <= ledger.stored.length, 'what is called saved is in the store')
    for (const [i, entry] of log.entries.slice(0, Math.max(0, saved - log.start)).entries()) {
      const stored = ledger.stored[log.start + i]
      must(stored === undefined || stored === nameOf(entry), 'what is saved of a log is the store’s log')
    }
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
  return versions.size === 1
}

/** What holds at rest, besides. */
export async function checkRest(world: World, { saved }: Ledger): Promise<void> {
  const [first] = world.living
  must(first !== undefined, 'somebody lives at rest')
  const { doc } = first.session.replica
  const hash = hashState(doc)
  for (const page of world.living) {
    must(hashState(page.session.replica.doc) === hash, 'texts are equal at rest')
    must(page.session.replica.pending.length === 0, 'nothing is pending at rest')
    must(page.session.divergences === 0, 'nobody had to be mended')
    const made = page.session.replica.self.nextSeq
    must(lastSeq(doc, page.clientId) === made - 1, 'every edit of a living page is in the log')
    for (const [clientId, seq] of page.watch.held)
      must(lastSeq(doc, clientId) >= seq, 'every edit that a living page ever held is in the log')
    for (const [clientId, seq] of page.browser.kept)
      must(lastSeq(doc, clientId) >= seq, 'every edit that a dead page left on its disk is in the log')
  }
  for (const [clientId, seq] of saved)
    must(lastSeq(doc, clientId) >= seq, 'every edit that was ever saved is in the log')
  const kept = await world.store.load(ROOM)
  must(kept !== null, 'the room is in the store')
  const stored = world.inClear(kept)
  must(stored !== null, 'whoever owns the room can read what is stored')
  must(stored.version === versionOf(first.session.replica), 'everything is saved at rest')
  must(hashState(foldStored(stored).state) === hash, 'the store folds to the same text')
}

/** Whether every page shows each other living one's cursor exactly where its owner's is. */
export function areCursorsRight(world: World): boolean {
  return world.living.every((looker) => {
    const shown = new Map(looker.session.presence.cursors.map((cursor) => [cursor.clientId, cursor]))
    return world.living.every((owner) => {
      if (owner === looker || owner.cursor === null) return true
      const cursor = shown.get(owner.clientId)
      return cursor !== undefined && isSameCursor(cursor, owner.cursor)
    })
  })
}

/** Host and guest carry alike: while the host stays, no confirmed edit differs from what its author saw. */
export function checkCarriedAlike(world: World): void {
  for (const { session } of world.living)
    must(session.replica.exchanged === 0, 'a confirmed edit is what its author’s view showed')
}
