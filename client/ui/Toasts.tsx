import X from 'lucide-solid/icons/x'
import { createEffect, createSignal, For, onCleanup, Show, Suspense } from 'solid-js'
import { LINE_MS } from '../state/notices.ts'
import { later, preloadSoon } from './later.ts'
import { CLOSE_CLASS, ToastBody, type ToastsProps } from './ToastBody.tsx'
import styles from './Toasts.module.css'

const ToastList = later(() => import('./ToastList.tsx'))

/**
 * Quiet lines over the lower edge of the text. Read out politely as they come. Until the code that keeps them under the
 * pointer and lets them be swiped away is here, plain ones say the same: none waits for the server.
 */
export function Toasts(props: ToastsProps) {
  const [loaded, setLoaded] = createSignal(false)
  const [rich, setRich] = createSignal(false)
  preloadSoon({ preload: () => ToastList.preload().then(() => setLoaded(true)) })
  // In between two lines: nobody sees one move or hears it twice.
  createEffect(() => {
    if (loaded() && props.notices.lines().length === 0) setRich(true)
  })

  return (
    <div
      class={styles.toasts}
      data-testid="notices"
      data-plain={!rich()}
      aria-live="polite"
      aria-relevant="additions"
    >
      <Show when={rich()} fallback={<PlainList {...props} />}>
        <Suspense fallback={<PlainList {...props} />}>
          <ToastList {...props} />
        </Suspense>
      </Show>
    </div>
  )
}

/** Lines that stay as long as they should, and no more than that. */
function PlainList(props: ToastsProps) {
  return (
    <div class={styles.list}>
      <For each={props.notices.lines()}>
        {(line) => {
          const dismiss = () => props.notices.dismiss(line.id)
          if (!line.stays) {
            const timer = setTimeout(dismiss, LINE_MS)
            onCleanup(() => clearTimeout(timer))
          }
          return (
            <div class={styles.toast} data-stays={line.stays}>
              <ToastBody line={line} showRecovered={props.showRecovered}>
                <button type="button" class={CLOSE_CLASS} aria-label="Dismiss" onClick={dismiss}>
                  <X size={15} aria-hidden="true" />
                </button>
              </ToastBody>
            </div>
          )
        }}
      </For>
    </div>
  )
}
