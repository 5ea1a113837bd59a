import { StoreDown } from './room_store.ts'

/**
 * What every store rejects with. The cause keeps the error's name, code and message only: database clients hang the
 * failed command and its arguments, which are people's text, on their errors.
 */
export function toStoreDown(error: unknown): StoreDown {
  if (error instanceof StoreDown) return error
  return new StoreDown('The store does not answer.', { cause: bare(error) })
}

/** A short word for a log: a system error's code, a database's error word, or the error's name. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if ('code' in error && typeof error.code === 'string') return error.code
  return /^[A-Z]{4,}\b/.exec(error.message)?.[0] ?? error.name
}

function bare(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('not an error')
  const copy = new Error(error.message)
  copy.name = error.name
  if (error.stack !== undefined) copy.stack = error.stack
  if ('code' in error && (typeof error.code === 'string' || typeof error.code === 'number'))
    return Object.assign(copy, { code: error.code })
  return copy
}
