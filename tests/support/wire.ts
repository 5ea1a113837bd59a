import fc from 'fast-check'
import {
  asEpoch,
  asFileId,
  asSeq,
  asVersion,
  type ClientId,
  type PeerId,
  type UserId,
  type Version,
} from '../../shared/base/ids.ts'
import {
  LINE_ENDS,
  ROLES,
  type Run,
  type Span,
  type WireChange,
  type WireEntry,
  type WireSnapshot,
} from '../../shared/protocol/change.ts'
import { LANGUAGES } from '../../shared/protocol/language.ts'
import {
  CONTENT_KEY_BYTES,
  FILE_NAME_UNITS,
  KEY_GENERATIONS,
  ROOM_UNITS,
  USER_NAME_UNITS,
} from '../../shared/protocol/limits.ts'
import type {
  CursorRange,
  Family,
  Message,
  UpdateEntry,
  User,
  Welcome,
  WireCursor,
} from '../../shared/protocol/messages.ts'
import { REASON_CODES } from '../../shared/protocol/reasons.ts'

/** Generators of everything that travels, for fast-check. */
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record(model, { noNullPrototype: true }) as fc.Arbitrary<T>

const LAST_TIME = 2 ** 51
const pieces = fc.constantFrom(
  'a',
  'Z',
  '0',
  '\n',
  '\0',
  '"',
  'é',
  'ß',
  '漢',
  '\u2028',
  '\ufeff',
  '\uffff',
  '😀',
  '👩‍👩‍👧',
  '\ud800',
  '\udbff',
  '\udc00',
  '\udfff',
  '__proto__',
  'constructor',
)
/** Text without carriage returns, of at most `most` units. */
export const text = (most: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      { weight: 3, arbitrary: fc.array(pieces, { maxLength: 20 }).map((list) => list.join('')) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
      { weight: 1, arbitrary: fc.constantFrom('x', '', 'hello world, this is a longer line of text\n') },
    )
    .map((made) => made.replaceAll('\r', '\n').slice(0, most))

const ALPHABET = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
const key = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 4, maxLength: 32 }) },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', 'aaaa', 'aaab') },
)
export const clientId = key.map((id) => id as ClientId)
const peerId = key.map((id) => id as PeerId)
const userId = key.map((id) => id as UserId)

/** Naturals of every size, up to `most`. */
export const natural = (most = Number.MAX_SAFE_INTEGER): fc.Arbitrary<number> =>
  fc.oneof(
    fc.nat({ max: Math.min(300, most) }),
    fc.maxSafeNat().map((n) => n % (most + 1)),
    fc.integer({ min: 0, max: 52 }).map((bits) => Math.min(2 ** bits, most)),
    fc.constant(most),
  )
const version = natural().map(asVersion)
const seq = natural().map(asSeq)
const file = natural(0xffff_ffff).map(asFileId)

const span: fc.Arbitrary<Span> = fc
  .tuple(natural(2_000), natural(2_000), text(60))
  .map(([skip, remove, insert]) => [skip, remove === 0 && insert === '' ? 1 : remove, insert])

const CHANGES: Readonly<Record<WireChange['kind'], fc.Arbitrary<WireChange>>> = {
  edit: record({
    kind: fc.constant('edit' as const),
    file,
    spans: fc.oneof(fc.tuple(span), fc.array(span, { maxLength: 4 })),
  }),
  language: record({ kind: fc.constant('language' as const), language: fc.constantFrom(...LANGUAGES) }),
  createFile: record({ kind: fc.constant('createFile' as const), file, name: text(FILE_NAME_UNITS) }),
  renameFile: record({ kind: fc.constant('renameFile' as const), file, name: text(FILE_NAME_UNITS) }),
  deleteFile: record({ kind: fc.constant('deleteFile' as const), file, deleted: fc.boolean() }),
  lineEnd: record({ kind: fc.constant('lineEnd' as const), file, lineEnd: fc.constantFrom(...LINE_ENDS) }),
  role: record({ kind: fc.constant('role' as const), user: userId, role: fc.constantFrom(...ROLES) }),
  void: record({ kind: fc.constant('void' as const), reason: fc.constantFrom(...REASON_CODES) }),
}
export const change: fc.Arbitrary<WireChange> = fc.oneof(...Object.values(CHANGES))

