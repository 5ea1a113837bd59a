import { createMemo, createUniqueId } from 'solid-js'
import { encode } from 'uqr'
import styles from './QrCode.module.css'

/** White around a code, in modules: readers need four. */
const QUIET = 4

/** A text as a QR code, dark on white in every theme. */
export function QrCode(props: { readonly text: string; readonly title: string }) {
  const titleId = createUniqueId()
  const code = createMemo(() => encode(props.text, { ecc: 'M', border: 0 }))
  const modules = () =>
    code()
      .data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
      .join('')
  const box = () => `${-QUIET} ${-QUIET} ${code().size + 2 * QUIET} ${code().size + 2 * QUIET}`

  return (
    <svg class={styles.code} viewBox={box()} role="img" aria-labelledby={titleId} data-testid="share-qr">
      <title id={titleId}>{props.title}</title>
      <path d={modules()} fill="#000" />
    </svg>
  )
}
