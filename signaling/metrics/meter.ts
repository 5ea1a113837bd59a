import type { Reason } from '../../shared/protocol/reasons.ts'

/** Over what somebody was refused: HTTP, a Socket.IO request, or before there was a connection. */
export type Way = 'http' | 'socket' | 'handshake'

/**
 * What the server counts while it works. Nobody waits for it and it never throws. It is handed numbers and words out of
 * closed tables, nothing that came from outside.
 */
export interface Meter {
  /** A page was let into a room, so many milliseconds after it asked. */
  joined(ms: number): void
  /** What a host appended was answered after so many milliseconds. */
  appended(ms: number): void
  /** Somebody is not in a room any more, after so many milliseconds there without a break. */
  stayed(ms: number): void
  /** A page became host; `first`: of a room that had none since it was opened here. */
  promoted(first: boolean): void
  /** Pages say that their text differed from their host's and was mended, so often. */
  diverged(times: number): void
  refused(reason: Reason, way: Way): void
  /** @param route the pattern that matched, or `none` */
  answered(route: string, status: number): void
}

const nothing = (): void => undefined

/** Where nobody wants to know. */
export const NO_METER: Meter = {
  joined: nothing,
  appended: nothing,
  stayed: nothing,
  promoted: nothing,
  diverged: nothing,
  refused: nothing,
  answered: nothing,
}

/** Tells each of them. */
export function everyMeter(meters: readonly Meter[]): Meter {
  const [first = NO_METER, ...others] = meters
  if (others.length === 0) return first
  const each =
    <A extends readonly unknown[]>(tell: (meter: Meter, ...args: A) => void) =>
    (...args: A): void => {
      for (const meter of meters) tell(meter, ...args)
    }
  return {
    joined: each((meter, ms: number) => meter.joined(ms)),
    appended: each((meter, ms: number) => meter.appended(ms)),
    stayed: each((meter, ms: number) => meter.stayed(ms)),
    promoted: each((meter, isFirst: boolean) => meter.promoted(isFirst)),
    diverged: each((meter, times: number) => meter.diverged(times)),
    refused: each((meter, reason: Reason, way: Way) => meter.refused(reason, way)),
    answered: each((meter, route: string, status: number) => meter.answered(route, status)),
  }
}
