import type { freshIn } from './new_room.ts'
import type { TextStorage } from './storage.ts'

/** JSON. */
const KEY = 'tandem.wayBack'
/** Characters of what is read back at most. */
const CHARS = 2_000

/** What of an address no server hears of, and has to be there again after a sign-in. */
export interface WayBack {
  readonly path: string
  /** With its `#`; may be empty. */
  readonly hash: string
  /** The room is to be made, and what kind of room; null where it is not. */
  readonly fresh: ReturnType<typeof freshIn>
}

type Texts = Pick<TextStorage, 'get' | 'set'>

/** Remembers it in this tab, until it is taken. */
export const keepWayBack = (storage: Texts, way: WayBack): void => storage.set(KEY, JSON.stringify(way))

/** What was kept, once; null where nothing was, or it belongs to another path. */
export function takeWayBack(storage: Texts, path: string): WayBack | null {
  const text = storage.get(KEY) ?? ''
  if (text !== '') storage.set(KEY, '')
  if (text === '' || text.length > CHARS) return null
  try {
    const way: unknown = JSON.parse(text)
    if (typeof way !== 'object' || way === null || !('path' in way) || way.path !== path) return null
    const hash = 'hash' in way && typeof way.hash === 'string' && /^(?:#.*)?$/.test(way.hash) ? way.hash : ''
    const fresh = 'fresh' in way && (way.fresh === 'open' || way.fresh === 'private') ? way.fresh : null
    return { path, hash, fresh }
  } catch {
    // Not ours, or cut short.
    return null
  }
}
