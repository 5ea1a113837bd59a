import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags as t } from '@lezer/highlight'

/** Every colour is a custom property of the page (ui/tokens.css), so that light and dark live in one place. */
const highlight = HighlightStyle.define([
  {
    tag: [t.keyword, t.modifier, t.controlKeyword, t.definitionKeyword, t.moduleKeyword, t.operatorKeyword],
    color: 'var(--code-keyword)',
  },
  { tag: [t.self, t.null, t.bool, t.atom, t.special(t.variableName)], color: 'var(--code-constant)' },
  { tag: [t.number, t.unit], color: 'var(--code-number)' },
  { tag: [t.string, t.special(t.string), t.docString, t.character], color: 'var(--code-string)' },
  { tag: [t.regexp, t.escape], color: 'var(--code-escape)' },
  { tag: [t.comment, t.docComment], color: 'var(--code-comment)', fontStyle: 'italic' },
  {
    tag: [t.function(t.variableName), t.function(t.propertyName), t.function(t.definition(t.variableName))],
    color: 'var(--code-function)',
  },
  { tag: [t.typeName, t.className, t.namespace, t.standard(t.typeName)], color: 'var(--code-type)' },
  { tag: [t.propertyName, t.attributeName, t.definition(t.propertyName)], color: 'var(--code-property)' },
  { tag: [t.meta, t.annotation, t.processingInstruction], color: 'var(--code-meta)' },
  { tag: [t.tagName, t.angleBracket], color: 'var(--code-keyword)' },
  { tag: [t.operator, t.punctuation, t.bracket, t.separator], color: 'var(--code-punctuation)' },
  { tag: [t.variableName, t.definition(t.variableName), t.labelName], color: 'var(--code-text)' },
  { tag: t.link, textDecoration: 'underline' },
  { tag: t.heading, fontWeight: 'bold' },
  { tag: t.emphasis, fontStyle: 'italic' },
  { tag: t.strong, fontWeight: 'bold' },
  { tag: t.invalid, color: 'var(--code-invalid)', textDecoration: 'underline wavy' },
])

const FONT = { fontFamily: 'var(--font-code)', fontSize: 'var(--code-size)', lineHeight: 'var(--code-line)' }

