import { assert, unreachable } from '../../base/assert.ts'
import { asEpoch, asVersion, type ClientId, parseClientId, parsePeerId, parseUserId } from '../../base/ids.ts'
import { fail, type Result } from '../../base/result.ts'
import { ROLES } from '../change.ts'
import {
  AUTHORS,
  CONTENT_KEY_BYTES,
  KEY_GENERATIONS,
  MEMBERS,
  MESSAGE_BYTES,
  USER_NAME_UNITS,
} from '../limits.ts'
import type { Family, GuestMessage, HostMessage, Message, User } from '../messages.ts'
import { REASON_CODES, type Reason } from '../reasons.ts'
import { place } from './changes.ts'
import { readCursor, readFile, readPlace, writeCursor } from './cursors.ts'
import { readEntries, readPush, writeEntries, writePush } from './edits.ts'
import { readIds, readRuns, writeIds, writeRuns } from './lists.ts'
import { Reader } from './reader.ts'
import { readWelcome, writeWelcome } from './welcomes.ts'
import { Writer } from './writer.ts'

/** The first byte of a message. Wire format: a number is never used again for something else. */
const CODES = {
  join: 0,
  codeChange: 1,
  languageChange: 2,
  fileChange: 3,
  roleChange: 4,
  leaveRoom: 5,
  welcome: 6,
  denied: 7,
  authors: 8,
  codeUpdate: 9,
  languageUpdate: 10,
  fileUpdate: 11,
  roleUpdate: 12,
  userJoined: 13,
  userTyping: 14,
  saved: 15,
  check: 16,
  typing: 17,
  ping: 18,
  pong: 19,
  cursorChange: 20,
  cursorUpdate: 21,
  summon: 22,
  contentKey: 23,
} as const satisfies Readonly<Record<Message['type'], number>>

const TYPES: readonly Message['type'][] = (Object.keys(CODES) as Message['type'][]).sort(
  (a, b) => CODES[a] - CODES[b],
)

type Push = Extract<GuestMessage, { readonly edits: unknown }>
type Update = Exclude<Extract<HostMessage, { readonly entries: unknown }>, { readonly type: 'welcome' }>

const FAMILY_OF: Readonly<Record<Push['type'] | Update['type'], Family>> = {
  codeChange: 'code',
  codeUpdate: 'code',
  languageChange: 'language',
  languageUpdate: 'language',
  fileChange: 'file',
  fileUpdate: 'file',
  roleChange: 'role',
  roleUpdate: 'role',
}

/**
 * The message as bytes. `self` is the client at the guest's end of the link, the one in its `join`; both ends
 * hand in the same, so that its edits travel without its name.
 */
export function encodeMessage(message: Message, self: ClientId | null = null): Uint8Array<ArrayBuffer> {
  const writer = new Writer()
  writer.byte(CODES[message.type])
  switch (message.type) {
    case 'join':
      writer.varint(message.epoch)
      writer.varint(message.version)
      writer.varint(message.floor)
      writer.text(message.clientId)
      writeRuns(writer, message.runs)
      break
    case 'codeChange':
    case 'languageChange':
    case 'fileChange':
    case 'roleChange':
      writer.varint(message.base)
      writePush(writer, FAMILY_OF[message.type], message.edits, self)
      break
    case 'codeUpdate':
    case 'languageUpdate':
    case 'fileUpdate':
    case 'roleUpdate':
      writeEntries(writer, FAMILY_OF[message.type], message.entries)
      break
    case 'welcome':
      writeWelcome(writer, message)
      break
    case 'denied':
      writer.byte(place(REASON_CODES, message.reason))
      break
    case 'authors':
      writeIds(writer, message.ids)
      break
    case 'userJoined':
      writer.varint(message.users.length)
      for (const user of message.users) writeUser(writer, user)
      break
    case 'userTyping':
      writer.text(message.peerId)
      writer.byte(message.typing ? 1 : 0)
      break
    case 'saved':
      writer.varint(message.version)
      break
    case 'check':
      writer.varint(message.version)
      writer.varint(message.hash)
      break
    case 'typing':
      writer.byte(message.typing ? 1 : 0)
      break
    case 'ping':
    case 'pong':
      writer.varint(message.nonce)
      break
    case 'cursorChange':
      writeCursor(writer, message.cursor)
      break
    case 'cursorUpdate':
      writer.text(message.clientId)
      writer.byte(message.cursor === null ? 0 : 1)
      if (message.cursor !== null) writeCursor(writer, message.cursor)
      break
    case 'summon':
      writer.varint(message.file)
      writer.varint(message.version)
      writer.varint(message.at)
      break
    case 'contentKey':
      writer.varint(message.generation)
      assert(message.key.length === CONTENT_KEY_BYTES, 'a content key')
      writer.bytes(message.key)
      break
    case 'leaveRoom':
      break
    default:
      unreachable(message)
  }
  return writer.finish()
}

