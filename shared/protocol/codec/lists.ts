import { assert } from '../../base/assert.ts'
import { asEpoch, asVersion, type ClientId, parseClientId, type Version } from '../../base/ids.ts'
import type { Run } from '../change.ts'
import { RUNS } from '../limits.ts'
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

/** Times lie between -2^51 and 2^51 milliseconds, so that a difference of two can be written. */
const TIME_BOUND = 2 ** 51

/** A time as the difference from the one before it. */
export function writeTime(writer: Writer, at: number, before: number): void {
  assert(Math.abs(at) <= TIME_BOUND, 'a time in bounds')
  writer.zigzag(at - before)
}

export function readTime(reader: Reader, before: number): number {
  const at = before + reader.zigzag()
  return Math.abs(at) > TIME_BOUND ? reader.fail('malformed') : at
}

/** A time since 1970. */
export const readClock = (reader: Reader): number => reader.natural(TIME_BOUND)

export function writeIds(writer: Writer, ids: readonly ClientId[]): void {
  writer.varint(ids.length)
  for (const id of ids) writer.text(id)
}

export function readIds(reader: Reader, most: number): ClientId[] {
  const ids: ClientId[] = []
  for (let left = reader.count(most); left > 0 && reader.ok; left--) ids.push(reader.id(parseClientId))
  return ids
}

/** Runs as differences: neither ends nor epochs can fall. */
export function writeRuns(writer: Writer, runs: readonly Run[]): void {
  writer.varint(runs.length)
  let epoch = 0
  let end = 0
  for (const run of runs) {
    assert(run[1] > end, 'runs end ever later')
    writer.varint(run[0] - epoch)
    writer.varint(run[1] - end)
    epoch = run[0]
    end = run[1]
  }
}

/** Runs of a log of `length` entries. */
export function readRuns(reader: Reader, length: Version): Run[] {
  const runs: Run[] = []
  let epoch = 0
  let end = 0
  for (let left = reader.count(RUNS); left > 0 && reader.ok; left--) {
    epoch += reader.varint()
    const entries = reader.varint()
    end += entries
    if (epoch === 0 || epoch > Number.MAX_SAFE_INTEGER || entries === 0 || end > length) {
      reader.fail('malformed')
    }
    runs.push([asEpoch(epoch), asVersion(end)])
  }
  return runs
}
