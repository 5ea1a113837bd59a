import { base64urlnopad } from '@scure/base'

/** RFC 4648 base64url without padding. */
export const toBase64url = (bytes: Uint8Array): string => base64urlnopad.encode(bytes)

/** The bytes, `length` of them; null when the text is not such a number of bytes. */
export function fromBase64url(text: string, length: number): Uint8Array | null {
  try {
    const bytes = base64urlnopad.decode(text)
    return bytes.length === length ? bytes : null
  } catch {
    // The library's only way to say that it is none.
    return null
  }
}