/** What a message of the family may hold. */
const KINDS: Readonly<Record<Family, readonly WireChange['kind'][]>> = {
  code: ['edit', 'edit', 'void'],
  language: ['language'],
  file: ['createFile', 'renameFile', 'deleteFile', 'lineEnd'],
  role: ['role'],
}
const changeOf = (family: Family) => fc.oneof(...KINDS[family].map((kind) => CHANGES[kind]))

export const entry: fc.Arbitrary<WireEntry> = record({
  clientId,
  by: clientId,
  own: fc.boolean(),
  seq,
  epoch: natural(2 ** 40).map((n) => asEpoch(n + 1)),
  at: natural(LAST_TIME),
  change,
}).map(({ own, ...made }) => ({ ...made, by: own ? made.clientId : made.by }))

/** Edits count on from one another as a client's do, or not. */
function counted<T extends { readonly seq: number }>(
  list: readonly (T & { readonly next: boolean })[],
): Omit<T, 'next'>[] {
  let before = -1
  return list.map(({ next, ...made }) => {
    const seq = next && before < Number.MAX_SAFE_INTEGER ? before + 1 : made.seq
    before = seq
    return { ...made, seq: asSeq(seq) } as unknown as Omit<T, 'next'>
  })
}

const updates = (family: Family): fc.Arbitrary<UpdateEntry[]> =>
  fc
    .array(
      record({
        author: natural(300),
        by: natural(300),
        seq,
        next: fc.boolean(),
        at: fc.integer({ min: -5_000, max: 1_000_000_000 }),
        change: changeOf(family),
      }),
      { maxLength: 5 },
    )
    .map((list) => counted(list) as UpdateEntry[])

/** Runs of a log that is at least as long as the last one's end. */
export const runs: fc.Arbitrary<Run[]> = fc
  .array(fc.tuple(natural(1_000), natural(2 ** 40)), { maxLength: 5 })
  .map((steps) => {
    let epoch = 1
    let end = 0
    return steps.map(([more, length]): Run => {
      epoch += more
      end += length + 1
      return [asEpoch(epoch), asVersion(end)]
    })
  })
const lengthOf = (list: readonly Run[], more: number): Version => asVersion((list.at(-1)?.[1] ?? 0) + more)

export const snapshot: fc.Arbitrary<WireSnapshot> = record({
  more: natural(2 ** 40),
  runs,
  seqs: fc.uniqueArray(fc.tuple(clientId, seq), { maxLength: 4, selector: ([id]) => id }),
  language: fc.constantFrom(...LANGUAGES),
  roles: fc.uniqueArray(fc.tuple(userId, fc.constantFrom(...ROLES)), {
    maxLength: 3,
    selector: ([id]) => id,
  }),
  files: fc.uniqueArray(
    record({
      file,
      name: text(FILE_NAME_UNITS),
      lineEnd: fc.constantFrom(...LINE_ENDS),
      deleted: fc.boolean(),
      text: text(1_000),
    }),
    { maxLength: 3, selector: (made) => made.file },
  ),
}).map(({ more, ...made }) => ({ version: lengthOf(made.runs, more), ...made }))

const welcome: fc.Arbitrary<Welcome> = record({
  snapshot: fc.option(snapshot),
  from: version,
  saved: version,
  more: natural(1_000),
  clock: natural(LAST_TIME),
  authors: fc.array(clientId, { maxLength: 3 }),
  entries: fc.array(fc.tuple(entry, fc.nat({ max: 2 })), { maxLength: 6 }),
  crowd: fc.boolean(),
}).map(({ more, crowd, ...made }) => {
  let epoch: number = made.snapshot?.runs.at(-1)?.[0] ?? 1
  const entries = made.entries.map(([one, step]): WireEntry => {
    epoch += step
    const known = crowd ? undefined : made.authors[step]
    return { ...one, clientId: known ?? one.clientId, epoch: asEpoch(epoch) }
  })
  const from = made.snapshot?.version ?? made.from
  return { ...made, type: 'welcome', entries, from, epoch: asEpoch(epoch + more) }
})

