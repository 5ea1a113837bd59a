import * as Kobalte from '@kobalte/core/dialog'
import X from 'lucide-solid/icons/x'
import { type JSX, Show } from 'solid-js'
import button from './button.module.css'
import styles from './Dialog.module.css'

interface DialogProps {
  /** Names it for those who cannot see it; shown as its head unless `bare`. */
  readonly title: string
  readonly testId: string
  /** Nothing else can be used meanwhile. Otherwise it closes when one goes on elsewhere. */
  readonly modal: boolean
  /** Without head and button: Escape and a click elsewhere close it. */
  readonly bare?: boolean
  /** `corner`: below the top bar at the right; `top`: where it does not move when it gets shorter. */
  readonly place: 'middle' | 'top' | 'corner'
  readonly children: JSX.Element
  closed(): void
}

/** What lies over the page. It is open for as long as it is there; whoever closes it takes care of the focus. */
export function Dialog(props: DialogProps) {
  let content: HTMLDivElement | undefined

  return (
    <Kobalte.Root
      open
      modal={props.modal}
      preventScroll={false}
      onOpenChange={(open) => {
        if (!open) props.closed()
      }}
    >
      <Kobalte.Portal>
        <Show when={props.modal}>
          <Kobalte.Overlay class={styles.overlay} />
        </Show>
        <Kobalte.Content
          class={styles.content}
          data-place={props.place}
          data-testid={props.testId}
          ref={content}
          onOpenAutoFocus={(event: Event) => {
            // Its name is read out first; a dialog with a field of its own has taken the focus already.
            event.preventDefault()
            if (content?.contains(document.activeElement) !== true) content?.focus()
          }}
          onCloseAutoFocus={(event: Event) => event.preventDefault()}
        >
          <Show when={!props.bare} fallback={<Kobalte.Title class="unseen">{props.title}</Kobalte.Title>}>
            <div class={styles.head}>
              <Kobalte.Title class={styles.title}>{props.title}</Kobalte.Title>
              <Kobalte.CloseButton
                class={`${button.button} ${button.quiet} ${styles.close}`}
                aria-label="Close"
              >
                <X size={16} aria-hidden="true" />
              </Kobalte.CloseButton>
            </div>
          </Show>
          {props.children}
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte.Root>
  )
}
