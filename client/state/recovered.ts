import { createSignal } from 'solid-js'
import { INSERT_UNITS } from '../../shared/protocol/limits.ts'
import type { Reason } from '../../shared/protocol/reasons.ts'

/** Text held at most, in UTF-16 units: beyond it the oldest goes. */
export const RECOVERED_UNITS = 4_000_000

/** Something that a person wrote and the room did not take, for them to copy. */
export interface RecoveredText {
  readonly id: number
  readonly reason: Reason
  readonly units: number
  text(): string
}

interface Held extends RecoveredText {
  /** The newest first, which is the one that stands first in the text. */
  readonly parts: readonly string[]
}

export interface Recovered {
  /** The oldest first. */
  texts(): readonly RecoveredText[]
  /** So much of the oldest text is gone, in UTF-16 units. */
  lost(): number
  add(reason: Reason, text: string): void
  dismiss(id: number): void
  dismissAll(): void
}

/** Holds what could not be merged until the person lets go of it. */
export function createRecovered(most = RECOVERED_UNITS): Recovered {
  const [texts, setTexts] = createSignal<readonly Held[]>([])
  const [lost, setLost] = createSignal(0)
  let next = 1

  const add = (reason: Reason, text: string) => {
    const all = [...texts()]
    const last = all.at(-1)
    // A large paste goes as several edits from its end to its beginning: all but the first are as large as one may be.
    if (last !== undefined && last.reason === reason && text.length >= INSERT_UNITS - 1)
      all[all.length - 1] = held(last.id, reason, [text, ...last.parts])
    else all.push(held(next++, reason, [text]))
    setTexts(bounded(all))
  }

  const keep = (all: readonly Held[]) => {
    setTexts(all)
    if (all.length === 0) setLost(0)
  }

  /** Lets the oldest parts go. */
  const bounded = (all: Held[]): Held[] => {
    let surplus = all.reduce((sum, { units }) => sum + units, 0) - most
    for (let oldest = all[0]; oldest !== undefined && surplus > 0; oldest = all[0]) {
      const part = oldest.parts.at(-1) ?? ''
      const kept = part.slice(0, Math.max(0, part.length - surplus))
      const parts = oldest.parts.slice(0, -1)
      if (kept !== '') parts.push(kept)
      surplus -= part.length - kept.length
      setLost(lost() + part.length - kept.length)
      if (parts.length > 0) all[0] = held(oldest.id, oldest.reason, parts)
      else all.shift()
    }
    return all
  }

  return {
    texts,
    lost,
    add,
    dismiss: (id) => keep(texts().filter((one) => one.id !== id)),
    dismissAll: () => keep([]),
  }
}

const held = (id: number, reason: Reason, parts: readonly string[]): Held => ({
  id,
  reason,
  parts,
  units: parts.reduce((sum, { length }) => sum + length, 0),
  text: () => parts.join(''),
})

/** How many texts there are, for a line of its own. */
export const recoveredWords = (count: number): string =>
  count === 1
    ? 'An edit of yours could not be taken. Its text is kept for you to copy'
    : `${count} edits of yours could not be taken. Their texts are kept for you to copy`
