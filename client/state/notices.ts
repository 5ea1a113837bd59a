import { createSignal } from 'solid-js'
import type { Notice } from '../../shared/session/status.ts'
import { noticeWords } from './notice_words.ts'

/** A quiet line on the page. */
export interface Line {
  readonly id: number
  readonly text: string
  /** Stays until it is dismissed; the others go by themselves. */
  readonly stays: boolean
  /** Text that a person may want back, to be copied. */
  readonly rescue: string | null
}

/** How long a line stays, in milliseconds, and how many are shown at a time. */
const LINE_MS = 5_000
const LINES = 4

const FAULT =
  'Something went wrong on this page. Copy what matters to you and reload; what was saved is safe.'

export interface Notices {
  lines(): readonly Line[]
  add(notice: Notice): void
  /** The page itself failed; said once, until it is dismissed. */
  fault(): void
  /** A line of the page's own. */
  say(text: string): void
  dismiss(id: number): void
}

/** `later` calls back once after so many milliseconds. */
export function createNotices(later: (ms: number, callback: () => void) => void): Notices {
  const [lines, setLines] = createSignal<readonly Line[]>([])
  let next = 1
  const dismiss = (id: number) => setLines((all) => all.filter((line) => line.id !== id))
  const push = (text: string, stays: boolean, rescue: string | null) => {
    const id = next++
    setLines((all) => {
      const others = all.filter((line) => line.stays || line.text !== text)
      const going = others.filter((line) => !line.stays)
      const surplus = new Set(going.slice(0, Math.max(0, going.length - (LINES - 1))))
      return [...others.filter((line) => !surplus.has(line)), { id, text, stays, rescue }]
    })
    if (!stays) later(LINE_MS, () => dismiss(id))
  }
  return {
    lines,
    add(notice) {
      const rescue = notice.kind === 'refused' && notice.text !== '' ? notice.text : null
      push(noticeWords(notice), notice.kind === 'refused' || notice.kind === 'denied', rescue)
    },
    fault: () => {
      if (!lines().some((line) => line.text === FAULT)) push(FAULT, true, null)
    },
    say: (text) => push(text, false, null),
    dismiss,
  }
}
