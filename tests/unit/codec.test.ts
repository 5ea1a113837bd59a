import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asEpoch, asFileId, asSeq, asVersion, type ClientId, type UserId } from '../../shared/base/ids.ts'
import type { Span, WireChange, WireEntry, WireSnapshot } from '../../shared/protocol/change.ts'
import { AUTHOR, BY, SEQ } from '../../shared/protocol/codec/changes.ts'
import { decodeMessage, encodeMessage } from '../../shared/protocol/codec/messages.ts'
import { Reader } from '../../shared/protocol/codec/reader.ts'
import {
  decodeEntry,
  decodeSnapshot,
  encodeEntry,
  encodeSnapshot,
} from '../../shared/protocol/codec/store.ts'
import { readText, textBytes, writeText } from '../../shared/protocol/codec/text.ts'
import { Writer } from '../../shared/protocol/codec/writer.ts'
import { familyOf } from '../../shared/protocol/family.ts'
import * as limits from '../../shared/protocol/limits.ts'
import { FAMILIES, type Message, type UpdateEntry, type Welcome } from '../../shared/protocol/messages.ts'
import { change, entry, MESSAGES, natural, SELF, snapshot } from '../support/wire.ts'

const MALFORMED = { ok: false, reason: 'malformed' }
const TOO_LARGE = { ok: false, reason: 'tooLarge' }
const OTHER = 'Other-0001' as ClientId

const insertion = (insert: string, skip = 0): WireChange => ({
  kind: 'edit',
  file: asFileId(0),
  spans: [[skip, 0, insert]],
})
const push = (...changes: WireChange[]): Message => ({
  type: 'codeChange',
  base: asVersion(0),
  edits: changes.map((change, i) => ({ clientId: SELF, seq: asSeq(i), change })),
})
const update = (...entries: UpdateEntry[]): Message => ({ type: 'codeUpdate', entries })
const committed = (change: WireChange, at = 0): UpdateEntry => ({
  author: 0,
  by: 0,
  seq: asSeq(0),
  at,
  change,
})
const written = (write: (writer: Writer) => void): Uint8Array => {
  const writer = new Writer()
  write(writer)
  return writer.finish()
}
const replaced = (bytes: Uint8Array, at: number, byte: number): Uint8Array => {
  const copy = bytes.slice()
  copy[at] = byte
  return copy
}
const codeOf = (type: Message['type']): number =>
  encodeMessage(fc.sample(MESSAGES[type], 1)[0] as Message, SELF)[0] ?? -1
/** A message by hand: its type, then naturals, each a varint; strings as texts; arrays as they are. */
const byHand = (type: Message['type'], ...parts: (number | string | readonly number[])[]): Uint8Array =>
  written((writer) => {
    writer.byte(codeOf(type))
    for (const part of parts) {
      if (typeof part === 'number') writer.varint(part)
      else if (typeof part === 'string') writer.text(part)
      else for (const byte of part) writer.byte(byte)
    }
  })
/** Head bytes: the kind's place and the flags that only an edit by hand can have. */
const EDIT = 0
const LANGUAGE = 1
const ROLE = 6
const VOID = 7
const FILE = 8
const ONE = 16