/** The message in the bytes, all of them; `malformed` or `tooLarge` when there is none. `self` as in `encodeMessage`. */
export function decodeMessage(bytes: Uint8Array, self: ClientId | null = null): Result<Message, Reason> {
  if (bytes.length > MESSAGE_BYTES) return fail('tooLarge')
  const reader = new Reader(bytes)
  const type = reader.pick(TYPES, 'leaveRoom')
  return reader.finish(readMessage(reader, type, self))
}

function readMessage(reader: Reader, type: Message['type'], self: ClientId | null): Message {
  switch (type) {
    case 'join': {
      const epoch = asEpoch(reader.varint())
      const version = asVersion(reader.varint())
      const floor = asVersion(reader.natural(version))
      const clientId = reader.id(parseClientId)
      return { type, epoch, version, floor, clientId, runs: readRuns(reader, version) }
    }
    case 'codeChange':
    case 'languageChange':
    case 'fileChange':
    case 'roleChange': {
      const base = asVersion(reader.varint())
      return { type, base, edits: readPush(reader, FAMILY_OF[type], self) }
    }
    case 'codeUpdate':
    case 'languageUpdate':
    case 'fileUpdate':
    case 'roleUpdate':
      return { type, entries: readEntries(reader, FAMILY_OF[type]) }
    case 'welcome':
      return readWelcome(reader)
    case 'denied':
      return { type, reason: reader.pick(REASON_CODES, 'malformed') }
    case 'authors':
      return { type, ids: readIds(reader, AUTHORS) }
    case 'userJoined': {
      const users: User[] = []
      for (let left = reader.count(MEMBERS); left > 0 && reader.ok; left--) users.push(readUser(reader))
      return { type, users }
    }
    case 'userTyping':
      return { type, peerId: reader.id(parsePeerId), typing: reader.pick([false, true], false) }
    case 'saved':
      return { type, version: asVersion(reader.varint()) }
    case 'check':
      return { type, version: asVersion(reader.varint()), hash: reader.varint() }
    case 'typing':
      return { type, typing: reader.pick([false, true], false) }
    case 'ping':
    case 'pong':
      return { type, nonce: reader.varint() }
    case 'cursorChange':
      return { type, cursor: readCursor(reader) }
    case 'cursorUpdate': {
      const clientId = reader.id(parseClientId)
      return { type, clientId, cursor: reader.pick([false, true], false) ? readCursor(reader) : null }
    }
    case 'summon':
      return { type, file: readFile(reader), version: asVersion(reader.varint()), at: readPlace(reader) }
    case 'contentKey': {
      const generation = reader.natural(KEY_GENERATIONS)
      return { type, generation, key: reader.view(CONTENT_KEY_BYTES).slice() }
    }
    case 'leaveRoom':
      return { type }
    default:
      return unreachable(type)
  }
}

function writeUser(writer: Writer, user: User): void {
  writer.text(user.peerId)
  writer.text(user.clientId)
  writer.text(user.userId)
  writer.text(user.userName)
  assert(Number.isInteger(user.color) && user.color >= 0 && user.color <= 255, 'a color is a byte')
  writer.byte(user.color)
  writer.byte(place(ROLES, user.role ?? 'editor'))
}

function readUser(reader: Reader): User {
  const user = {
    peerId: reader.id(parsePeerId),
    clientId: reader.id(parseClientId),
    userId: reader.id(parseUserId),
    userName: reader.text(USER_NAME_UNITS),
    color: reader.byte(),
  }
  const role = reader.pick(ROLES, ROLES[0])
  return role === 'editor' ? user : { ...user, role }
}
