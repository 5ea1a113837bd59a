import { parseLinkSecret, parseOwnerKey } from '../../shared/access/secrets.ts'
import { type Lines, linesPart, parseLines } from './line_link.ts'

/** What the fragment of a room's link says; the server never hears of it. */
export interface Fragment {
  /** `k=`: the secret of a link. */
  readonly link: string | null
  /** `o=`: the key of the room's owner. */
  readonly owner: string | null
  /** `e=1`: the room is private, and its content encrypted. */
  readonly isPrivate: boolean
  readonly lines: Lines | null
}

/** Reads `#k=…&L42` and the like; what makes no sense is not there. */
export function parseFragment(hash: string): Fragment {
  const parts = hash.replace(/^#/, '').split('&')
  const find = (name: string) => parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1)
  return {
    link: parseLinkSecret(find('k')),
    owner: parseOwnerKey(find('o')),
    isPrivate: find('e') === '1',
    lines: parts.map(parseLines).find((lines) => lines !== null) ?? null,
  }
}

/** The fragment, with its `#`; empty when it says nothing. */
export function formatFragment({ link, owner, isPrivate, lines }: Partial<Fragment>): string {
  const parts = [
    owner && `o=${owner}`,
    link && `k=${link}`,
    isPrivate && 'e=1',
    lines && linesPart(lines),
  ].filter(Boolean)
  return parts.length === 0 ? '' : `#${parts.join('&')}`
}