describe('texts', () => {
  test('C1: every string of JavaScript comes back as it was', () => {
    const units = fc.array(
      fc.oneof(
        fc.integer({ min: 0xd7f0, max: 0xe010 }),
        fc.integer({ min: 0, max: 0xffff }),
        fc.nat({ max: 200 }),
      ),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(units, (list) => {
        const text = String.fromCharCode(...list)
        const bytes = new Uint8Array(textBytes(text))
        expect(writeText(text, bytes, 0)).toBe(bytes.length)
        expect(readText(bytes, 0, bytes.length)).toBe(text)
      }),
      { numRuns: 2_000 },
    )
  })

  test('C1: well-formed text is UTF-8 to the byte', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        const bytes = new Uint8Array(textBytes(text))
        writeText(text, bytes, 0)
        expect(Buffer.from(bytes).equals(Buffer.from(text, 'utf8'))).toBe(true)
      }),
    )
  })

  test('C1: bytes give a text only when that text gives the bytes', () => {
    const byte = fc.oneof(
      fc.nat({ max: 255 }),
      fc.constantFrom(0x80, 0xbf, 0xc2, 0xed, 0xa0, 0xb0, 0xf0, 0xf4, 0x90),
    )
    let read = 0
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 8 }), (list) => {
        const bytes = Uint8Array.from(list)
        const text = readText(bytes, 0, bytes.length)
        if (text === null) return
        read++
        const back = new Uint8Array(textBytes(text))
        writeText(text, back, 0)
        expect(back).toEqual(bytes)
      }),
      { numRuns: 5_000 },
    )
    expect(read).toBeGreaterThan(500)
  })

  test.each([
    ['a continuation alone', [0x80]],
    ['overlong in two', [0xc0, 0x80]],
    ['overlong in two, the last', [0xc1, 0xbf]],
    ['overlong in three', [0xe0, 0x9f, 0xbf]],
    ['overlong in four', [0xf0, 0x8f, 0xbf, 0xbf]],
    ['beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
    ['a byte that starts nothing', [0xff]],
    ['cut off', [0x61, 0xe2, 0x80]],
    ['continued with something else', [0xe2, 0x28, 0xa1]],
    ['a pair in six bytes', [0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80]],
  ])('C2: no text: %s', (_, list) => {
    const bytes = Uint8Array.from(list)
    expect(readText(bytes, 0, bytes.length)).toBeNull()
    const long = Uint8Array.from([...new Array(5_000).fill(0x61), ...list])
    expect(readText(long, 0, long.length)).toBeNull()
  })

  test('C1: pairs and lone surrogates around the edges of a chunk', () => {
    for (const length of [4_093, 4_094, 4_095, 4_096, 4_097, 8_191, 8_192]) {
      for (const middle of ['😀', '\ud83d', '\ude00', '\ude00\ud83d', '漢']) {
        const text = 'x'.repeat(length) + middle + 'y'.repeat(5_000)
        const bytes = new Uint8Array(textBytes(text))
        writeText(text, bytes, 0)
        expect(readText(bytes, 0, bytes.length) === text).toBe(true)
      }
    }
    const halves = Uint8Array.from([...new Array(4_095).fill(0x61), 0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80])
    expect(readText(halves, 0, halves.length)).toBeNull()
  })
})

describe('numbers', () => {
  test('C3: naturals up to 2^53 - 1 come back, as short as they can be', () => {
    fc.assert(
      fc.property(natural(), (value) => {
        const bytes = written((writer) => writer.varint(value))
        const reader = new Reader(bytes)
        expect(reader.varint()).toBe(value)
        expect(reader.finish(0).ok).toBe(true)
        expect(bytes).toHaveLength(Math.max(1, Math.ceil(value.toString(2).length / 7)))
      }),
    )
  })

  test('C3: whole numbers of either sign come back', () => {
    const most = 2 ** 52
    for (const value of [0, -1, 1, 63, -64, 64, most - 1, -most, 2 ** 31, -(2 ** 31), 2 ** 32 + 1]) {
      expect(new Reader(written((writer) => writer.zigzag(value))).zigzag()).toBe(value)
    }
  })

  test.each([
    ['2^53', [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10]],
    ['without end', new Array(20).fill(0xff)],
    ['cut off', [0x80]],
    ['longer than it needs', [0x80, 0x00]],
    ['absent', []],
  ])('C3: no number: %s', (_, list) => {
    const reader = new Reader(Uint8Array.from(list))
    expect(reader.varint()).toBe(0)
    expect(reader.finish(0)).toEqual(MALFORMED)
  })

  test('C3: what is no natural number cannot be written', () => {
    for (const value of [-1, 0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY]) {
      expect(() => written((writer) => writer.varint(value))).toThrow('a natural number')
    }
  })

  test('C4: the first fault sticks, and every read after it answers nothing', () => {
    const reader = new Reader(Uint8Array.of(5, 1, 2, 3))
    reader.fail('tooLarge')
    reader.fail('malformed')
    expect([
      reader.byte(),
      reader.varint(),
      reader.zigzag(),
      reader.text(9),
      reader.more,
      reader.left,
    ]).toEqual([0, 0, 0, '', false, 0])
    expect(reader.finish(1)).toEqual(TOO_LARGE)
  })
})

