import { gcm } from '@noble/ciphers/aes.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from './bytes.ts'

/** AES-256-GCM (NIST SP 800-38D) with 96-bit nonces and 128-bit tags. */
export const KEY_BYTES = 32
export const NONCE_BYTES = 12
export const TAG_BYTES = 16

/** So many bytes from a random source of [0, 1) numbers with 32 bits each. */
export function randomBytes(random: () => number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  for (let i = 0; i < length; i++) bytes[i] = Math.floor(random() * 256)
  return bytes
}

/** The ciphertext with its tag. A nonce is used once with a key, or nothing is secret any more. */
export const encrypt = (
  key: Uint8Array,
  nonce: Uint8Array,
  plain: Uint8Array,
  associated?: Uint8Array,
): Uint8Array => gcm(key, nonce, associated).encrypt(plain)

/** What was encrypted; null when key, nonce, associated data or a single bit differ. */
export function decrypt(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  associated?: Uint8Array,
): Uint8Array | null {
  if (sealed.length < TAG_BYTES) return null
  try {
    return gcm(key, nonce, associated).decrypt(sealed)
  } catch {
    // The library's only way to say that the tag does not fit.
    return null
  }
}

/** The same under a nonce of its own, which stands before the ciphertext. */
export function encryptFresh(
  key: Uint8Array,
  random: () => number,
  plain: Uint8Array,
  associated: Uint8Array,
): Uint8Array {
  const nonce = randomBytes(random, NONCE_BYTES)
  return concatBytes(nonce, encrypt(key, nonce, plain, associated))
}

/** What `encryptFresh` was given, or null. */
export const decryptFresh = (
  key: Uint8Array,
  sealed: Uint8Array,
  associated: Uint8Array,
): Uint8Array | null =>
  decrypt(key, sealed.subarray(0, NONCE_BYTES), sealed.subarray(NONCE_BYTES), associated)

/** HMAC-SHA-256: nobody makes it without the key. */
export const authenticate = (key: Uint8Array, bytes: Uint8Array): Uint8Array => hmac(sha256, key, bytes)

/** In constant time: where two differ tells nothing. */
export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  let differs = a.length ^ b.length
  for (let i = 0; i < b.length; i++) differs |= (a[i] ?? 0) ^ (b[i] ?? 0)
  return differs === 0
}
