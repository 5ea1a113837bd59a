/** Thrown for faults of our own only; input from outside is answered with a reason instead. */
export class AssertionError extends Error {
  override name = 'AssertionError'
}

/** Throws when our own reasoning is wrong. Never call it on anything that came from outside. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message)
}

/** The end of an exhaustive switch: does not compile while a case is missing. */
export function unreachable(value: never): never {
  throw new AssertionError(`unreachable: ${String(value)}`)
}
