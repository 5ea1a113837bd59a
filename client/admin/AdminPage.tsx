import { createSignal, Match, onCleanup, onMount, Switch } from 'solid-js'
import type { Overview, Sample } from '../../shared/protocol/overview.ts'
import { readOverview, signOut } from './admin_api.ts'
import styles from './OverviewPage.module.css'
import { OverviewPage } from './OverviewPage.tsx'
import { SignIn } from './SignIn.tsx'

const HOUR_MS = 3_600_000
/** Before the server is asked again that did not answer, in milliseconds. */
const AWAY_MS = 5_000

/** The page of whoever runs the server: the sign-in, then its numbers, kept up to date while it is looked at. */
export function AdminPage() {
  const [isOut, setOut] = createSignal(false)
  const [isAway, setAway] = createSignal(false)
  const [newest, setNewest] = createSignal<Overview | null>(null)
  const [samples, setSamples] = createSignal<readonly Sample[]>([])
  let timer: number | undefined

  const look = async () => {
    clearTimeout(timer)
    const answer = await readOverview(samples().at(-1)?.at ?? 0)
    clearTimeout(timer)
    if (!answer.ok) {
      setOut(answer.trouble.kind === 'out')
      setAway(answer.trouble.kind !== 'out')
      if (!isOut()) timer = window.setTimeout(look, AWAY_MS)
      return
    }
    const { history, now, uptimeS } = answer.value
    // Another process answers since: what the former one told is not its history.
    const restarted = uptimeS < (newest()?.uptimeS ?? 0)
    const kept = restarted ? [] : samples().filter(({ at }) => at > now - HOUR_MS)
    setSamples([...kept, ...history])
    setNewest(answer.value)
    setOut(false)
    setAway(false)
    timer = window.setTimeout(look, restarted ? 0 : answer.value.periodMs)
  }
  const inFront = () => {
    if (document.visibilityState === 'visible' && newest() !== null && !isOut()) void look()
  }
  onMount(() => {
    void look()
    document.addEventListener('visibilitychange', inFront)
  })
  onCleanup(() => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', inFront)
  })
  const leave = async () => {
    clearTimeout(timer)
    await signOut()
    setNewest(null)
    setSamples([])
    setOut(true)
  }
  return (
    <Switch>
      <Match when={isOut()}>
        <SignIn onIn={() => void look()} />
      </Match>
      <Match when={newest()}>
        {(overview) => (
          <OverviewPage
            overview={overview()}
            samples={samples()}
            isAway={isAway()}
            onLeave={() => void leave()}
          />
        )}
      </Match>
      <Match when={isAway()}>
        <main class={styles.page}>
          <p class={styles.state} role="status">
            The server does not answer. It is tried again.
          </p>
        </main>
      </Match>
    </Switch>
  )
}
