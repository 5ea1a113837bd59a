import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete'
import type { Extension } from '@codemirror/state'
import { keymap } from '@codemirror/view'

/** An opening bracket or quote brings its closing one. */
export const brackets: Extension = [closeBrackets(), keymap.of([...closeBracketsKeymap])]