const user: fc.Arbitrary<User> = record({
  peerId,
  clientId,
  userId,
  userName: text(USER_NAME_UNITS),
  color: fc.nat({ max: 255 }),
})

/** The client at the guest's end of the links in these tests. */
export const SELF = 'SelfSelf01' as ClientId

const push = (family: Family): fc.Arbitrary<Message> =>
  record({
    base: version,
    edits: fc.array(
      record({
        clientId: fc.oneof(fc.constant(SELF), clientId),
        seq,
        next: fc.boolean(),
        change: changeOf(family),
      }),
      { maxLength: 5 },
    ),
  }).map(({ base, edits }) => ({ type: `${family}Change`, base, edits: counted(edits) }) as Message)
const update = (family: Family): fc.Arbitrary<Message> =>
  updates(family).map((entries) => ({ type: `${family}Update`, entries }))

const place = natural(ROOM_UNITS)
const cursor = record<WireCursor>({
  file,
  version,
  ranges: fc.array(record<CursorRange>({ anchor: place, head: place }), { minLength: 1, maxLength: 5 }),
  main: natural(),
  top: place,
}).map((made): WireCursor => ({ ...made, main: made.main % made.ranges.length }))

/** Messages by their type. */
export const MESSAGES: Readonly<Record<Message['type'], fc.Arbitrary<Message>>> = {
  join: record({
    epoch: natural().map(asEpoch),
    more: natural(1_000),
    share: fc.double({ min: 0, max: 1 }),
    clientId,
    runs,
  }).map(({ more, share, ...made }) => {
    const length = lengthOf(made.runs, more)
    return {
      type: 'join' as const,
      epoch: made.epoch,
      version: length,
      floor: asVersion(Math.floor(length * (Number.isNaN(share) ? 0 : share))),
      clientId: made.clientId,
      runs: made.runs,
    }
  }),
  codeChange: push('code'),
  languageChange: push('language'),
  fileChange: push('file'),
  roleChange: push('role'),
  leaveRoom: fc.constant({ type: 'leaveRoom' }),
  welcome,
  denied: record({ type: fc.constant('denied' as const), reason: fc.constantFrom(...REASON_CODES) }),
  authors: record({ type: fc.constant('authors' as const), ids: fc.array(clientId, { maxLength: 5 }) }),
  codeUpdate: update('code'),
  languageUpdate: update('language'),
  fileUpdate: update('file'),
  roleUpdate: update('role'),
  userJoined: record({
    type: fc.constant('userJoined' as const),
    users: fc.array(user, { maxLength: 4 }),
  }),
  userTyping: record({ type: fc.constant('userTyping' as const), peerId, typing: fc.boolean() }),
  saved: record({ type: fc.constant('saved' as const), version }),
  check: record({ type: fc.constant('check' as const), version, hash: natural() }),
  typing: record({ type: fc.constant('typing' as const), typing: fc.boolean() }),
  ping: record({ type: fc.constant('ping' as const), nonce: natural() }),
  cursorChange: record({ type: fc.constant('cursorChange' as const), cursor }),
  cursorUpdate: record({
    type: fc.constant('cursorUpdate' as const),
    clientId,
    cursor: fc.option(cursor, { nil: null }),
  }),
  summon: record({ type: fc.constant('summon' as const), file, version, at: place }),
  contentKey: record({
    generation: natural(KEY_GENERATIONS),
    key: fc.uint8Array({ minLength: CONTENT_KEY_BYTES, maxLength: CONTENT_KEY_BYTES }),
  }).map((made) => ({ type: 'contentKey', ...made })),
  pong: record({ type: fc.constant('pong' as const), nonce: natural() }),
}
