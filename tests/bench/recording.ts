import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import * as z from 'zod/mini'
import { type Trace, typedSession } from '../support/typist.ts'

const SEED = 1
const OPERATIONS = 50_000

/** The patches beside whatever else was recorded. */
const TRACE = z.object({
  startContent: z.optional(z.literal('')),
  txns: z.array(z.object({ patches: z.array(z.tuple([z.number(), z.number(), z.string()])) })),
  endContent: z.string(),
})

/** A recorded session: gzipped JSON of a `Trace` that begins with an empty text. Rejects on anything else. */
export async function readRecording(path: string): Promise<Trace> {
  return z.parse(TRACE, JSON.parse(gunzipSync(await readFile(path)).toString()))
}

/** What the seeded typist does, when there is no recording. */
export const madeRecording = (): Trace => typedSession(SEED, OPERATIONS)