const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--code-text)', backgroundColor: 'var(--code-surface)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { ...FONT, overscrollBehavior: 'contain' },
  '.cm-content': { padding: '10px 0 40vh', caretColor: 'var(--code-caret)' },
  '.cm-line': { padding: '0 16px 0 6px' },
  '.cm-cursor, .cm-dropCursor': { borderLeft: '2px solid var(--code-caret)', marginLeft: '-1px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--code-selection)',
  },
  '&:not(.cm-focused) > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    background: 'var(--code-selection-idle)',
  },
  '.cm-content ::selection': { backgroundColor: 'var(--code-selection)' },
  // See-through: selections are drawn below the text.
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--code-text) 5%, transparent)' },
  '.cm-gutters': {
    ...FONT,
    color: 'var(--code-gutter)',
    backgroundColor: 'var(--code-surface)',
    border: 'none',
  },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '34px', padding: '0 4px 0 10px' },
  '.cm-foldGutter .cm-gutterElement': { width: '16px', textAlign: 'center', cursor: 'pointer' },
  '.cm-fold-marker': { color: 'var(--code-gutter)', fontSize: '11px' },
  '.cm-foldGutter .cm-fold-open': { opacity: '0' },
  '.cm-gutters:hover .cm-fold-open': { opacity: '1' },
  '.cm-activeLineGutter': { color: 'var(--code-text)', backgroundColor: 'var(--code-active-line)' },
  '.cm-foldPlaceholder': {
    color: 'var(--text-muted)',
    backgroundColor: 'var(--surface-2)',
    border: '1px solid var(--line)',
    borderRadius: '4px',
    padding: '0 6px',
    margin: '0 2px',
  },
  '&.cm-focused .cm-matchingBracket, .cm-matchingBracket': {
    backgroundColor: 'var(--code-match)',
    outline: '1px solid var(--code-match-line)',
    borderRadius: '2px',
  },
  '&.cm-focused .cm-nonmatchingBracket, .cm-nonmatchingBracket': {
    backgroundColor: 'transparent',
    color: 'var(--code-invalid)',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--code-match)' },
  '.cm-searchMatch': {
    backgroundColor: 'var(--code-found)',
    borderRadius: '2px',
  },
  '.cm-searchMatch-selected': {
    backgroundColor: 'var(--code-found)',
    outline: '2px solid var(--busy)',
  },
  '.cm-placeholder': {
    color: 'var(--text-muted)',
    fontStyle: 'italic',
    // On a phone it goes on below.
    maxWidth: 'min(64ch, calc(100vw - 84px))',
    whiteSpace: 'normal',
  },
  '.cm-specialChar': { color: 'var(--code-invalid)' },

  '.cm-panels': {
    color: 'var(--text)',
    backgroundColor: 'var(--surface)',
    fontFamily: 'var(--font-ui)',
    fontSize: '13px',
    zIndex: '2',
  },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--line)' },
  '.cm-panel.cm-search': {
    padding: '8px 44px 8px 12px',
    '& br': { display: 'block', content: '""', height: '0' },
    '& input, & button, & label': { margin: '3px 8px 3px 0', fontSize: '13px', whiteSpace: 'nowrap' },
    '& input.cm-textfield': { width: 'min(240px, 100%)', minHeight: '28px' },
    '& button.cm-button': { minHeight: '28px' },
    '& label': {
      display: 'inline-flex',
      alignItems: 'center',
      gap: '6px',
      marginRight: '14px',
      verticalAlign: 'middle',
    },
    '& input[type=checkbox]': { margin: '0', width: '15px', height: '15px', accentColor: 'var(--fill)' },
  },
  // As wide as its longest words: the buttons beside it stay where they are.
  '.cm-matchCount': {
    display: 'inline-block',
    minWidth: '86px',
    marginRight: '8px',
    color: 'var(--text-muted)',
    fontVariantNumeric: 'tabular-nums',
  },
  '.cm-panel.cm-search [name=close], .cm-panel.cm-dialog .cm-dialog-close': {
    position: 'absolute',
    top: '8px',
    right: '10px',
    width: '28px',
    height: '28px',
    margin: '0',
    padding: '0',
    border: '0',
    background: 'transparent',
    fontSize: '18px',
    color: 'var(--text-muted)',
    borderRadius: '6px',
    cursor: 'pointer',
  },
  '.cm-panel.cm-search [name=close]:hover, .cm-panel.cm-dialog .cm-dialog-close:hover': {
    backgroundColor: 'var(--surface-2)',
    color: 'var(--text)',
  },
  '.cm-panel.cm-goto-line': {
    position: 'relative',
    padding: '8px 44px 8px 12px',
    fontSize: '13px',
    '& form': { display: 'flex', alignItems: 'center', gap: '8px' },
    '& label': { display: 'inline-flex', alignItems: 'center', gap: '8px', fontSize: '13px' },
    '& input': { width: '90px', minHeight: '28px' },
    '& button.cm-button': { minHeight: '28px' },
  },
  '.cm-panel.cm-vim-panel': {
    minHeight: '28px',
    padding: '4px 12px',
    fontFamily: 'var(--font-code)',
    fontSize: '13px',
    alignItems: 'center',
    '& input': { color: 'var(--text)', fontFamily: 'var(--font-code)', fontSize: '13px' },
  },
  '&.cm-focused .cm-fat-cursor': { background: 'var(--code-caret)', color: 'var(--code-surface) !important' },
  '&:not(.cm-focused) .cm-fat-cursor': { outline: '1px solid var(--code-caret) !important' },
  '.cm-linkedLine': {
    backgroundColor: 'var(--code-linked)',
    boxShadow: 'inset 3px 0 0 var(--busy)',
  },
  '.cm-textfield': {
    color: 'var(--text)',
    backgroundColor: 'var(--code-surface)',
    border: '1px solid var(--line-strong)',
    borderRadius: '6px',
    boxSizing: 'border-box',
    padding: '4px 8px',
    fontSize: '13px',
  },
  '.cm-button': {
    color: 'var(--text)',
    background: 'var(--surface-2)',
    border: '1px solid var(--line)',
    borderRadius: '6px',
    padding: '4px 10px',
    fontSize: '13px',
    cursor: 'pointer',
  },
  '.cm-textfield:focus-visible, .cm-button:focus-visible, .cm-panel button:focus-visible': {
    outline: '2px solid var(--focus)',
    outlineOffset: '1px',
  },
  '.cm-tooltip': {
    color: 'var(--text)',
    backgroundColor: 'var(--surface-raised)',
    border: '1px solid var(--line-strong)',
    borderRadius: '6px',
    boxShadow: '0 6px 20px var(--shadow)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--font-code)',
    fontSize: '13px',
    minWidth: 'min(250px, 92vw)',
    maxWidth: 'min(560px, 92vw)',
    maxHeight: '15em',
    '& > li': {
      display: 'flex',
      alignItems: 'baseline',
      padding: '3px 10px 3px 6px',
      lineHeight: '1.4',
    },
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    color: 'var(--code-text)',
    background: 'var(--code-selection)',
  },
  '.cm-completionIcon': {
    flex: 'none',
    boxSizing: 'border-box',
    width: '1.6em',
    padding: '0 4px 0 0',
    fontSize: '12px',
    opacity: '1',
    color: 'var(--text-muted)',
    '&::after': { content: '"x"' },
  },
  '.cm-completionIcon-function::after, .cm-completionIcon-method::after': { content: '"ƒ"' },
  '.cm-completionIcon-class::after': { content: '"C"' },
  '.cm-completionIcon-interface::after': { content: '"I"' },
  '.cm-completionIcon-enum::after': { content: '"E"' },
  '.cm-completionIcon-type::after': { content: '"T"' },
  '.cm-completionIcon-constant::after': { content: '"K"' },
  '.cm-completionIcon-parameter::after': { content: '"p"' },
  '.cm-completionIcon-property::after': { content: '"."' },
  '.cm-completionIcon-module::after': { content: '"M"' },
  '.cm-completionIcon-keyword::after': { content: '"#"' },
  '.cm-completionIcon-snippet::after': { content: '"…"' },
  '.cm-completionLabel': { flex: 'none' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: 'bold' },
  '.cm-completionDetail': {
    flex: '1',
    minWidth: '0',
    marginLeft: '8px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    textAlign: 'right',
    fontStyle: 'normal',
    color: 'var(--text-muted)',
  },
  'li[aria-selected] .cm-completionDetail, li[aria-selected] .cm-completionIcon': {
    color: 'var(--code-text)',
  },
  '.cm-snippetField': { backgroundColor: 'var(--code-match)', outline: '1px solid var(--code-match-line)' },
  '.cm-snippetFieldPosition': { borderLeft: '1.4px dotted var(--code-match-line)' },
  '@media (max-width: 640px)': {
    '.cm-panel.cm-search': { display: 'flex', flexWrap: 'wrap', paddingRight: '8px' },
    // Beside the button that closes it; what belongs to a field goes below.
    '.cm-panel.cm-search input.cm-textfield': { width: 'calc(100% - 44px)' },
    // A row of each kind: three buttons, the choices, two buttons.
    '.cm-panel.cm-search button.cm-button': { flex: '1 1 28%', margin: '3px 4px 3px 0' },
    '.cm-panel.cm-search label': { marginRight: '9px' },
    '.cm-matchCount': { flex: '1 1 100%', minHeight: '18px' },
  },
  '@media (prefers-reduced-motion: reduce)': {
    // Over the element's own style, which starts the blinking anew with each key.
    '.cm-cursorLayer': { animation: 'none !important' },
  },
  '@media (pointer: coarse)': {
    '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { minHeight: '44px', alignItems: 'center' },
    // A smaller font makes phones zoom into a field when it is focused.
    '.cm-panel.cm-search input.cm-textfield, .cm-panel.cm-goto-line input': {
      fontSize: '16px',
      minHeight: '44px',
    },
    '.cm-panel.cm-search button.cm-button, .cm-panel.cm-goto-line button.cm-button': { minHeight: '44px' },
    '.cm-panel.cm-search label': { minHeight: '44px' },
    '.cm-panel.cm-search [name=close], .cm-panel.cm-dialog .cm-dialog-close': {
      width: '44px',
      height: '44px',
      top: '4px',
      right: '2px',
    },
  },
})

/** The look that does not change with the theme. */
export const appearance: Extension = [look, syntaxHighlighting(highlight)]

/** What is different in the dark: which of the editor's own defaults apply below ours. */
export const darkness = (dark: boolean): Extension => EditorView.darkTheme.of(dark)
