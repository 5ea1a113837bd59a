import FileInput from 'lucide-solid/icons/file-input'
import styles from './DropHint.module.css'

/** Shows while a file is over the page what dropping it would do. */
export function DropHint(props: { readonly words: string }) {
  return (
    <div class={styles.frame} data-testid="drop-hint">
      <p class={styles.words}>
        <FileInput size={16} aria-hidden="true" />
        {props.words}
      </p>
    </div>
  )
}
