import LogOut from 'lucide-solid/icons/log-out'
import { createSignal } from 'solid-js'
import { type Account, STILL_SIGNED_IN } from '../state/account.ts'
import styles from './AccountBar.module.css'
import button from './button.module.css'

/** Who is signed in, and the way out. */
export function AccountBar(props: { readonly account: Account }) {
  const [problem, setProblem] = createSignal('')
  const signOut = async () => {
    setProblem('')
    if (!(await props.account.signOut())) setProblem(STILL_SIGNED_IN)
  }
  return (
    <div class={styles.bar} data-testid="account">
      <span class={styles.name} title={props.account.name}>
        {props.account.name}
      </span>
      <button
        type="button"
        class={`${button.button} ${button.quiet}`}
        data-testid="sign-out"
        onClick={() => void signOut()}
      >
        <LogOut size={16} aria-hidden="true" />
        Sign out
      </button>
      <span class={styles.problem} role="alert">
        {problem()}
      </span>
    </div>
  )
}
