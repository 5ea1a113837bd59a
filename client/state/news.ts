import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { SessionPort } from '../../shared/session/session_port.ts'

/** What news needs of the document. */
export interface Watched {
  readonly visibilityState: DocumentVisibilityState
  addEventListener(type: 'visibilitychange', listener: () => void): void
  removeEventListener(type: 'visibilitychange', listener: () => void): void
}

/**
 * Whether others have edited since the page was last in front. What brings the text in the first place is no news.
 */
export function createNews(session: Pick<SessionPort, 'on' | 'status'>, page: Watched): Accessor<boolean> {
  const [news, setNews] = createSignal(false)
  let loaded = session.status().state !== 'loading'
  const seen = () => {
    if (page.visibilityState === 'visible') setNews(false)
  }
  page.addEventListener('visibilitychange', seen)
  const stop = session.on((event) => {
    if (event.type === 'loaded') loaded = true
    else if (event.type === 'change' && loaded && page.visibilityState === 'hidden') setNews(true)
  })
  onCleanup(() => {
    page.removeEventListener('visibilitychange', seen)
    stop()
  })
  return news
}
