import type { AccountId } from '../store/visits.ts'

/** Somebody who signed in, as a request or a connection shows them. */
export interface Session {
  /** Of this one sign-in. */
  readonly id: string
  readonly account: AccountId
  /** As the provider calls them, cleaned. */
  readonly name: string
  /** Milliseconds since 1970. */
  readonly endsAt: number
}

/** Tells who a request comes from, where one has to sign in. */
export interface Gate {
  /** The session that a request's `Cookie` header shows; null: none that holds. */
  sessionOf(cookies: string | undefined): Promise<Session | null>
  /** Whether a session is neither over nor ended. */
  holds(session: Session): boolean
  /** Calls back with the id of each session that somebody ends before its time. */
  onEnded(listener: (id: string) => void): void
}
