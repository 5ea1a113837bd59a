import type { Env } from '../base/env.ts'
import { NO_EPOCH, START } from '../base/ids.ts'
import { DEFAULT_LANGUAGE } from '../protocol/language.ts'
import type { State, Status } from './status.ts'
import type { Timings } from './timings.ts'

/** What the session knows; the state that people see follows from it and from the time. */
export interface Facts extends Omit<Status, 'state' | 'cutOff'> {
  readonly loaded: boolean
}

const NOTHING: Facts = {
  loaded: false,
  path: 'none',
  latency: null,
  self: null,
  user: null,
  host: null,
  guests: 0,
  obstacle: null,
  denied: null,
  epoch: NO_EPOCH,
  version: START,
  saved: START,
  pending: 0,
  role: 'editor',
  server: false,
  language: DEFAULT_LANGUAGE,
  kept: false,
}

/**
 * What the time alone turns into something else: a rest without edits, the absence of the server while nobody else
 * is there, and its absence as such.
 */
type Wait = 'rest' | 'alone' | 'server'

/** Turns facts into the status, and tells when it differs. The only states that time alone changes are timed here. */
export class StatusReport {
  readonly #env: Env
  readonly #timings: Timings
  readonly #changed: () => void
  readonly #waits = new Map<Wait, () => void>()
  #facts: Facts = NOTHING
  #status: Status = { ...NOTHING, cutOff: false, state: 'loading' }
  /** Connected with a host at least once. */
  #connected = false
  #settled = false
  #gaveUp = false
  #cutOff = false

  constructor(env: Env, timings: Timings, changed: () => void) {
    this.#env = env
    this.#timings = timings
    this.#changed = changed
  }

  get status(): Status {
    return this.#status
  }

  /** What was left on this browser's disk is here again: the room was open before, and is looked for now. */
  resume(): void {
    this.#connected = true
  }

  update(facts: Facts): void {
    this.#facts = facts
    if (facts.path !== 'none') this.#connected = true
    this.#refresh()
  }

  #refresh(): void {
    const facts = this.#facts
    if (facts.server || !facts.loaded) this.#cutOff = false
    const state = this.#state()
    // Field by field: this is made with every entry, and spreading takes ten times as long.
    const next: Status = {
      state,
      path: facts.path,
      latency: facts.latency,
      self: facts.self,
      user: facts.user,
      host: facts.host,
      guests: facts.guests,
      obstacle: facts.obstacle,
      denied: facts.denied,
      epoch: facts.epoch,
      version: facts.version,
      saved: facts.saved,
      pending: facts.pending,
      role: facts.role,
      server: facts.server,
      cutOff: this.#cutOff,
      language: facts.language,
      kept: facts.kept,
    }
    const before = this.#status
    this.#status = next
    this.#schedule(state)
    if (KEYS.some((key) => before[key] !== next[key])) this.#changed()
  }

  #state(): State {
    const { loaded, role, path, pending, saved, version, server, host, obstacle, denied, self } = this.#facts
    const readonly = role === 'viewer'
    // Who is turned away at the door is not in the room, whatever the store told.
    if (!loaded || (denied !== null && self === null)) return 'loading'
    if (path === 'none') this.#settled = false
    if (server || !this.#isAlone()) this.#gaveUp = false
    if (this.#gaveUp) return 'offline'
    if (path === 'none') {
      if (denied !== null) return 'offline'
      // Where nobody may be host, what is stored is all there is to see.
      if (readonly && server && host === null) return 'readonly'
      // Edits that are kept are never called loading, nor is a search that found nothing.
      return this.#connected || pending > 0 || obstacle !== null ? 'reconnecting' : 'loading'
    }
    if (readonly) return 'readonly'
    if (pending > 0 || saved < version) {
      this.#settled = false
      return 'saving'
    }
    return this.#settled ? 'synced' : 'saved'
  }

  /** Nobody edits along: there is no host, or this page hosts nobody. */
  #isAlone(): boolean {
    const { path, guests } = this.#facts
    return path === 'none' || (path === 'hosting' && guests === 0)
  }

  #schedule(state: State): void {
    const { loaded, server } = this.#facts
    const away = loaded && !server
    this.#wait('rest', state === 'saved', this.#timings.settle, () => {
      this.#settled = true
    })
    this.#wait('alone', away && this.#isAlone(), this.#timings.offline, () => {
      this.#gaveUp = true
    })
    this.#wait('server', away, this.#timings.cutOff, () => {
      this.#cutOff = true
    })
  }

  /** Lets something pass once it has been so for a while, counted from when it began. */
  #wait(wait: Wait, is: boolean, ms: number, passed: () => void): void {
    const cancel = this.#waits.get(wait)
    if (is === (cancel !== undefined)) return
    if (cancel) {
      cancel()
      this.#waits.delete(wait)
      return
    }
    const stop = this.#env.timer(ms, () => {
      passed()
      this.#refresh()
    })
    this.#waits.set(wait, stop)
  }
}

const KEYS = [
  'state',
  'path',
  'latency',
  'self',
  'user',
  'host',
  'guests',
  'obstacle',
  'denied',
  'epoch',
  'version',
  'saved',
  'pending',
  'role',
  'server',
  'cutOff',
  'language',
  'kept',
] as const
