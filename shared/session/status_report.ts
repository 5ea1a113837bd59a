import type { Env } from '../base/env.ts'
import { NO_EPOCH, START } from '../base/ids.ts'
import { DEFAULT_LANGUAGE } from '../protocol/language.ts'
import type { State, Status } from './status.ts'
import type { Timings } from './timings.ts'

/** What the session knows; the state that people see follows from it and from the time. */
export interface Facts extends Omit<Status, 'state'> {
  readonly loaded: boolean
  readonly readonly: boolean
}

const NOTHING: Facts = {
  loaded: false,
  readonly: false,
  path: 'none',
  latency: null,
  self: null,
  user: null,
  host: null,
  epoch: NO_EPOCH,
  version: START,
  saved: START,
  pending: 0,
  server: false,
  language: DEFAULT_LANGUAGE,
  kept: false,
}

/** What the time alone turns into another state: a rest without edits, or the server's absence. */
type Waiting = 'rest' | 'server'

/** Turns facts into the status, and tells when it differs. The only states that time alone changes are timed here. */
export class StatusReport {
  readonly #env: Env
  readonly #timings: Timings
  readonly #changed: () => void
  #facts: Facts = NOTHING
  #status: Status = { ...NOTHING, state: 'loading' }
  /** Connected with a host at least once. */
  #connected = false
  #settled = false
  #gaveUp = false
  #waiting: Waiting | null = null
  #cancel: (() => void) | null = null

  constructor(env: Env, timings: Timings, changed: () => void) {
    this.#env = env
    this.#timings = timings
    this.#changed = changed
  }

  get status(): Status {
    return this.#status
  }

  update(facts: Facts): void {
    this.#facts = facts
    if (facts.path !== 'none') this.#connected = true
    this.#refresh()
  }

  #refresh(): void {
    const state = this.#state()
    const { loaded: _loaded, readonly: _readonly, ...rest } = this.#facts
    const next: Status = { ...rest, state }
    const before = this.#status
    this.#status = next
    this.#schedule(state)
    if (KEYS.some((key) => before[key] !== next[key])) this.#changed()
  }

  #state(): State {
    const { loaded, readonly, path, pending, saved, version, server } = this.#facts
    if (!loaded) return 'loading'
    if (path === 'none') {
      this.#settled = false
      if (!server && this.#gaveUp) return 'offline'
      if (server) this.#gaveUp = false
      // Edits that are kept are never called loading.
      return this.#connected || pending > 0 ? 'reconnecting' : 'loading'
    }
    this.#gaveUp = false
    if (readonly) return 'readonly'
    if (pending > 0 || saved < version) {
      this.#settled = false
      return 'saving'
    }
    return this.#settled ? 'synced' : 'saved'
  }

  #schedule(state: State): void {
    const away = state === 'reconnecting' && !this.#facts.server
    const waiting = state === 'saved' ? 'rest' : away ? 'server' : null
    if (waiting === this.#waiting) return
    this.#waiting = waiting
    this.#cancel?.()
    this.#cancel = null
    if (waiting === 'rest')
      this.#cancel = this.#env.timer(this.#timings.settle, () => {
        this.#settled = true
        this.#refresh()
      })
    if (waiting === 'server')
      this.#cancel = this.#env.timer(this.#timings.offline, () => {
        this.#gaveUp = true
        this.#refresh()
      })
  }
}

const KEYS = [
  'state',
  'path',
  'latency',
  'self',
  'user',
  'host',
  'epoch',
  'version',
  'saved',
  'pending',
  'server',
  'language',
  'kept',
] as const
