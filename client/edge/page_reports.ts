import type { Env } from '../../shared/base/env.ts'
import { PAGE_PROTOCOL, REPORTED_DIVERGENCES } from '../../shared/protocol/page_protocol.ts'
import type { Request } from '../../shared/protocol/signaling.ts'
import type { Session } from '../../shared/session/session.ts'
import type { Replied } from './peer_wire.ts'

type Report = Request<'report'>

/** What changes again within so many milliseconds is told once. */
const PAUSE_MS = 2_000

interface PageReportsOptions {
  readonly env: Pick<Env, 'timer'>
  readonly session: Pick<Session, 'status' | 'divergences' | 'on'>
  /** Hands a report to the server; answers why it did not take it, or null. */
  readonly send: (report: Report, replied: Replied) => void
}

/**
 * Tells the server how this page is connected with its host, and of texts that differed: it adds them up over all pages,
 * for whoever runs it. Nothing depends on it, so what was lost is told again with what changes next.
 */
export class PageReports {
  readonly #options: PageReportsOptions
  /** What the server knows of this entrance. */
  #told: Report['path'] | null = null
  #toldDivergences = 0
  #cancel: (() => void) | null = null
  #entered = false

  constructor(options: PageReportsOptions) {
    this.#options = options
    options.session.on(({ type }) => {
      if (type === 'status' && this.#entered) this.#soon()
    })
  }

  /** The server let this page in, and knows nothing of it yet. */
  entered(): void {
    this.#entered = true
    this.#told = null
    this.#soon()
  }

  stop(): void {
    this.#entered = false
    this.#cancel?.()
  }

  #soon(): void {
    this.#cancel ??= this.#options.env.timer(PAUSE_MS, () => {
      this.#cancel = null
      this.#tell()
    })
  }

  #tell(): void {
    const { session, send } = this.#options
    const { path: way, server } = session.status()
    const path = way === 'hosting' ? 'none' : way
    const divergences = Math.min(session.divergences - this.#toldDivergences, REPORTED_DIVERGENCES)
    if (!server || (path === this.#told && divergences === 0)) return
    this.#told = path
    this.#toldDivergences += divergences
    send({ protocol: PAGE_PROTOCOL, path, divergences }, (refused) => {
      if (refused === null) return
      // An older server, which knows no such request, is not asked again.
      if (refused === 'unexpected') return this.stop()
      this.#told = null
      this.#toldDivergences -= divergences
    })
  }
}
