import styles from './Brand.module.css'

/** The mark, with or without the name beside it. */
export function Brand(props: { readonly size: 'small' | 'large' }) {
  return (
    <span class={styles.brand} data-size={props.size}>
      <svg class={styles.mark} viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" class={styles.plate} />
        <path d="M9.5 8h5M9.5 24h5M12 8v16" class={styles.first} />
        <path d="M17.5 8h5M17.5 24h5M20 8v16" class={styles.second} />
      </svg>
      <span class={styles.word}>Tandem</span>
    </span>
  )
}
