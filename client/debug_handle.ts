import type { EditorView } from '@codemirror/view'
import type { SessionPort } from '../shared/session/session_port.ts'

/**
 * What the console and the browser tests may look at, as `window.tandem`. For reading: whoever drives the page through
 * it goes around the editor, and the two texts may differ afterwards.
 */
export interface DebugHandle {
  readonly session: SessionPort
  /** Null until the editor is there. */
  readonly view: EditorView | null
  /** How far from its beginning the text is parsed, in UTF-16 units. */
  parsed(): number
  /** What can be done on the page, whether it makes sense now or not. */
  readonly commands: readonly { readonly id: string }[]
}

declare global {
  interface Window {
    tandem?: DebugHandle
  }
}