describe('messages', () => {
  for (const [type, messages] of Object.entries(MESSAGES)) {
    test(`C5: ${type} comes back as it was`, () => {
      fc.assert(
        fc.property(messages, fc.boolean(), (message, named) => {
          const self = named ? SELF : null
          const bytes = encodeMessage(message, self)
          expect(decodeMessage(bytes, self)).toStrictEqual({ ok: true, value: message })
        }),
        { numRuns: 150 },
      )
    })
  }

  test('C5: entries and snapshots of the store come back as they were', () => {
    fc.assert(
      fc.property(entry, (one) => {
        expect(decodeEntry(encodeEntry(one))).toStrictEqual({ ok: true, value: one })
      }),
    )
    fc.assert(
      fc.property(snapshot, (one) => {
        expect(decodeSnapshot(encodeSnapshot(one))).toStrictEqual({ ok: true, value: one })
      }),
    )
  })

  test('C5: a result does not change when the next message is written', () => {
    const first = encodeMessage({ type: 'ping', nonce: 77 })
    encodeMessage({ type: 'saved', version: asVersion(2 ** 40) })
    expect(decodeMessage(first)).toEqual({ ok: true, value: { type: 'ping', nonce: 77 } })
  })

  test('C6: a typed character is 13 bytes to the host and 15 from it, with all numbers large', () => {
    const typed: Message = {
      type: 'codeChange',
      base: asVersion(2_000_000),
      edits: [{ clientId: SELF, seq: asSeq(2_000_000), change: insertion('x', 2_000_000) }],
    }
    const bytes = encodeMessage(typed, SELF)
    expect(bytes).toHaveLength(13)
    expect(decodeMessage(bytes, SELF)).toStrictEqual({ ok: true, value: typed })

    const day = 24 * 3_600_000
    const passed = update({
      author: 127,
      by: 127,
      seq: asSeq(2_000_000),
      at: 1.5 * day,
      change: insertion('x', 2_000_000),
    })
    const back = encodeMessage(passed)
    expect(back).toHaveLength(15)
    expect(decodeMessage(back)).toStrictEqual({ ok: true, value: passed })
  })

  test('C6: an entry kept by the store is 28 bytes for a typed character', () => {
    const one: WireEntry = {
      clientId: SELF,
      by: SELF,
      seq: asSeq(2_000_000),
      epoch: asEpoch(100),
      at: 1_800_000_000_000,
      change: insertion('x', 2_000_000),
    }
    expect(encodeEntry(one)).toHaveLength(28)
  })

  test('C7: an edit without a name is the link’s own, and malformed where the link has none', () => {
    const bytes = encodeMessage(push(insertion('x')), SELF)
    expect(decodeMessage(bytes, OTHER)).toMatchObject({ value: { edits: [{ clientId: OTHER }] } })
    expect(decodeMessage(bytes)).toEqual(MALFORMED)
  })

  test('C8: one byte more, or one less, is not the message', () => {
    for (const messages of Object.values(MESSAGES)) {
      for (const message of fc.sample(messages, 10)) {
        const bytes = encodeMessage(message, SELF)
        const open = message.type.endsWith('Change') || message.type.endsWith('Update')
        // A push runs to its end, so what is cut off it may leave fewer edits, never the same ones.
        const less = decodeMessage(bytes.subarray(0, -1), SELF)
        if (!open) expect(less).toEqual(MALFORMED)
        else if (less.ok) expect(less.value).not.toEqual(message)
        expect(decodeMessage(Uint8Array.from([...bytes, 0xff]), SELF).ok).toBe(false)
        if (!open && message.type !== 'welcome') {
          expect(decodeMessage(Uint8Array.from([...bytes, 0]), SELF)).toEqual(MALFORMED)
        }
      }
    }
    expect(decodeMessage(new Uint8Array(0))).toEqual(MALFORMED)
    const kept = encodeEntry(fc.sample(entry, 1)[0] as WireEntry)
    expect(decodeEntry(Uint8Array.from([...kept, 0]))).toEqual(MALFORMED)
    expect(decodeEntry(kept.subarray(0, -1))).toEqual(MALFORMED)
  })

  test('C9: what the store keeps begins with its format, and another format is malformed', () => {
    const one = encodeEntry(fc.sample(entry, 1)[0] as WireEntry)
    const all = encodeSnapshot(fc.sample(snapshot, 1)[0] as WireSnapshot)
    expect([one[0], all[0]]).toEqual([1, 1])
    expect(decodeEntry(replaced(one, 0, 2))).toEqual(MALFORMED)
    expect(decodeSnapshot(replaced(all, 0, 0))).toEqual(MALFORMED)
  })

  test('C10: every change has one family, and no other family’s messages carry it', () => {
    fc.assert(
      fc.property(change, (one) => {
        for (const family of FAMILIES) {
          const fits = familyOf(one) === family
          const entries = [committed(one)]
          const edits = [{ clientId: SELF, seq: asSeq(0), change: one }]
          const downward = () => encodeMessage({ type: `${family}Update`, entries })
          const upward = () => encodeMessage({ type: `${family}Change`, base: asVersion(0), edits }, SELF)
          if (fits) expect(decodeMessage(downward()).ok).toBe(true)
          else expect(downward).toThrow('family')
          if (fits) expect(decodeMessage(upward(), SELF).ok).toBe(true)
          else expect(upward).toThrow('family')

          const bytes = encodeMessage({ type: `${familyOf(one)}Update`, entries })
          const moved = decodeMessage(replaced(bytes, 0, codeOf(`${family}Update`)))
          if (fits) expect(moved.ok).toBe(true)
          else expect(moved).toEqual(MALFORMED)
        }
      }),
    )
    expect(decodeMessage(byHand('fileChange', 0, [VOID, 0]), SELF)).toEqual(MALFORMED)
    expect(decodeMessage(byHand('roleChange', 0, [LANGUAGE, 0]), SELF)).toEqual(MALFORMED)
  })
})

