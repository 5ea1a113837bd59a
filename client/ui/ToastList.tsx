import * as Kobalte from '@kobalte/core/toast'
import X from 'lucide-solid/icons/x'
import { createEffect, onCleanup, Show, untrack } from 'solid-js'
import { LINE_MS, type Line } from '../state/notices.ts'
import { CLOSE_CLASS, ToastBody, type ToastsProps } from './ToastBody.tsx'
import styles from './Toasts.module.css'

/** More than there ever are: how many are shown is decided where they come from. */
const LIMIT = 100

/** Lines that stay while the pointer or the focus is on them, and go by themselves, by key, button or swipe. */
export default function ToastList(props: ToastsProps) {
  return (
    // Afresh for the first line: whoever was on the last one has nothing to wait for any more.
    <Show when={props.notices.lines().length > 0}>
      <Region {...props} />
    </Show>
  )
}

function Region(props: ToastsProps) {
  const toasts = new Map<number, number>()
  createEffect(() => {
    const lines = props.notices.lines()
    untrack(() => {
      for (const [id, toast] of toasts)
        if (!lines.some((line) => line.id === id)) {
          toasts.delete(id)
          Kobalte.toaster.dismiss(toast)
        }
      for (const line of lines)
        if (!toasts.has(line.id))
          toasts.set(
            line.id,
            Kobalte.toaster.show((own) => (
              <Toast
                id={own.toastId}
                line={line}
                showRecovered={props.showRecovered}
                leave={props.leave}
                gone={() => props.notices.dismiss(line.id)}
              />
            )),
          )
    })
  })
  onCleanup(() => Kobalte.toaster.clear())

  return (
    <Kobalte.Region aria-label="Notices ({hotkey})" hotkey={['F8']} duration={LINE_MS} limit={LIMIT}>
      <Kobalte.List
        as="div"
        class={styles.list}
        // Whoever clicks or swipes goes on typing where they were.
        onMouseDown={(event: MouseEvent) => event.preventDefault()}
      />
    </Kobalte.Region>
  )
}

interface ToastProps {
  /** As the library counts them. */
  readonly id: number
  readonly line: Line
  showRecovered(): void
  leave(): void
  gone(): void
}

function Toast(props: ToastProps) {
  let element: HTMLElement | undefined
  // Before it goes, so that the others hear that the focus has left.
  const leave = () => {
    if (element?.contains(document.activeElement) === true) props.leave()
  }
  onCleanup(() => props.gone())
  return (
    <Kobalte.Root
      as="div"
      ref={element}
      toastId={props.id}
      priority="low"
      persistent={props.line.stays}
      class={styles.toast}
      data-stays={props.line.stays}
      onEscapeKeyDown={leave}
    >
      <ToastBody line={props.line} showRecovered={props.showRecovered}>
        <Kobalte.CloseButton class={CLOSE_CLASS} aria-label="Dismiss" onClick={leave}>
          <X size={15} aria-hidden="true" />
        </Kobalte.CloseButton>
      </ToastBody>
    </Kobalte.Root>
  )
}
