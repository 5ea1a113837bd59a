import type { Env } from '../base/env.ts'
import type { PeerId } from '../base/ids.ts'
import type { CloseReason } from '../protocol/reasons.ts'
import { Attempts, DIAL_TIMINGS, type DialTimings } from './attempts.ts'
import type { Dialer, Link } from './link.ts'
import { WatchedLink } from './watched_link.ts'

export interface UplinkOptions {
  readonly env: Env
  readonly host: PeerId
  /** The relay opens sooner, the direct way is better. Either may be missing. */
  readonly dialers: { readonly relay?: Dialer | undefined; readonly direct?: Dialer | undefined }
  readonly timings?: DialTimings
  /**
   * An open link, better than the one before if that is still open: use it from now on and send nothing more on
   * the other, which is closed as `replaced` right afterwards.
   */
  readonly onLink: (link: Link) => void
  /**
   * No link is open, and every way there is failed since the last one was; told once until a link opens.
   * `unreachable`, or what the relay said. It is tried on.
   */
  readonly onUnreachable: (reason: CloseReason) => void
}

type Way = 'relay' | 'direct'

interface Current {
  readonly way: Way
  readonly link: Link
  readonly since: number
}

/** Keeps the best link to one host: over the relay at once, directly as soon as that opens. Dials from birth. */
export class Uplink {
  readonly #options: UplinkOptions
  readonly #ways: Readonly<Record<Way, Attempts | null>>
  readonly #failed = new Map<Way, CloseReason>()
  #current: Current | null = null
  #told = false
  #stopped = false

  constructor(options: UplinkOptions) {
    this.#options = options
    const { env, host, dialers, timings = DIAL_TIMINGS } = options
    const attempts = (way: Way): Attempts | null => {
      const dialer = dialers[way]
      if (dialer === undefined) return null
      return new Attempts({
        env,
        dialer,
        timings,
        peer: host,
        opened: (link) => this.#opened(way, link),
        failed: (reason) => this.#dialFailed(way, reason),
      })
    }
    this.#ways = { relay: attempts('relay'), direct: attempts('direct') }
    // With a timer, so that nothing is reported while the caller still constructs.
    env.timer(0, () => {
      this.#begin()
      this.#tell()
    })
  }

  /** The network may have changed: forgets failures and dials at once whatever is missing. */
  retryNow(): void {
    this.#ways.relay?.forgive()
    this.#ways.direct?.forgive()
    this.#begin()
  }

  /** Closes the link, gives up every dial, and reports nothing more. */
  stop(reason: CloseReason): void {
    if (this.#stopped) return
    this.#stopped = true
    this.#ways.relay?.stop()
    this.#ways.direct?.stop()
    this.#current?.link.close(reason)
  }

  /** Dials what would be better than what there is. */
  #begin(): void {
    if (this.#stopped) return
    if (this.#current === null) this.#ways.relay?.begin()
    if (this.#current?.way !== 'direct') this.#ways.direct?.begin()
  }

  #opened(way: Way, opened: Link): void {
    const old = this.#current
    if (this.#stopped || old?.way === 'direct') return opened.close('replaced')
    if (way === 'direct') this.#ways.relay?.stop()
    const link = new WatchedLink(opened)
    const current = { way, link, since: this.#options.env.now() }
    this.#current = current
    link.watch((reason) => this.#closed(link, reason))
    // It may have closed before it got here; the relay that this one was to replace is gone then too.
    if (this.#current === current) {
      this.#told = false
      this.#failed.clear()
      this.#options.onLink(link)
    }
    if (old === null) return
    this.#ways.relay?.forgive()
    old.link.close('replaced')
  }

  #closed(link: Link, reason: CloseReason): void {
    if (this.#stopped || this.#current?.link !== link) return
    const { way, since } = this.#current
    this.#current = null
    this.#options.env.log('info', 'uplink closed', { way, reason })
    const lived = this.#options.env.now() - since
    if (way === 'relay') {
      this.#ways.relay?.closed(lived)
      this.#ways.direct?.begin()
    } else {
      this.#ways.relay?.begin()
      this.#ways.direct?.closed(lived)
    }
  }

  #dialFailed(way: Way, reason: CloseReason): void {
    this.#options.env.log('debug', 'dial failed', { way, reason })
    this.#failed.set(way, reason)
    // The server said so, and will again.
    if (way === 'relay' && reason === 'relayOff') this.#ways.relay?.stop()
    this.#tell()
  }

  #tell(): void {
    if (this.#stopped || this.#told || this.#current !== null) return
    const relayReason = this.#failed.get('relay')
    if (this.#ways.relay !== null && relayReason === undefined) return
    if (this.#ways.direct !== null && !this.#failed.has('direct')) return
    this.#told = true
    const silent = relayReason === undefined || relayReason === 'relayOff'
    this.#options.onUnreachable(silent ? 'unreachable' : relayReason)
  }
}
