/** One measured number and what to hold it against, such as "at most 16"; '' when it stands alone. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly against: string
}

export const figure = (name: string, value: number, unit: string, against = ''): Figure => ({
  name,
  value,
  unit,
  against,
})

/** Three digits, or all those before the point. */
export function formatNumber(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3
  const whole = Number.isInteger(value)
  return value.toLocaleString('en-US', {
    minimumFractionDigits: whole ? 0 : digits,
    maximumFractionDigits: digits,
  })
}

/** The figures as lines of text, in columns. */
export function formatTable(figures: readonly Figure[]): string {
  const numbers = figures.map(({ value }) => formatNumber(value))
  const width = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => text.length))
  const names = width(figures.map(({ name }) => name))
  const values = width(numbers)
  const units = width(figures.map(({ unit }) => unit))
  return figures
    .map(({ name, unit, against }, i) =>
      `${name.padEnd(names)}  ${(numbers[i] ?? '').padStart(values)} ${unit.padEnd(units)}  ${against}`.trimEnd(),
    )
    .join('\n')
}
