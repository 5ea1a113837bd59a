import LogIn from 'lucide-solid/icons/log-in'
import { Show } from 'solid-js'
import { Brand } from './Brand.tsx'
import button from './button.module.css'
import styles from './MessagePage.module.css'

interface SignInPageProps {
  /** The room that waits; null on the start page. */
  readonly roomId: string | null
  /** Where to sign in. */
  readonly href: string
  /** The person goes there. */
  leaving(): void
}

/** Stands where one has to sign in first: what happens, and one button. */
export function SignInPage(props: SignInPageProps) {
  return (
    <main class={styles.page} data-testid="sign-in-page">
      <Brand size="large" />
      <h1 class={styles.title}>
        <Show when={props.roomId} fallback="Sign in to write code together">
          {(id) => `Sign in to open ${id()}`}
        </Show>
      </h1>
      <p class={styles.text}>
        This server asks everybody who they are. Your sign-in provider tells it your name, which the others in
        a room see, and you come straight back here. Your password stays with the provider.
      </p>
      <div class={styles.actions}>
        <a
          class={`${button.button} ${button.primary}`}
          data-testid="sign-in"
          href={props.href}
          onClick={() => props.leaving()}
        >
          <LogIn size={17} aria-hidden="true" />
          Sign in
        </a>
      </div>
    </main>
  )
}
