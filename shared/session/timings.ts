/** Every duration that the session knows, in milliseconds. None of them decides what is right, only how soon. */
export interface Timings {
  /** A guest asks the host for a sign of life this often. */
  readonly ping: number
  /** A link on which nothing came for so long, although a ping was sent, is given up. */
  readonly dead: number
  /** How long a guest that is asked about its host waits for a sign of life before it says that it cannot vouch. */
  readonly vouchAnswer: number
  /** A host that nobody asks anything for so long sends its hash, so that guests can compare. */
  readonly rest: number
  /** A link that came before this page knew that it is host waits so long. */
  readonly park: number
  /** Before an append that failed, or an entrance that was refused for the moment, is tried again. */
  readonly retry: number
  /** "Saved" turns into "In sync" after so long without a change. */
  readonly settle: number
  /** "Reconnecting" turns into "Offline" after so long without server and host. */
  readonly offline: number
  /** Somebody who has not typed for so long is not typing. */
  readonly typing: number
}

export const TIMINGS: Timings = {
  ping: 1_000,
  dead: 3_000,
  vouchAnswer: 700,
  rest: 2_000,
  park: 3_000,
  retry: 500,
  settle: 2_000,
  offline: 5_000,
  typing: 2_500,
}
