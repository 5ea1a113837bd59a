import { randomBytes } from 'node:crypto'
import pino from 'pino'
import type { Env, LogFields, LogLevel } from '../shared/base/env.ts'
import { roomDigest } from './room_digest.ts'
import { traceFields } from './trace.ts'

/** Longer timers would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** A log knows a room again by its digest. */
const withoutRoom = ({ room, ...fields }: LogFields): LogFields =>
  room === undefined ? fields : { ...fields, room: roomDigest(String(room)) }

/** The Env of a server: the machine's clock, cryptographic randomness, JSON lines on stderr. */
export function nodeEnv(level: LogLevel): Env {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
  return {
    now: () => Date.now(),
    timer(ms, callback) {
      const timer = setTimeout(callback, Math.min(ms, LONGEST_TIMER_MS))
      // What keeps the process alive is the listening socket; a timer alone must not.
      timer.unref()
      return () => clearTimeout(timer)
    },
    random: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
    log(logLevel, event, fields) {
      if (logger.isLevelEnabled(logLevel))
        logger[logLevel]({ ...traceFields(), ...withoutRoom(fields ?? {}) }, event)
    },
  }
}

/**
 * What may be logged of a thrown value: its name, its code and where it was thrown. Never the message, which
 * can quote what a person typed.
 */
export function fault(thrown: unknown): LogFields {
  if (!(thrown instanceof Error)) return { name: typeof thrown }
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: thrown.name,
    code,
    at: frames
      .slice(0, 8)
      .map((line) => line.trim())
      .join(' | '),
  }
}
