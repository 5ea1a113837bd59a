import type {} from '../../../client/debug_handle.ts'
import type {} from './pages/editor.ts'

declare global {
  interface Window {
    /** See `Noted`. */
    noted?: { pressed: number[]; seen: number[]; end(): void }
    marks?: { written: number[]; seen: Record<string, number[]>; end(): void }
    /** Every peer connection that the page made. */
    connections?: RTCPeerConnection[]
    /** Milliseconds from the address to the end of the first frame with the text. */
    readableAfter?: number
    /** When the text could be typed into, on the page's clock. */
    editableAt?: number
  }
}

// All of these run in the pages. Their functions have no names: tsx would call a helper for them.

/** Before the page's own scripts. */
export function recordConnections(): void {
  const made: RTCPeerConnection[] = []
  window.connections = made
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      made.push(this)
    }
  }
}

/**
 * Notes each key, and for each unit that the text grows by the end of the frame that shows it. A resize observer is
 * called in the very frame that it began in, be it before or in its animation callbacks, just before that is painted.
 */
export function watchText(): void {
  const view = (window.peer ?? window.tandem)?.view
  if (!view) throw new Error('the editor is not there')
  window.noted?.end()
  const pressed: number[] = []
  const seen: number[] = []
  const over = new AbortController()
  view.contentDOM.addEventListener(
    'keydown',
    (event) => {
      pressed.push(performance.timeOrigin + event.timeStamp)
    },
    { capture: true, signal: over.signal },
  )
  let known = view.state.doc.length
  const changes = new MutationObserver(() => {
    const fresh = view.state.doc.length - known
    if (fresh <= 0) return
    known += fresh
    const frame = new ResizeObserver(() => {
      frame.disconnect()
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        for (let i = 0; i < fresh; i++) seen.push(performance.timeOrigin + performance.now())
      }
      port2.postMessage(null)
    })
    frame.observe(view.contentDOM)
  })
  changes.observe(view.contentDOM, { subtree: true, childList: true, characterData: true })
  window.noted = {
    pressed,
    seen,
    end() {
      over.abort()
      changes.disconnect()
    },
  }
}

/** Single characters at the caret, each an edit of its own, as many as are due by the clock; a line now and then. */
export function press({ count, everyMs }: { count: number; everyMs: number }): Promise<void> {
  return new Promise((resolve) => {
    const start = performance.now()
    let made = 0
    const timer = setInterval(() => {
      const view = (window.peer ?? window.tandem)?.view
      const due = Math.min(count, Math.floor((performance.now() - start) / everyMs))
      for (; view && made < due; made++) {
        const at = view.state.selection.main.head
        const insert = made % 60 === 59 ? '\n' : 'x'
        view.dispatch({
          changes: { from: at, insert },
          selection: { anchor: at + 1 },
          userEvent: 'input.type',
        })
      }
      if (made < count) return
      clearInterval(timer)
      resolve()
    }, everyMs)
  })
}

/** Marks such as `<a7>` at the end; with no pace it only looks at those of others. */
export function makeMarks({ prefix, everyMs }: { prefix: string; everyMs: number }): void {
  const view = (window.peer ?? window.tandem)?.view
  if (!view) throw new Error('the editor is not there')
  const written: number[] = []
  const seen: Record<string, number[]> = {}
  new MutationObserver(() => {
    const frame = new ResizeObserver(() => {
      frame.disconnect()
      const now = performance.timeOrigin + performance.now()
      for (const [, who = '', number] of view.state.doc.toString().matchAll(/<([a-z])(\d+)>/g)) {
        seen[who] ??= []
        const times = seen[who]
        times[Number(number)] ??= now
      }
    })
    frame.observe(view.contentDOM)
  }).observe(view.contentDOM, { subtree: true, childList: true, characterData: true })
  const timer =
    everyMs > 0
      ? setInterval(() => {
          const insert = `<${prefix}${written.length}>${written.length % 8 === 7 ? '\n' : ''}`
          const from = view.state.doc.length
          written.push(performance.timeOrigin + performance.now())
          view.dispatch({
            changes: { from, insert },
            selection: { anchor: from + insert.length },
            scrollIntoView: true,
            userEvent: 'input.type',
          })
        }, everyMs)
      : undefined
  window.marks = {
    written,
    seen,
    end() {
      clearInterval(timer)
    },
  }
}

/** Before the page's own scripts: notes when so many units of the text are on the screen and can be typed into. */
export function watchReadable(least: number): void {
  const looking = setInterval(() => {
    const editor = document.querySelector('[data-testid=editor][data-access=edit]')
    const shown = editor?.shadowRoot?.querySelector('.cm-content')?.textContent
    if (shown === undefined || shown === null || shown.length < least) return
    if (document.querySelector('[data-testid=opening]') !== null) return
    clearInterval(looking)
    // The frame that has it is painted when the one after it begins.
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        window.readableAfter = performance.now()
      })
    })
  }, 4)
}

/** Before the page's own scripts: another process would see too late that the text can be typed into. */
export function watchEditable(): void {
  const look = new MutationObserver(() => {
    if (document.querySelector('[data-testid=editor][data-access=edit]') === null) return
    look.disconnect()
    window.editableAt = performance.now()
  })
  look.observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-access'],
  })
}
