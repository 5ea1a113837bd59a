/** Whether faults are tried as often as they should be; else a slice of that. */
export const WHOLE = process.env.FAULTS === 'whole'

/** How often a fault is tried: in an ordinary run, and by `npm run test:faults`. */
export const rounds = (slice: number, whole: number): number => (WHOLE ? whole : slice)
