import { createContext } from 'solid-js'
import type { RoomId } from '../../shared/base/ids.ts'

/** A room that this account was in, in whatever browser. */
export interface MyRoom {
  readonly roomId: RoomId
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Who is signed in on this page. */
export interface Account {
  readonly name: string
  /** Ends the session and shows the start page; answers false where the server could not be reached. */
  signOut(): Promise<boolean>
  /** The last visited first; none where they cannot be had. Never rejects. */
  rooms(): Promise<readonly MyRoom[]>
}

/** Null where nobody signs in, or it is not known who did. */
export const AccountContext = createContext<Account | null>(null)

/** What a sign-in that could not be ended says. */
export const STILL_SIGNED_IN =
  'The server does not answer, so you are still signed in. Try again in a moment.'

/** Where a tab of its own says that one is signed in: what is open in the others stays as it is. */
export const SIGN_IN_APART = '/auth/login?to=%2Fauth%2Fdone'

/** Where to sign in, and come back to this path. */
export const signInPath = (path: string): string => `/auth/login?to=${encodeURIComponent(path)}`
