import { createSignal } from 'solid-js'
import type { Notice } from '../../shared/session/status.ts'
import { noticeWords } from './notice_words.ts'
import { createRecovered, type Recovered, recoveredWords } from './recovered.ts'

/** A quiet line on the page. */
export interface Line {
  readonly id: number
  readonly text: string
  /** Stays until it is dismissed; the others go by themselves. */
  readonly stays: boolean
  /** It tells of recovered text, and leads to it. */
  readonly recovered: boolean
}

/** How long whoever shows a line lets it stay before it is dismissed, in milliseconds. */
export const LINE_MS = 5_000
/** Lines that go by themselves are shown so many at a time. */
const LINES = 4

/** What one has to know, or to do something about. */
const STAYING: readonly Notice['kind'][] = ['refused', 'storeOlder']

const FAULT =
  'Something went wrong on this page. Copy what matters to you and reload; what was saved is safe.'

export interface Notices {
  lines(): readonly Line[]
  /** What was refused, until it is dismissed. */
  readonly recovered: Recovered
  add(notice: Notice): void
  /** The page itself failed; said once, until it is dismissed. */
  fault(): void
  /** A line of the page's own. */
  say(text: string): void
  dismiss(id: number): void
  /** The recovered text is on the screen: its line goes. */
  shown(): void
}

/** No notices yet. */
export function createNotices(): Notices {
  const [lines, setLines] = createSignal<readonly Line[]>([])
  let next = 1
  const dismiss = (id: number) => setLines((all) => all.filter((line) => line.id !== id))
  const recovered = createRecovered()
  const push = (text: string, stays: boolean, ofRecovered = false) => {
    const id = next++
    setLines((all) => {
      const others = all.filter((line) => line.text !== text && !(ofRecovered && line.recovered))
      const going = others.filter((line) => !line.stays)
      const surplus = new Set(going.slice(0, Math.max(0, going.length - (LINES - 1))))
      return [...others.filter((line) => !surplus.has(line)), { id, text, stays, recovered: ofRecovered }]
    })
  }
  return {
    lines,
    recovered,
    add(notice) {
      if (notice.kind !== 'refused' || notice.text === '')
        return push(noticeWords(notice), STAYING.includes(notice.kind))
      recovered.add(notice.reason, notice.text)
      push(recoveredWords(recovered.texts().length), true, true)
    },
    fault: () => {
      if (!lines().some((line) => line.text === FAULT)) push(FAULT, true)
    },
    say: (text) => push(text, false),
    dismiss,
    shown: () => setLines((all) => all.filter((line) => !line.recovered)),
  }
}
