import type { PeerId } from '../../shared/base/ids.ts'
import type { Page } from './page.ts'

/** A group of pages that is cut off. */
export interface Island {
  readonly pages: ReadonlySet<Page>
  /** What does not get across its border: the way to the server, direct links to the others, or both. */
  readonly blocks: 'server' | 'links' | 'both'
}

const pairOf = (a: PeerId, b: PeerId): string => [a, b].sort().join(' ')

/** Who can reach whom. */
export class Reach {
  /** Pairs that cannot have a direct link. */
  readonly #apart = new Set<string>()
  readonly #islands = new Set<Island>()
  /** Whether there are direct links at all. */
  readonly #direct: boolean

  constructor(direct: boolean) {
    this.#direct = direct
  }

  setApart(a: PeerId, b: PeerId, apart: boolean): void {
    if (apart) this.#apart.add(pairOf(a, b))
    else this.#apart.delete(pairOf(a, b))
  }

  /** Cuts off a group, and what it has across the border now. Answers what ends it. */
  cutOff(island: Island, others: readonly Page[]): () => void {
    this.#islands.add(island)
    for (const page of island.pages) {
      if (island.blocks !== 'links') page.connection.breakOff()
      if (island.blocks === 'server') continue
      for (const { peerId } of others) if (peerId && this.#crosses(page, peerId)) page.dialer.breakOff(peerId)
    }
    return () => this.#islands.delete(island)
  }

  server(page: Page): boolean {
    return ![...this.#islands].some(({ pages, blocks }) => blocks !== 'links' && pages.has(page))
  }

  link(a: Page, b: PeerId): boolean {
    if (!this.#direct || a.peerId === null || this.#apart.has(pairOf(a.peerId, b))) return false
    return !this.#crosses(a, b)
  }

  /** Everybody can reach everybody again. */
  reunite(): void {
    this.#apart.clear()
    this.#islands.clear()
  }

  #crosses(page: Page, peer: PeerId): boolean {
    for (const { pages, blocks } of this.#islands) {
      if (blocks === 'server') continue
      const inside = [...pages].some(({ peerId }) => peerId === peer)
      if (inside !== pages.has(page)) return true
    }
    return false
  }
}
