/** Why a product has no value for a figure. */
export type Lack = 'does not apply' | 'never'

/** What a run measured: values for each figure and product, one or a few from each round. */
export class Results {
  readonly #values = new Map<string, Map<string, number[]>>()
  readonly #lacks = new Map<string, Map<string, Lack>>()

  add(figure: string, product: string, value: number): void {
    const ofFigure = this.#values.get(figure) ?? new Map<string, number[]>()
    this.#values.set(figure, ofFigure)
    ofFigure.set(product, [...(ofFigure.get(product) ?? []), value])
  }

  /** There is no value in this round, and so none at all: a product that fails once is not told by its better rounds. */
  lacks(figure: string, product: string, lack: Lack): void {
    const ofFigure = this.#lacks.get(figure) ?? new Map<string, Lack>()
    this.#lacks.set(figure, ofFigure)
    ofFigure.set(product, lack)
  }

  /** From all rounds; none where something is lacking. */
  values(figure: string, product: string): readonly number[] {
    return this.lack(figure, product) === null ? (this.#values.get(figure)?.get(product) ?? []) : []
  }

  lack(figure: string, product: string): Lack | null {
    return this.#lacks.get(figure)?.get(product) ?? null
  }

  /** All of it, as JSON can have it. */
  raw(): Readonly<Record<string, Readonly<Record<string, readonly number[] | Lack>>>> {
    const figures = new Set([...this.#values.keys(), ...this.#lacks.keys()])
    return Object.fromEntries(
      [...figures].map((figure) => [
        figure,
        {
          ...Object.fromEntries(this.#values.get(figure) ?? []),
          ...Object.fromEntries(this.#lacks.get(figure) ?? []),
        },
      ]),
    )
  }
}

/** The middle value of a figure's rounds, and the quarters beside it. */
export interface Spread {
  readonly low: number
  readonly middle: number
  readonly high: number
}

/** Of a sorted list, between its values where the share falls between two. */
function at(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place - Math.floor(place))
}

/** Null of no values. */
export function spread(values: readonly number[]): Spread | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  return { low: at(sorted, 0.25), middle: at(sorted, 0.5), high: at(sorted, 0.75) }
}