describe('malformed', () => {
  const own = (...parts: (number | string | readonly number[])[]) => byHand('codeChange', 0, ...parts)

  test('C11: the hand writes what the encoder writes', () => {
    expect(own([EDIT | ONE], 7, 2, [0x61])).toEqual(encodeMessage(push(insertion('a', 7)), SELF))
  })

  test.each([
    ['an unknown type', Uint8Array.of(200)],
    ['a place that does nothing', own([EDIT | ONE], 5, 0)],
    ['a remove of nothing', own([EDIT | ONE], 5, 3, 0, [0x61])],
    ['a carriage return', own([EDIT | ONE], 0, 2, [0x0d])],
    ['bytes that are no text', own([EDIT | ONE], 0, 2, [0xff])],
    ['an insert longer than the message', own([EDIT | ONE], 0, 8, [0x61])],
    ['more places than the message holds', own([EDIT], 3, 1, 1, 1)],
    ['a file over 32 bits', own([EDIT | ONE | FILE], 2 ** 32, 0, 2, [0x61])],
    ['the main file by name', own([EDIT | ONE | FILE], 0, 0, 2, [0x61])],
    ['a pusher in a push', own([EDIT | ONE | BY], 0, 2, [0x61])],
    ['a seq after the last', own([EDIT | ONE | SEQ], 2 ** 53 - 1, 0, 2, [0x61], [EDIT | ONE], 0, 2, [0x61])],
    ['an author that is no id', own([EDIT | ONE | AUTHOR], 'a b c', 0, 2, [0x61])],
    ['an author too short', own([EDIT | ONE | AUTHOR], 'abc', 0, 2, [0x61])],
    ['a language with a file', byHand('languageChange', 0, [LANGUAGE | FILE], 1, [0])],
    ['a language with a place', byHand('languageChange', 0, [LANGUAGE | ONE, 0])],
    ['an unknown language', byHand('languageChange', 0, [LANGUAGE, 99])],
    ['a role with a file', byHand('roleChange', 0, [ROLE | FILE], 1, 'user', [0])],
    ['an unknown role', byHand('roleChange', 0, [ROLE], 'user', [9])],
    ['an unknown reason', byHand('denied', [250])],
    ['neither yes nor no', byHand('typing', [2])],
    ['no id', byHand('userTyping', 'not an id', [1])],
    ['a cursor without ranges', byHand('cursorChange', 0, 1, 0, 0, 0)],
    ['a main range that is not there', byHand('cursorChange', 0, 1, 0, 1, 1, 5, 0)],
    ['a selection from before the text', byHand('cursorChange', 0, 1, 0, 1, 0, 5, 11)],
    ['a cursor in a file over 32 bits', byHand('cursorChange', 2 ** 32, 1, 0, 1, 0, 5, 0)],
    ['an id of 33', byHand('userTyping', 'a'.repeat(33), [1])],
    ['a floor above the version', byHand('join', 1, 5, 6, 'client', 0)],
    ['a run of nothing', byHand('join', 1, 5, 0, 'client', 1, 1, 0)],
    ['a run of epoch 0', byHand('join', 1, 5, 0, 'client', 1, 0, 5)],
    ['a run past the version', byHand('join', 1, 5, 0, 'client', 1, 1, 6)],
    ['an epoch past 2^53', byHand('join', 1, 5, 0, 'client', 2, 2 ** 53 - 1, 1, 1, 1)],
    ['a time out of bounds', byHand('codeUpdate', [EDIT | ONE], 2 ** 53 - 1, 0, 2, [0x61])],
    ['entries without runs', byHand('welcome', 1, 0, 0, [0], 0, 0, 1, 'client', 1, 0, [EDIT], 0, 0)],
    ['runs without entries', byHand('welcome', 1, 0, 0, [0], 0, 0, 1, 'client', 1, 1, 1, 1)],
    ['an author out of the table', byHand('welcome', 1, 0, 0, [0], 0, 0, 0, 1, 1, 1, 1, [EDIT], 0, 0)],
    ['an entry before 1970', byHand('welcome', 1, 0, 0, [0], 0, 0, 1, 'client', 1, 1, 1, 1, [EDIT], 1, 0)],
    [
      'an entry of a later epoch',
      byHand('welcome', 1, 0, 0, [0], 0, 0, 1, 'client', 1, 1, 2, 1, [EDIT], 0, 0),
    ],
  ])('C11: malformed: %s', (_, bytes) => {
    expect(decodeMessage(bytes, SELF)).toEqual(MALFORMED)
  })

  test('C11 C12: a cursor in good order is read, with as many ranges as it may have and no more', () => {
    expect(decodeMessage(byHand('cursorChange', 0, 1, 0, 1, 0, 5, 9))).toMatchObject({
      ok: true,
      value: { cursor: { ranges: [{ anchor: 0, head: 5 }], main: 0, top: 0 } },
    })
    const ranges = (count: number) => Array.from({ length: 2 * count }, () => 0)
    const whole = (count: number) =>
      decodeMessage(byHand('cursorChange', 0, 1, 0, count, 0, ...ranges(count)))
    expect(whole(limits.CURSOR_RANGES).ok).toBe(true)
    expect(whole(limits.CURSOR_RANGES + 1)).toEqual({ ok: false, reason: 'tooLarge' })
    for (const place of [limits.ROOM_UNITS, limits.ROOM_UNITS + 1])
      for (const bytes of [
        byHand('cursorChange', 0, 1, place, 1, 0, 5, 0),
        byHand('cursorChange', 0, 1, 0, 1, 0, place, 0),
        byHand('cursorChange', 0, 1, 0, 1, 0, 0, 2 * place),
        byHand('summon', 0, 1, place),
      ])
        expect(decodeMessage(bytes).ok).toBe(place === limits.ROOM_UNITS)
  })

  test('C11: the same welcome in good order is read', () => {
    const bytes = byHand('welcome', 1, 0, 0, [0], 0, 0, 1, 'client', 1, 1, 1, 1, [EDIT], 0, 0)
    expect(decodeMessage(bytes)).toMatchObject({
      ok: true,
      value: { entries: [{ clientId: 'client', epoch: 1, at: 0 }] },
    })
  })

  test('C11: epochs do not fall from a snapshot to the entries after it', () => {
    const epochs = (first: number, second: number): Welcome => ({
      type: 'welcome',
      epoch: asEpoch(9),
      from: asVersion(3),
      snapshot: { ...empty, version: asVersion(3), runs: [[asEpoch(first), asVersion(3)]] },
      entries: [
        { clientId: SELF, by: SELF, seq: asSeq(0), epoch: asEpoch(second), at: 1, change: insertion('x') },
      ],
      saved: asVersion(0),
      authors: [],
      clock: 0,
    })
    expect(decodeMessage(encodeMessage(epochs(4, 4))).ok).toBe(true)
    expect(decodeMessage(encodeMessage(epochs(5, 4)))).toEqual(MALFORMED)
  })

  test('C11: in a snapshot nothing comes twice', () => {
    const id = 'user' as UserId
    const file = { file: asFileId(1), name: '', lineEnd: '\n', deleted: false, text: '' } as const
    expect(decodeSnapshot(encodeSnapshot(empty)).ok).toBe(true)
    expect(
      decodeSnapshot(
        encodeSnapshot({
          ...empty,
          seqs: [
            [SELF, asSeq(1)],
            [SELF, asSeq(2)],
          ],
        }),
      ),
    ).toEqual(MALFORMED)
    expect(
      decodeSnapshot(
        encodeSnapshot({
          ...empty,
          roles: [
            [id, 'owner'],
            [id, 'editor'],
          ],
        }),
      ),
    ).toEqual(MALFORMED)
    expect(decodeSnapshot(encodeSnapshot({ ...empty, files: [file, file] }))).toEqual(MALFORMED)
    expect(decodeSnapshot(encodeSnapshot({ ...empty, files: [{ ...file, text: 'a\r\n' }] }))).toEqual(
      MALFORMED,
    )
  })

  test('C11: an entry of the store in no epoch, or without its author’s name', () => {
    const one: WireEntry = {
      clientId: SELF,
      by: SELF,
      seq: asSeq(0),
      epoch: asEpoch(1),
      at: 0,
      change: insertion('x'),
    }
    const bytes = encodeEntry(one)
    expect(decodeEntry(bytes).ok).toBe(true)
    expect(decodeEntry(encodeEntry({ ...one, epoch: asEpoch(0) }))).toEqual(MALFORMED)
    expect(decodeEntry(replaced(bytes, 1, (bytes[1] ?? 0) & ~AUTHOR))).toEqual(MALFORMED)
    expect(decodeEntry(replaced(bytes, 1, (bytes[1] ?? 0) & ~SEQ))).toEqual(MALFORMED)
  })
})

