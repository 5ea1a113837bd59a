import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { LogFields, LogLevel } from '../shared/base/env.ts'
import type { Config } from './config/config.ts'
import { trustOf } from './origins.ts'

const ID_BYTES = 9
/** What a proxy may call a request: no address fits. */
const GIVEN = /^[A-Za-z0-9_-]{8,64}$/
const HEADER = 'x-request-id'

const newId = (): string => randomBytes(ID_BYTES).toString('base64url')

/** One request, by which its lines in the log are found. It has an id once somebody wants to know it. */
export class Trace {
  readonly #connection: string | null
  #id: string | null

  constructor(known: { readonly id?: string; readonly connection?: string }) {
    this.#id = known.id ?? null
    this.#connection = known.connection ?? null
  }

  get fields(): LogFields {
    this.#id ??= newId()
    return { request: this.#id, ...(this.#connection !== null && { connection: this.#connection }) }
  }
}

const traces = new AsyncLocalStorage<Trace>()

/** Runs something on behalf of a request: what is logged meanwhile, and in what it begins, belongs to that. */
export type Follow = <T>(trace: Trace, run: () => T) => T

/**
 * Requests are followed where the log says something about each. Elsewhere they are not: to follow them costs every
 * promise of the process something, so that a relayed frame takes a tenth more.
 */
export const followAt = (level: LogLevel): Follow =>
  level === 'debug' || level === 'info' ? (trace, run) => traces.run(trace, run) : (_trace, run) => run()

const NO_FIELDS: LogFields = {}

/** What a line of the log says about the request that it belongs to. */
export const traceFields = (): LogFields => traces.getStore()?.fields ?? NO_FIELDS

/**
 * Answers the id of an HTTP request, each time the same: what a trusted proxy calls it, where that has the form of an id,
 * else one of our own. A visitor's own word is not taken.
 */
export function requestIdsOf(setting: Config['trustProxy']): (request: IncomingMessage) => string {
  const trust = trustOf(setting)
  const ids = new WeakMap<IncomingMessage, string>()
  return (request) => {
    const known = ids.get(request)
    if (known !== undefined) return known
    const given = request.headers[HEADER]
    const believed =
      typeof given === 'string' && GIVEN.test(given) && trust(request.socket.remoteAddress ?? '', 0)
    const id = believed ? given : newId()
    ids.set(request, id)
    return id
  }
}
