import type { Chromium } from '../../support/chromium.ts'
import type { BuiltPages } from './built_pages.ts'
import type { Product } from './product.ts'
import type { Results } from './results.ts'

/** One product's turn in one round of a measurement. */
export interface Turn {
  readonly product: Product
  readonly round: number
  /** A short look: to see that all works, not to tell anybody. */
  readonly quick: boolean
  /** Fresh for this turn. */
  readonly browser: Chromium
  readonly pages: BuiltPages
  readonly results: Results
}

export interface Measure {
  readonly name: string
  /** How many rounds it takes of a run of so many: what is steady, or takes long, takes fewer. */
  rounds(ofRun: number): number
  run(turn: Turn): Promise<void>
}
