import { children, createEffect, createSignal, type JSX, onCleanup, Show, Suspense } from 'solid-js'
import { later } from './later.ts'
import { wantsTooltip } from './wants_tooltip.ts'

/** To be had beforehand where there may be no server later on. */
export const TooltipBubble = later(() => import('./TooltipBubble.tsx'))

interface TooltipProps {
  readonly words: string
  /** One element, which has a name of its own. */
  readonly children: JSX.Element
}

/**
 * Says what an element does to whoever rests the pointer on it or comes to it by keyboard. The element is the same
 * before and after what shows the words has been loaded, which is when they are first wanted.
 */
export function Tooltip(props: TooltipProps) {
  const child = children(() => props.children)
  const [first, setFirst] = createSignal<Event | null>(null)
  // Whoever has pressed it since the pointer came there knows what it does, and looks at what came of it.
  let pressed = false
  const element = () => {
    const one = child()
    return one instanceof HTMLElement ? one : null
  }
  createEffect(() => {
    const of = element()
    if (of === null) return
    const listener = (event: Event) => {
      if (event.type === 'pointerdown') pressed = true
      else if (wantsTooltip(event, of)) {
        pressed = false
        if (first() === null) setFirst(event)
      }
    }
    for (const type of ['pointerenter', 'pointerdown', 'focus']) {
      of.addEventListener(type, listener)
      onCleanup(() => of.removeEventListener(type, listener))
    }
  })

  return (
    <>
      {child()}
      <Show when={first() !== null && element()}>
        {(of) => (
          <Suspense>
            <TooltipBubble of={of()} first={first()} isPressed={() => pressed} words={props.words} />
          </Suspense>
        )}
      </Show>
    </>
  )
}