const empty: WireSnapshot = {
  version: asVersion(0),
  runs: [],
  seqs: [],
  language: 'java',
  roles: [],
  files: [],
}

describe('limits', () => {
  const many = <T>(length: number, make: (i: number) => T): T[] => Array.from({ length }, (_, i) => make(i))
  const idOf = (i: number): ClientId => `id${String(i).padStart(8, '0')}` as ClientId
  const spans = (count: number): Span[] => many(count, () => [1, 1, ''])
  const edit = (list: readonly Span[]): WireChange => ({ kind: 'edit', file: asFileId(0), spans: list })
  const fileNamed = (name: string): Message => ({
    type: 'fileChange',
    base: asVersion(0),
    edits: [{ clientId: SELF, seq: asSeq(0), change: { kind: 'createFile', file: asFileId(1), name } }],
  })
  const userNamed = (userName: string) => ({
    peerId: 'peer',
    clientId: SELF,
    userId: 'user',
    userName,
    color: 0,
  })
  const present = (count: number, userName = '') =>
    ({ type: 'userJoined', users: many(count, () => userNamed(userName)) }) as unknown as Message
  const files = (count: number, text = ''): WireSnapshot => ({
    ...empty,
    files: many(count, (i) => ({ file: asFileId(i), name: '', lineEnd: '\n', deleted: false, text })),
  })

  test.each<[string, (more: number) => Message]>([
    ['INSERT_UNITS in one place', (more) => push(insertion('x'.repeat(limits.INSERT_UNITS + more)))],
    ['INSERT_UNITS in three bytes each', (more) => push(insertion('漢'.repeat(limits.INSERT_UNITS + more)))],
    [
      'INSERT_UNITS in two places',
      (more) =>
        push(
          edit([
            [0, 0, 'a'.repeat(limits.INSERT_UNITS / 2)],
            [0, 0, 'b'.repeat(limits.INSERT_UNITS / 2 + more)],
          ]),
        ),
    ],
    [
      'ROOM_UNITS that an edit reaches over',
      (more) =>
        push(
          edit([
            [9, 1, ''],
            [limits.ROOM_UNITS - 11, 1 + more, ''],
          ]),
        ),
    ],
    ['SPANS_PER_EDIT', (more) => push(edit(spans(limits.SPANS_PER_EDIT + more)))],
    ['EDITS_PER_PUSH', (more) => push(...many(limits.EDITS_PER_PUSH + more, () => insertion('x')))],
    ['FILE_NAME_UNITS', (more) => fileNamed('é'.repeat(limits.FILE_NAME_UNITS + more))],
    ['USER_NAME_UNITS', (more) => present(1, '漢'.repeat(limits.USER_NAME_UNITS + more))],
    ['MEMBERS', (more) => present(limits.MEMBERS + more)],
    ['AUTHORS in a list', (more) => ({ type: 'authors', ids: many(limits.AUTHORS + more, idOf) })],
    [
      'RUNS',
      (more) => ({
        type: 'join',
        epoch: asEpoch(1),
        version: asVersion(1_000_000),
        floor: asVersion(0),
        clientId: SELF,
        runs: many(limits.RUNS + more, (i) => [asEpoch(i + 1), asVersion(i + 1)] as const),
      }),
    ],
    [
      'ENTRIES in an update',
      (more) => ({ type: 'codeUpdate', entries: new Array(limits.ENTRIES + more).fill(committed(edit([]))) }),
    ],
    [
      'ENTRIES in a welcome',
      (more) => ({
        type: 'welcome',
        epoch: asEpoch(1),
        from: asVersion(0),
        snapshot: null,
        entries: new Array(limits.ENTRIES + more).fill({
          ...committed(edit([])),
          clientId: SELF,
          by: SELF,
          epoch: asEpoch(1),
        }),
        saved: asVersion(0),
        authors: [SELF],
        clock: 0,
      }),
    ],
  ])('C12: %s may be met, not passed', (_, make) => {
    expect(decodeMessage(encodeMessage(make(0), SELF), SELF).ok).toBe(true)
    expect(decodeMessage(encodeMessage(make(1), SELF), SELF)).toEqual(TOO_LARGE)
  })

  test.each<[string, (more: number) => WireSnapshot]>([
    [
      'AUTHORS',
      (more) => ({ ...empty, seqs: many(limits.AUTHORS + more, (i) => [idOf(i), asSeq(i)] as const) }),
    ],
    ['FILES', (more) => files(limits.FILES + more)],
    ['ROOM_UNITS over two files', (more) => files(2, 'x'.repeat(limits.ROOM_UNITS / 2 + more))],
  ])('C12: in a snapshot %s may be met, not passed', (_, make) => {
    expect(decodeSnapshot(encodeSnapshot(make(0))).ok).toBe(true)
    expect(decodeSnapshot(encodeSnapshot(make(1)))).toEqual(TOO_LARGE)
  })

  test('C12: MESSAGE_BYTES', () => {
    expect(decodeMessage(new Uint8Array(limits.MESSAGE_BYTES + 1))).toEqual(TOO_LARGE)
    expect(decodeSnapshot(new Uint8Array(limits.MESSAGE_BYTES + 1))).toEqual(TOO_LARGE)
  })
})
