import { describe, expect, test } from 'vitest'
import {
  asEpoch,
  asVersion,
  type ClientId,
  MAIN_FILE,
  type UserId,
  type Version,
} from '../../../shared/base/ids.ts'
import { admitEdits } from '../../../shared/room/authority.ts'
import type { Change } from '../../../shared/room/entry.ts'
import {
  edit,
  markSaved,
  newReplica,
  noUpdate,
  type Replica,
  receive,
  rewind,
  stateAt,
  trim,
  versionOf,
} from '../../../shared/room/replica.ts'
import { lastSeq, textOf } from '../../../shared/room/room_state.ts'
import { mayJoin } from '../../../shared/room/split.ts'
import { hashState } from '../../../shared/room/state_hash.ts'
import { makeWelcome, takeWelcome } from '../../../shared/room/welcome.ts'
import { int, type Random, seeded } from '../../support/random.ts'
import { replacing } from '../../support/room_story.ts'

const LONG = 6_000
const USER = 'user-host' as UserId

/** A host whose log grows by random edits and settings, and the hash of its state at each version. */
class Grown {
  readonly replica: Replica
  readonly random: Random
  readonly hashes: number[]

  constructor(seed: number, name: string) {
    this.replica = newReplica(name as ClientId)
    this.replica.epoch = asEpoch(1)
    this.random = seeded(seed)
    this.hashes = [hashState(this.replica.doc)]
  }

  grow(entries: number): void {
    for (let i = 0; i < entries; i++) {
      edit(this.replica, this.#change(), mayJoin)
      const { replica } = this
      const pusher = { clientId: replica.self.clientId, userId: USER }
      admitEdits(replica, pusher, versionOf(replica), replica.pending, i)
      this.hashes[versionOf(replica)] = hashState(replica.doc)
    }
  }

  /** Lets go of what is pending. */
  forget(): void {
    const { replica } = this
    replica.pending = []
    replica.view = stateAt(replica, versionOf(replica))
    replica.self.nextSeq = lastSeq(replica.doc, replica.self.clientId) + 1
  }

  /** Versions of the log, of a good many looked at, at which the state differs from what it was. */
  wrong(): Version[] {
    const { replica, hashes } = this
    const versions: Version[] = []
    for (let v: number = replica.log.start; v <= versionOf(replica); v += v % 1_024 < 3 ? 1 : 251)
      versions.push(asVersion(v))
    return versions.filter((version) => hashState(stateAt(replica, version)) !== hashes[version])
  }

  #change(): Change {
    const { length } = textOf(this.replica.view, MAIN_FILE)
    if (this.random() < 0.05) return { kind: 'language', language: this.random() < 0.5 ? 'java' : 'cpp' }
    const at = int(this.random, 0, length)
    const remove = this.random() < 0.4 ? Math.min(int(this.random, 1, 3), length - at) : 0
    const insert = remove > 0 ? '' : this.random() < 0.1 ? '\n' : 'ab'
    return { kind: 'edit', file: MAIN_FILE, changes: replacing(length, at, remove, insert) }
  }
}

describe('E17: the state at a version is the fold of the log up to there', () => {
  test('along a long log, however much of it was cut', () => {
    const host = new Grown(1, 'client-host')
    for (let saved = 0; saved <= LONG; saved += 1_500) {
      host.grow(1_500)
      markSaved(host.replica, asVersion(saved))
      trim(host.replica)
      expect(host.wrong()).toEqual([])
    }
    expect(host.replica.log.start).toBeGreaterThan(0)
    expect(host.replica.marks.length).toBeGreaterThan(1)
  })

  test('after a part of it was taken back and others came in its place', () => {
    const host = new Grown(2, 'client-host')
    host.grow(3_500)
    for (const to of [2_500, 2_048, 2_047, 1_000]) {
      rewind(host.replica, asVersion(to))
      expect(host.wrong()).toEqual([])
      host.forget()
      host.grow(1_500)
      expect(host.wrong()).toEqual([])
    }
  })

  test('after another log took its place', () => {
    const host = new Grown(3, 'client-host')
    host.grow(LONG)
    markSaved(host.replica, asVersion(LONG))
    trim(host.replica)
    const other = new Grown(4, 'client-other')
    other.grow(3_000)
    const joiner = { runs: [], floor: asVersion(0) }
    const update = noUpdate()
    expect(takeWelcome(other.replica, makeWelcome(host.replica, joiner, 0), update).ok).toBe(true)
    expect(other.replica.log.start).toBe(LONG)
    expect(hashState(other.replica.doc)).toBe(host.hashes[LONG])
    other.hashes[LONG] = hashState(host.replica.doc)
    other.forget()
    other.grow(20)
    for (let version = LONG; version <= LONG + 20; version++)
      expect(hashState(stateAt(other.replica, asVersion(version)))).toBe(other.hashes[version])
  })

  test('many authors do not make it remember more than its entries', () => {
    const replica = newReplica('client-host' as ClientId)
    const AUTHORS = 5_000
    for (let i = 0; i < AUTHORS; i++) replica.doc.seqs.set(`author-${i}` as ClientId, 0 as never)
    for (let seq = 0; seq < 2 * AUTHORS; seq++) {
      const change: Change = { kind: 'edit', file: MAIN_FILE, changes: replacing(seq, seq, 0, 'x') }
      const clientId = replica.self.clientId
      const entry = { clientId, seq: seq as never, change, epoch: asEpoch(1), by: clientId, at: seq }
      receive(replica, entry, noUpdate())
    }
    expect(replica.marks).toHaveLength(1)
  })
})
