declare const brand: unique symbol
/** One process of the server, from its start to its end; never used again. */
export type InstanceId = string & { readonly [brand]: 'InstanceId' }

const CHARS = 16

/** The id that a text is, or null. */
export const parseInstanceId = (text: unknown): InstanceId | null =>
  typeof text === 'string' && /^[\w-]{16}$/.test(text) ? (text as InstanceId) : null

/** @param random cryptographic, at least 12 bytes */
export const newInstanceId = (random: Uint8Array): InstanceId =>
  Buffer.from(random).toString('base64url').slice(0, CHARS) as InstanceId
