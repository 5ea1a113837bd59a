import { assert } from '../../base/assert.ts'
import { asEpoch, asVersion, type ClientId, type Epoch, NO_EPOCH } from '../../base/ids.ts'
import type { Run, WireEntry, WireSnapshot } from '../change.ts'
import { AUTHORS, ENTRIES } from '../limits.ts'
import type { UpdateEntry, Welcome } from '../messages.ts'
import { readEntries, writeEntries } from './edits.ts'
import { readClock, readIds, readRuns, writeIds, writeRuns } from './lists.ts'
import type { Reader } from './reader.ts'
import { readSnapshot, writeSnapshot } from './snapshots.ts'
import type { Writer } from './writer.ts'

/** The entries name their authors by place in one table: the link's list, then those that it lacks. */
export function writeWelcome(writer: Writer, welcome: Welcome): void {
  writer.varint(welcome.epoch)
  writer.varint(welcome.clock)
  writer.varint(welcome.saved)
  if (welcome.snapshot === null) {
    writer.byte(0)
    writer.varint(welcome.from)
  } else {
    assert(welcome.snapshot.version === welcome.from, 'the snapshot is where the entries begin')
    writer.byte(1)
    writeSnapshot(writer, welcome.snapshot)
  }
  const places = new Map<ClientId, number>()
  for (const [i, id] of welcome.authors.entries()) places.set(id, i)
  const others: ClientId[] = []
  const placeOf = (id: ClientId): number => {
    const known = places.get(id)
    if (known !== undefined) return known
    const next = welcome.authors.length + others.length
    places.set(id, next)
    others.push(id)
    return next
  }
  const entries: UpdateEntry[] = welcome.entries.map(({ clientId, by, seq, at, change }) => {
    return { author: placeOf(clientId), by: placeOf(by), seq, at, change }
  })
  writeIds(writer, welcome.authors)
  writeIds(writer, others)
  writer.varint(entries.length)
  writeRuns(writer, runsOf(welcome.entries))
  writeEntries(writer, null, entries)
}

function runsOf(entries: readonly WireEntry[]): Run[] {
  const runs: Run[] = []
  let end = 0
  let epoch = entries[0]?.epoch ?? NO_EPOCH
  for (const entry of entries) {
    if (entry.epoch !== epoch) {
      runs.push([epoch, asVersion(end)])
      epoch = entry.epoch
    }
    end++
  }
  if (end > 0) runs.push([epoch, asVersion(end)])
  return runs
}

/** A welcome whose epochs never fall, from the snapshot over the entries to its own; meaningless after a fault. */
export function readWelcome(reader: Reader): Welcome {
  const epoch = asEpoch(reader.varint())
  const clock = readClock(reader)
  const saved = asVersion(reader.varint())
  const whole = reader.pick([false, true], false)
  const snapshot: WireSnapshot | null = whole ? readSnapshot(reader) : null
  const from = snapshot === null ? asVersion(reader.varint()) : snapshot.version
  const authors = readIds(reader, AUTHORS)
  const others = readIds(reader, ENTRIES)
  const count = reader.count(ENTRIES)
  const runs = readRuns(reader, asVersion(count))
  const entries = named(reader, readEntries(reader, null), runs, [...authors, ...others])
  if (entries.length !== count || (runs.at(-1)?.[1] ?? 0) !== count) reader.fail('malformed')
  const held: Epoch = snapshot?.runs.at(-1)?.[0] ?? NO_EPOCH
  if ((runs[0]?.[0] ?? epoch) < held || (runs.at(-1)?.[0] ?? held) > epoch) reader.fail('malformed')
  return { type: 'welcome', epoch, clock, saved, from, snapshot, authors, entries }
}

/** Gives every entry its author's name and its epoch. */
function named(
  reader: Reader,
  entries: readonly UpdateEntry[],
  runs: readonly Run[],
  ids: readonly ClientId[],
): WireEntry[] {
  const out: WireEntry[] = []
  let run = 0
  for (const entry of entries) {
    while (out.length >= (runs[run]?.[1] ?? Number.POSITIVE_INFINITY)) run++
    const clientId = ids[entry.author]
    const by = ids[entry.by]
    if (clientId === undefined || by === undefined || entry.at < 0) {
      reader.fail('malformed')
      break
    }
    out.push({
      clientId,
      by,
      seq: entry.seq,
      epoch: runs[run]?.[0] ?? NO_EPOCH,
      at: entry.at,
      change: entry.change,
    })
  }
  return out
}
