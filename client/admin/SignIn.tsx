import { createSignal, onMount, Show } from 'solid-js'
import { Brand } from '../ui/Brand.tsx'
import button from '../ui/button.module.css'
import { signIn, type Trouble } from './admin_api.ts'
import styles from './SignIn.module.css'
import { plural } from './words.ts'

/** What happened, and what to do. */
function wordsOf(trouble: Trouble): string {
  if (trouble.kind === 'wait')
    return `That was tried too often from your network. Try again in ${plural(trouble.seconds, 'second')}.`
  return trouble.kind === 'away'
    ? 'The server does not answer. Try again in a moment.'
    : 'That is not the token. It is the server’s setting ADMIN_TOKEN.'
}

/** Asks for the token. */
export function SignIn(props: { readonly onIn: () => void }) {
  const [trouble, setTrouble] = createSignal<Trouble | null>(null)
  const [busy, setBusy] = createSignal(false)
  let field: HTMLInputElement | undefined
  onMount(() => field?.focus())
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!field || busy()) return
    setBusy(true)
    const answer = await signIn(field.value)
    setBusy(false)
    if (answer.ok) return props.onIn()
    setTrouble(answer.trouble)
    field.select()
  }
  return (
    <main class={styles.page}>
      <Brand size="large" />
      <h1 class={styles.title}>This server</h1>
      <p class={styles.text}>How it is, for whoever runs it. It shows no texts, names or addresses.</p>
      <form class={styles.form} onSubmit={(event) => void submit(event)}>
        <label class={styles.label} for="token">
          Administrator’s token
        </label>
        <input
          ref={(element) => {
            field = element
          }}
          id="token"
          class={styles.field}
          type="password"
          autocomplete="current-password"
          required
          maxLength={4096}
          aria-describedby="trouble"
          aria-invalid={trouble()?.kind === 'wrong'}
        />
        <button class={`${button.button} ${button.primary} ${styles.open}`} type="submit">
          Open
        </button>
        <p id="trouble" class={styles.trouble} role="alert">
          <Show when={trouble()}>{(met) => wordsOf(met())}</Show>
        </p>
      </form>
    </main>
  )
}
