import type { Extension } from '@codemirror/state'
import { Vim, vim } from '@replit/codemirror-vim'
import { saveHandler } from './save_handler.ts'

// Everything is saved as it is typed: `:w` says how things stand.
Vim.defineEx('write', 'w', (editor) => editor.cm6.state.facet(saveHandler)())

/** Vim's keys, with a line that shows the mode. */
export const vimKeys: Extension = vim({ status: true })
