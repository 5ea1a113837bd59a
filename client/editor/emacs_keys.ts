import type { Extension } from '@codemirror/state'
import { emacs } from '@replit/codemirror-emacs'

/** Emacs' keys. */
export const emacsKeys: Extension = emacs()
