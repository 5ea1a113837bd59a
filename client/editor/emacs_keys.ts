import type { Extension } from '@codemirror/state'
import { EmacsHandler, emacs } from '@replit/codemirror-emacs'
import { saveHandler } from './save_handler.ts'

// Everything is saved as it is typed: this says how things stand.
EmacsHandler.addCommands({ save: ({ view }: EmacsHandler) => view.state.facet(saveHandler)() })
EmacsHandler.bindKey('C-x C-s', 'save')

/** Emacs' keys. */
export const emacsKeys: Extension = emacs()
