import type { LineEnd } from '../../shared/protocol/change.ts'

/** The line ends that most lines of a text have; line feeds where there is no telling. */
export function lineEndOf(text: string): LineEnd {
  const both = text.match(/\r\n/g)?.length ?? 0
  const all = text.match(/\n/g)?.length ?? 0
  return both > all - both ? '\r\n' : '\n'
}
