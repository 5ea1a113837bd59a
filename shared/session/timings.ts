/** Every duration that the session knows, in milliseconds. None of them decides what is right, only how soon. */
export interface Timings {
  /** A guest that heard nothing of the host for so long asks for a sign of life. */
  readonly ping: number
  /** A guest measures the way to the host at least this often, however much it hears. */
  readonly latency: number
  /** A link on which nothing came for so long, although a ping was sent, is given up. */
  readonly dead: number
  /** How long a guest that is asked about its host waits for a sign of life before it says that it cannot vouch. */
  readonly vouchAnswer: number
  /** A host that nobody asks anything for so long sends its hash, so that guests can compare. */
  readonly rest: number
  /** A link that came before this page knew that it is host waits so long. */
  readonly park: number
  /** A link over which nobody joined for so long is closed. */
  readonly join: number
  /** An edit that somebody else still holds waits so long for its author to bring it. */
  readonly bring: number
  /** From one append to the next, where a guest holds what is not saved, too: what is typed meanwhile goes together. */
  readonly append: number
  /** Before an append that failed, or an entrance that was refused for the moment, is tried again. */
  readonly retry: number
  /** Before a page looks again whether a room's owner has opened it, where the server did not know the room any more. */
  readonly unknown: number
  /** A host tells its guests that all is saved no more often than this. */
  readonly saved: number
  /** And what is saved of a log that keeps growing, no more often than this. */
  readonly savedPart: number
  /** "Saved" turns into "In sync" after so long without a change. */
  readonly settle: number
  /** A page without anybody to edit with, and without the server, is "Offline" after so long. */
  readonly offline: number
  /** A page that the server has been out of reach for so long is told that others may go on without it. */
  readonly cutOff: number
  /** Somebody who has not typed for so long is not typing. */
  readonly typing: number
  /** Who types on and on says so this often, for those who came meanwhile: their edits say it to all others. */
  readonly typingAgain: number
  /** Others are told where somebody is no more often than this; a little more than a frame of a screen takes. */
  readonly cursor: number
  /** Somebody who gave no sign of life for so long is idle. */
  readonly idle: number
  /** What is not saved is written to this browser's disk after so long. */
  readonly journal: number
  /** Nobody waits longer for the disk. */
  readonly journalOpen: number
  /** Before the disk is tried again after it failed. */
  readonly journalRetry: number
}

export const TIMINGS: Timings = {
  ping: 1_000,
  latency: 5_000,
  dead: 3_000,
  vouchAnswer: 700,
  rest: 2_000,
  park: 3_000,
  join: 10_000,
  bring: 1_000,
  append: 500,
  retry: 500,
  unknown: 5_000,
  saved: 500,
  savedPart: 2_000,
  settle: 2_000,
  offline: 5_000,
  cutOff: 30_000,
  typing: 2_500,
  typingAgain: 5_000,
  cursor: 50,
  idle: 180_000,
  journal: 200,
  journalOpen: 1_000,
  journalRetry: 10_000,
}
