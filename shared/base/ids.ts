/**
 * Branded identifiers. A plain string or number cannot be passed where one of these is wanted: it has to go
 * through its `parse…` function (text from outside) or its `as…` constructor (our own arithmetic).
 */
declare const brand: unique symbol
type Brand<T, B extends string> = T & { readonly [brand]: B }

/** The room's name in the link: 1 to 64 letters, digits, `_` and `-`. */
export type RoomId = Brand<string, 'RoomId'>
/** A page as the signaling server knows it; derived by the server, stable across reconnects of one page load. */
export type PeerId = Brand<string, 'PeerId'>
/** The author of edits: one for each page load, never used again after a reload. */
export type ClientId = Brand<string, 'ClientId'>
/** A browser profile across page loads, derived by the server from the profile's secret. */
export type UserId = Brand<string, 'UserId'>
/** Uint32; 0 is the file that every room has from the start. */
export type FileId = Brand<number, 'FileId'>
/** The reign of one host. Only ever goes up in a room; 0 means "none yet". */
export type Epoch = Brand<number, 'Epoch'>
/** A length of the log: version n is the state after n entries. */
export type Version = Brand<number, 'Version'>
/** The n-th edit of a client, from 0, without gaps. */
export type Seq = Brand<number, 'Seq'>

export const ROOM_ID_PATTERN = /^[A-Za-z0-9_-]{1,64}$/
/** Client, peer and user ids are 4 to 32 characters of the URL-safe alphabet. */
export const KEY_PATTERN = /^[A-Za-z0-9_-]{4,32}$/

const matching =
  <T extends string>(pattern: RegExp) =>
  (text: unknown): T | null =>
    typeof text === 'string' && pattern.test(text) ? (text as T) : null

/** The id, or null when the input is not one. */
export const parseRoomId = matching<RoomId>(ROOM_ID_PATTERN)
export const parsePeerId = matching<PeerId>(KEY_PATTERN)
export const parseClientId = matching<ClientId>(KEY_PATTERN)
export const parseUserId = matching<UserId>(KEY_PATTERN)

export const asEpoch = (n: number): Epoch => n as Epoch
export const asVersion = (n: number): Version => n as Version
export const asSeq = (n: number): Seq => n as Seq
export const asFileId = (n: number): FileId => n as FileId

export const NO_EPOCH = asEpoch(0)
export const START = asVersion(0)
/** The file that every room has. */
export const MAIN_FILE = asFileId(0)

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** `length` characters of the URL-safe alphabet, 6 bits each, from the random source handed in ([0, 1) numbers). */
export function randomKey(random: () => number, length: number): string {
  let text = ''
  for (let i = 0; i < length; i++) text += ALPHABET[Math.floor(random() * 64)]
  return text
}

/** A fresh author id: 60 bits. */
export const newClientId = (random: () => number): ClientId => randomKey(random, 10) as ClientId
