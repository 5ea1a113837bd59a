import * as Kobalte from '@kobalte/core/tooltip'
import { createSignal } from 'solid-js'
import { Borrowed } from './Borrowed.tsx'
import { overMain } from './over_main.ts'
import styles from './TooltipBubble.module.css'
import { wantsTooltip } from './wants_tooltip.ts'

/** How long the pointer rests on an element before its words are shown, and how long they stay after it, in milliseconds. */
const OPEN_MS = 500
const CLOSE_MS = 100

/** Pixels between the element and its words, and between them and the edge of the window. */
const GUTTER = 10
const EDGE = 6

/** Whose words they are, and which. */
export interface TooltipBubbleProps {
  readonly of: HTMLElement
  /** Why it is wanted. */
  readonly first: Event | null
  /** It has been pressed since it was come to. */
  isPressed(): boolean
  readonly words: string
}

/** The words beside an element, and when they are shown: on hover and on focus, until it is left or Escape is pressed. */
export default function TooltipBubble(props: TooltipBubbleProps) {
  const { of, first } = props
  // On the way here the pointer or the focus may have gone elsewhere.
  const isStill = first !== null && of.matches(first.type === 'focus' ? ':focus' : ':hover')
  // A name is not to be read out twice.
  const isName = of.getAttribute('aria-label') === props.words
  const [open, setOpen] = createSignal(false)

  return (
    <Kobalte.Root
      open={open()}
      // The library goes on waiting to show it when the element is pressed meanwhile.
      onOpenChange={(now) => setOpen(now && !props.isPressed())}
      openDelay={OPEN_MS}
      closeDelay={CLOSE_MS}
      gutter={GUTTER}
      overflowPadding={EDGE}
    >
      <Kobalte.Trigger
        as={Borrowed}
        element={of}
        first={isStill ? first : undefined}
        takes={(event: Event) => wantsTooltip(event, of)}
        leavesOut={isName ? 'aria-describedby' : undefined}
      />
      <Kobalte.Portal {...overMain()}>
        <Kobalte.Content class={styles.tooltip} data-testid="tooltip">
          {props.words}
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte.Root>
  )
}
