/** How a command ended, as its exit code tells it too. */
export interface Answer {
  /** 0: done. 1: it could not be done. 2: the command was not understood. */
  readonly code: 0 | 1 | 2
  /** For the person; null where there is nothing to say. */
  readonly sentence: string | null
}

export const done = (sentence: string | null = null): Answer => ({ code: 0, sentence })
export const refused = (sentence: string): Answer => ({ code: 1, sentence })
export const misused = (sentence: string): Answer => ({ code: 2, sentence })
