import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'

/** As many as the page's style sheet has. */
const COLORS = 10
const colors = Object.fromEntries(
  Array.from({ length: COLORS }, (_, i) => [`.cm-person-${i}`, { '--person': `var(--person-${i})` }]),
)

/** How the others look in the text. */
export const personTheme: Extension = EditorView.theme({
  ...colors,
  '.cm-person-selection': {
    // As strong as text in any of the code's colours stays readable on it.
    backgroundColor: 'color-mix(in srgb, var(--person) var(--person-tint), transparent)',
  },
  '.cm-person-caret': {
    left: '0',
    top: '0',
    width: '2px',
    marginLeft: '-1px',
    backgroundColor: 'var(--person)',
    pointerEvents: 'none',
  },
  // Says that it is somebody's while the name is away.
  '.cm-person-caret::before': {
    content: '""',
    position: 'absolute',
    top: '-2px',
    left: '-2px',
    width: '6px',
    height: '6px',
    borderRadius: '2px',
    backgroundColor: 'var(--person)',
  },
  '.cm-person-tag': {
    position: 'absolute',
    left: '-2px',
    bottom: '100%',
    maxWidth: '190px',
    padding: '0 6px',
    borderRadius: '5px 5px 5px 0',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontFamily: 'var(--font-ui)',
    fontSize: '11px',
    fontWeight: '600',
    lineHeight: '18px',
    color: 'var(--person-ink)',
    backgroundColor: 'var(--person)',
    opacity: '0',
    visibility: 'hidden',
  },
  '.cm-person-caret[data-below=true] .cm-person-tag': {
    top: '100%',
    bottom: 'auto',
    borderRadius: '0 5px 5px 5px',
  },
  '.cm-person-caret[data-leftward=true] .cm-person-tag': {
    left: 'auto',
    right: '-2px',
    borderRadius: '5px 5px 0 5px',
  },
  '.cm-person-caret[data-leftward=true][data-below=true] .cm-person-tag': {
    borderRadius: '5px 0 5px 5px',
  },
  '.cm-person-caret[data-tag=shown] .cm-person-tag': { opacity: '1', visibility: 'visible' },
  '@media (prefers-reduced-motion: no-preference)': {
    '.cm-person-tag': { transition: 'opacity 160ms, visibility 160ms' },
  },
})
