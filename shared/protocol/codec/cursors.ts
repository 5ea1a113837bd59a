import { assert } from '../../base/assert.ts'
import { asFileId, asVersion, type FileId } from '../../base/ids.ts'
import { CURSOR_RANGES, ROOM_UNITS } from '../limits.ts'
import type { CursorRange, WireCursor } from '../messages.ts'
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

/** Heads as they are, anchors as differences: most ranges are carets, and take one byte more than their place. */
export function writeCursor(writer: Writer, { file, version, ranges, main, top }: WireCursor): void {
  assert(ranges.length > 0 && ranges.length <= CURSOR_RANGES, 'a cursor has some ranges')
  writer.varint(file)
  writer.varint(version)
  writer.varint(top)
  writer.varint(ranges.length)
  writer.varint(main)
  for (const { anchor, head } of ranges) {
    writer.varint(head)
    writer.zigzag(anchor - head)
  }
}

/** A cursor within a text of any size that there may be; whether it fits its own text is for whoever has that. */
export function readCursor(reader: Reader): WireCursor {
  const file = readFile(reader)
  const version = asVersion(reader.varint())
  const top = readPlace(reader)
  const count = reader.count(CURSOR_RANGES)
  const main = reader.varint()
  if (main >= count) reader.fail('malformed')
  const ranges: CursorRange[] = []
  while (ranges.length < count && reader.ok) {
    const head = readPlace(reader)
    const anchor = head + reader.zigzag()
    if (anchor < 0) reader.fail('malformed')
    if (anchor > ROOM_UNITS) reader.fail('tooLarge')
    ranges.push({ anchor, head })
  }
  return { file, version, ranges, main, top }
}

/** A place in a text. */
export function readPlace(reader: Reader): number {
  const at = reader.varint()
  return at > ROOM_UNITS ? reader.fail('tooLarge') : at
}

export const readFile = (reader: Reader): FileId => asFileId(reader.natural(0xffff_ffff))
