import type { RoomId } from '../../shared/base/ids.ts'

/** A stored room of more bytes goes to another instance by way of the store. */
const LARGE_BYTES = 64 * 1024

/** What is told to another instance: the body, and the room whose stored log that one has to put in, if any. */
interface Light {
  readonly body: Record<string, unknown>
  readonly stored: RoomId | null
}

/** A body as it is told to another instance: without a stored room that is too large for a message. */
export function withoutStored(body: object, roomId: RoomId | null): Light {
  const large =
    'stored' in body && body.stored instanceof Uint8Array && body.stored.byteLength > LARGE_BYTES && roomId
  return large ? { body: { ...body, stored: null }, stored: roomId } : { body: { ...body }, stored: null }
}
