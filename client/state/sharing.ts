import { createSignal, onCleanup } from 'solid-js'

/** How long "Copied" is shown, in milliseconds. */
const COPIED_MS = 2_000

/** The room's link on its way to others. */
export interface Sharing {
  readonly url: string
  /** It was copied a moment ago. */
  copied(): boolean
  /** The browser did not let the page copy it when that was last tried. */
  byHand(): boolean
  copy(): Promise<void>
  /** Another link is shown now: what was copied is not it. */
  changed(): void
}

/** @param write puts a text into the clipboard; rejects where the browser or the person does not allow it */
export function createSharing(url: () => string, write: (text: string) => Promise<void>): Sharing {
  const [copied, setCopied] = createSignal(false)
  const [byHand, setByHand] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  return {
    get url() {
      return url()
    },
    copied,
    byHand,
    changed() {
      setCopied(false)
      setByHand(false)
    },
    async copy() {
      try {
        await write(url())
      } catch {
        // No clipboard over plain http, or the person said no to it.
        setByHand(true)
        return
      }
      setByHand(false)
      setCopied(true)
      clearTimeout(timer)
      timer = setTimeout(() => setCopied(false), COPIED_MS)
    },
  }
}
