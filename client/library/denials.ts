import type { Reason } from '../../shared/protocol/reasons.ts'

/** Answers to a join that change by themselves: the session waits at the door, or tries again. */
const PASSING: readonly Reason[] = ['knocking', 'tooFast', 'roomUnknown']

/** Whether whoever was turned away for this reason stays out. */
export const isFinal = (reason: Reason): boolean => !PASSING.includes(reason)
