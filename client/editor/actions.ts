import {
  addCursorAbove,
  addCursorBelow,
  copyLineDown,
  copyLineUp,
  deleteLine,
  indentLess,
  indentMore,
  moveLineDown,
  moveLineUp,
  redo,
  selectLine,
  selectParentSyntax,
  toggleBlockComment,
  toggleComment,
  undo,
} from '@codemirror/commands'
import { foldAll, foldCode, unfoldAll, unfoldCode } from '@codemirror/language'
import { type Extension, Prec } from '@codemirror/state'
import { type Command, keymap } from '@codemirror/view'
import { goToLine } from './go_to_line.ts'
import { searchAction } from './search_later.ts'

/** Something that the editor does by itself: bound to its key here, and offered by the page under its title. */
export interface EditorAction {
  readonly id: string
  readonly title: string
  readonly key: string
  /** The key on a Mac, where it differs. */
  readonly mac?: string
  /** It changes the text. */
  readonly edits?: boolean
  readonly run: Command
}

export const EDITOR_ACTIONS: readonly EditorAction[] = [
  { id: 'find', title: 'Find', key: 'Mod-f', run: searchAction('find') },
  {
    id: 'replace',
    title: 'Replace',
    key: 'Mod-h',
    mac: 'Mod-Alt-f',
    edits: true,
    run: searchAction('replace'),
  },
  { id: 'findNext', title: 'Find the next one', key: 'F3', mac: 'Mod-g', run: searchAction('findNext') },
  {
    id: 'findPrevious',
    title: 'Find the one before',
    key: 'Shift-F3',
    mac: 'Mod-Shift-g',
    run: searchAction('findPrevious'),
  },
  { id: 'goToLine', title: 'Go to line', key: 'Ctrl-g', run: goToLine },
  { id: 'undo', title: 'Undo my last edit', key: 'Mod-z', edits: true, run: undo },
  { id: 'redo', title: 'Redo', key: 'Mod-y', mac: 'Mod-Shift-z', edits: true, run: redo },
  { id: 'toggleComment', title: 'Comment or uncomment', key: 'Mod-/', edits: true, run: toggleComment },
  {
    id: 'toggleBlockComment',
    title: 'Comment or uncomment as a block',
    key: 'Shift-Alt-a',
    edits: true,
    run: toggleBlockComment,
  },
  {
    id: 'selectNext',
    title: 'Select the next occurrence too',
    key: 'Mod-d',
    run: searchAction('selectNext'),
  },
  { id: 'selectAll', title: 'Select all occurrences', key: 'Mod-Shift-l', run: searchAction('selectAll') },
  { id: 'cursorAbove', title: 'Add a cursor above', key: 'Mod-Alt-ArrowUp', run: addCursorAbove },
  { id: 'cursorBelow', title: 'Add a cursor below', key: 'Mod-Alt-ArrowDown', run: addCursorBelow },
  { id: 'lineUp', title: 'Move the line up', key: 'Alt-ArrowUp', edits: true, run: moveLineUp },
  { id: 'lineDown', title: 'Move the line down', key: 'Alt-ArrowDown', edits: true, run: moveLineDown },
  { id: 'copyUp', title: 'Copy the line up', key: 'Shift-Alt-ArrowUp', edits: true, run: copyLineUp },
  { id: 'copyDown', title: 'Copy the line down', key: 'Shift-Alt-ArrowDown', edits: true, run: copyLineDown },
  { id: 'deleteLine', title: 'Delete the line', key: 'Mod-Shift-k', edits: true, run: deleteLine },
  { id: 'selectLine', title: 'Select the line', key: 'Alt-l', mac: 'Ctrl-l', run: selectLine },
  { id: 'selectParent', title: 'Select what is around', key: 'Mod-i', run: selectParentSyntax },
  { id: 'indent', title: 'Indent', key: 'Mod-]', edits: true, run: indentMore },
  { id: 'outdent', title: 'Indent less', key: 'Mod-[', edits: true, run: indentLess },
  { id: 'fold', title: 'Fold', key: 'Ctrl-Shift-[', mac: 'Cmd-Alt-[', run: foldCode },
  { id: 'unfold', title: 'Unfold', key: 'Ctrl-Shift-]', mac: 'Cmd-Alt-]', run: unfoldCode },
  { id: 'foldAll', title: 'Fold all', key: 'Ctrl-Alt-[', run: foldAll },
  { id: 'unfoldAll', title: 'Unfold all', key: 'Ctrl-Alt-]', run: unfoldAll },
]

/** The keys of all actions, before those that the editor has of its own. */
export const actionKeys: Extension = Prec.high(
  keymap.of(
    EDITOR_ACTIONS.map(({ key, mac, run }) => ({ key, ...(mac && { mac }), run, preventDefault: true })),
  ),
)
