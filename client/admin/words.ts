const MINUTE_S = 60
const HOUR_S = 3_600
const DAY_S = 86_400
const MIB = 1_024 * 1_024

export const toMebibytes = (bytes: number): number => bytes / MIB

/** A length of time in two units at most: "3 d 4 h", "12 min", "40 s". */
export function duration(seconds: number): string {
  const whole = (n: number) => Math.floor(n)
  if (seconds < MINUTE_S) return `${whole(seconds)} s`
  if (seconds < HOUR_S) return `${whole(seconds / MINUTE_S)} min`
  if (seconds < DAY_S) {
    const minutes = whole((seconds % HOUR_S) / MINUTE_S)
    return `${whole(seconds / HOUR_S)} h${minutes > 0 ? ` ${minutes} min` : ''}`
  }
  const hours = whole((seconds % DAY_S) / HOUR_S)
  return `${whole(seconds / DAY_S)} d${hours > 0 ? ` ${hours} h` : ''}`
}

/** Digits in groups of three. */
export const number = (n: number): string => Math.round(n).toLocaleString('en-US')

/** With as many digits as say something. */
export function milliseconds(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`
  if (ms >= 10) return `${Math.round(ms)} ms`
  return `${ms.toFixed(1)} ms`
}

export const mebibytes = (amount: number): string => `${number(amount)} MiB`

export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${number(n)} ${n === 1 ? one : many}`

/** The steps that stays are counted by. */
export const STAY_NAMES = ['under 1 min', '1–5 min', '5–15 min', '15–60 min', '1–4 h', 'over 4 h'] as const
