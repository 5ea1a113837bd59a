import { type ComponentProps, createRenderEffect, onCleanup, onMount } from 'solid-js'

/** What is not an attribute or an event of the element. */
const OWN: ReadonlySet<string> = new Set(['children', 'element', 'first', 'leavesOut', 'ref', 'takes'])

interface BorrowedProps extends ComponentProps<'button'> {
  /** It is there already and keeps all that is its own. */
  readonly element: HTMLElement
  /** Came before there was anybody to listen: is heard now. */
  readonly first?: Event | undefined
  /** An attribute that is not wanted here. */
  readonly leavesOut?: string | undefined
  /** Whether this event is to be heard; all are when not given. */
  takes?(event: Event): boolean
}

/**
 * What a component library calls a trigger, put upon an element that is on the page already: it listens there and keeps
 * its attributes up to date. So what is loaded later replaces no element and takes the focus from none.
 */
export function Borrowed(props: BorrowedProps) {
  const { element } = props
  const value = (name: string): unknown => Reflect.get(props, name)
  const hear = (name: string, event: Event) => {
    const handler = value(name)
    if (typeof handler === 'function' && props.takes?.(event) !== false) handler(event)
  }
  if (typeof props.ref === 'function') props.ref(element as HTMLButtonElement)
  for (const name of Object.keys(props)) {
    if (OWN.has(name)) continue
    if (!/^on[A-Z]/.test(name)) {
      const attribute = () => (props.leavesOut === name ? undefined : value(name))
      createRenderEffect<boolean>((written) => write(element, name, attribute(), written), false)
      continue
    }
    const type = name.slice(2).toLowerCase()
    const listener = (event: Event) => hear(name, event)
    element.addEventListener(type, listener)
    onCleanup(() => element.removeEventListener(type, listener))
    onMount(() => {
      if (props.first?.type === type) hear(name, props.first)
    })
  }
  return null
}

/** Answers whether the attribute is there by this; takes away only what was there by this before. */
function write(element: HTMLElement, name: string, value: unknown, written: boolean): boolean {
  const isSaid = value !== undefined && value !== null && (value !== false || name.startsWith('aria-'))
  if (isSaid) element.setAttribute(name, String(value))
  else if (written) element.removeAttribute(name)
  return isSaid
}
