import type { JSX } from 'solid-js'
import { Brand } from './Brand.tsx'
import button from './button.module.css'
import styles from './MessagePage.module.css'

interface MessagePageProps {
  readonly title: string
  readonly text: string
  readonly children?: JSX.Element
}

/** A page that says one thing, with a way back to the start. */
function MessagePage(props: MessagePageProps) {
  return (
    <main class={styles.page}>
      <Brand size="large" />
      <h1 class={styles.title}>{props.title}</h1>
      <p class={styles.text}>{props.text}</p>
      <div class={styles.actions}>
        {props.children}
        <a class={button.button} href="/">
          Go to the start page
        </a>
      </div>
    </main>
  )
}

/** For an address that names nothing here. */
export function NotFound() {
  return (
    <MessagePage
      title="There is nothing at this address"
      text="A room’s link ends in /r/ and the room’s id: up to 64 letters, digits, “_” and “-”. Perhaps part of the link was lost when it was copied."
    />
  )
}
