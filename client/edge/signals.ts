import * as z from 'zod/mini'
import { fail, ok, type Result } from '../../shared/base/result.ts'
import { SIGNAL_CHARS } from '../../shared/protocol/limits.ts'

/** Candidates that one end may send for one link: more than any machine has addresses. */
const CANDIDATES = 64

const short = z.string().check(z.maxLength(1_024))

/** A description of data channels and nothing else: exactly one medium, and that is `application`. */
const sdp = z.string().check(
  z.maxLength(SIGNAL_CHARS),
  z.refine((text) => {
    const media = text.match(/^m=.*/gm) ?? []
    return /^v=0\r?\n/.test(text) && media.length === 1 && media[0]?.startsWith('m=application ') === true
  }),
)

const candidate = z
  .object({
    /** Empty: there are no more. */
    candidate: short.check(z.regex(/^(?:candidate:[\x20-\x7e]+)?$/)),
    sdpMid: z.optional(z.nullable(z.string().check(z.maxLength(16), z.regex(/^[\x21-\x7e]*$/)))),
    /** There is one medium. */
    sdpMLineIndex: z.optional(z.nullable(z.literal(0))),
  })
  .check(z.refine(({ sdpMid, sdpMLineIndex }) => typeof sdpMid === 'string' || sdpMLineIndex === 0))

const schema = z.union([
  z.object({ type: z.literal('offer'), sdp }),
  z.object({ type: z.literal('answer'), sdp }),
  z.object({ type: z.literal('candidate'), candidate }),
  /** Ours: this end gave up, or will not answer. Never handed to simple-peer. */
  z.object({ type: z.literal('bye'), reason: z.string().check(z.maxLength(32)) }),
])

export type Signal = z.output<typeof schema>
/** What simple-peer understands. */
export type PeerSignal = Exclude<Signal, { type: 'bye' }>

/** A signal out of its JSON text, with no field that is not known; `malformed` or `tooLarge` otherwise. */
export function parseSignal(text: string): Result<Signal, 'malformed' | 'tooLarge'> {
  if (text.length > SIGNAL_CHARS) return fail('tooLarge')
  try {
    const parsed = schema.safeParse(JSON.parse(text))
    return parsed.success ? ok(parsed.data) : fail('malformed')
  } catch {
    return fail('malformed')
  }
}

/**
 * Which signals may reach one end of one link: the dialling end takes one answer, the other end one offer, and
 * either takes candidates up to a bound. A second description would end a live connection.
 */
export class SignalGate {
  #description: 'offer' | 'answer' | null
  #candidates = 0

  constructor(end: 'dialling' | 'answering') {
    this.#description = end === 'dialling' ? 'answer' : 'offer'
  }

  admits(signal: PeerSignal): boolean {
    if (signal.type === 'candidate') {
      this.#candidates += 1
      return this.#candidates <= CANDIDATES
    }
    if (signal.type !== this.#description) return false
    this.#description = null
    return true
  }
}
