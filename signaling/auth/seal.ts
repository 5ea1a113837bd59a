import { hkdfSync } from 'node:crypto'
import type { z } from 'zod'

/** AES-256. */
const KEY_BYTES = 32
const ALGORITHM = 'dir'
const ENCRYPTION = 'A256GCM'

interface SealOptions<S extends z.ZodType> {
  readonly jose: typeof import('jose')
  readonly secret: string
  /** What is sealed for one purpose opens for no other. */
  readonly purpose: string
  readonly schema: S
  readonly now: () => number
}

/** Turns what a browser is to keep for the server into text that nobody else can read or make, and that ends. */
export class Seal<S extends z.ZodType> {
  readonly #options: SealOptions<S>
  readonly #key: Uint8Array

  constructor(options: SealOptions<S>) {
    this.#options = options
    this.#key = new Uint8Array(hkdfSync('sha256', options.secret, '', `tandem ${options.purpose}`, KEY_BYTES))
  }

  /** @param until whole seconds since 1970 */
  seal(body: z.output<S>, until: number): Promise<string> {
    const { jose } = this.#options
    return new jose.EncryptJWT({ body })
      .setProtectedHeader({ alg: ALGORITHM, enc: ENCRYPTION })
      .setExpirationTime(until)
      .encrypt(this.#key)
  }

  /** What was sealed, and until when it holds; null where the text is none of ours, was changed, or is over. */
  async open(text: string): Promise<{ readonly body: z.output<S>; readonly until: number } | null> {
    const { jose, schema, now } = this.#options
    try {
      const { payload } = await jose.jwtDecrypt(text, this.#key, {
        currentDate: new Date(now()),
        keyManagementAlgorithms: [ALGORITHM],
        contentEncryptionAlgorithms: [ENCRYPTION],
        requiredClaims: ['exp'],
      })
      const parsed = schema.safeParse(payload.body)
      return parsed.success ? { body: parsed.data, until: payload.exp ?? 0 } : null
    } catch (thrown) {
      if (thrown instanceof jose.errors.JOSEError) return null
      throw thrown
    }
  }
}
