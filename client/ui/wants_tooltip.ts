/** The keys that something is closed or done with: the focus comes back to where it was, and nobody asks what that is. */
const CLOSING: readonly string[] = ['Escape', 'Enter', ' ']

let lastKey = ''
window.addEventListener(
  'keydown',
  ({ key }) => {
    lastKey = key
  },
  { capture: true },
)

/** Whether what happened to an element asks for its tooltip: fingers and a focus that nobody moved there do not. */
export function wantsTooltip(event: Event, element: HTMLElement): boolean {
  if (event.type === 'focus') return element.matches(':focus-visible') && !CLOSING.includes(lastKey)
  return !(event instanceof PointerEvent) || event.pointerType !== 'touch'
}
