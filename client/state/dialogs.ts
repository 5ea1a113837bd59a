import { createSignal } from 'solid-js'

/** What can lie over a room's page. One at a time. */
export type DialogName = 'palette' | 'share' | 'settings' | 'shortcuts' | 'remove'

export interface Dialogs {
  open(): DialogName | null
  /** Instead of the one that is open, if any. */
  show(name: DialogName): void
  /** Closes it and gives the focus back to where it was, unless it went elsewhere meanwhile. */
  close(): void
}

/** Where the focus is, within shadow roots too; null when it is nowhere. */
function focused(): HTMLElement | null {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element instanceof HTMLElement && element !== document.body ? element : null
}

/** @param fallback takes the focus when what had it is gone */
export function createDialogs(fallback: () => void): Dialogs {
  const [open, setOpen] = createSignal<DialogName | null>(null)
  let before: HTMLElement | null = null
  return {
    open,
    show(name) {
      if (open() === null) before = focused()
      setOpen(name)
    },
    close() {
      if (open() === null) return
      const inside = focused()
      setOpen(null)
      // A click elsewhere leaves the focus where it went.
      if (inside?.isConnected && focused() === inside) return
      if (before?.isConnected) before.focus({ preventScroll: true })
      if (focused() === null) fallback()
    },
  }
}
