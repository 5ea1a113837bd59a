export const KEYMAPS = ['default', 'vim', 'emacs'] as const
/** Whose keys the editor has. */
export type KeymapName = (typeof KEYMAPS)[number]

/** Sizes of the code's letters that can be chosen, in CSS pixels. */
export const FONT_SIZES = { least: 10, most: 28, usual: 14 } as const
/** Widths of a tab that can be chosen, in columns; without a choice it is as usual in the language. */
export const TAB_WIDTHS = [2, 4, 8] as const
export type TabWidth = (typeof TAB_WIDTHS)[number]

/** How a person likes to edit in this browser. */
export interface EditorSettings {
  readonly fontSize: number
  /** How wide a tab is shown and how far one indents; null: as usual in the language. */
  readonly tabWidth: TabWidth | null
  /** Long lines go on below instead of beyond the edge. */
  readonly wrap: boolean
  readonly keymap: KeymapName
}

export const USUAL: EditorSettings = {
  fontSize: FONT_SIZES.usual,
  tabWidth: null,
  wrap: false,
  keymap: 'default',
}

/** A size that can be had, from any number. */
export const boundedSize = (size: number): number =>
  Math.min(FONT_SIZES.most, Math.max(FONT_SIZES.least, Math.round(size)))

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** The settings out of storage; what is missing or makes no sense is as usual. */
export function parseEditorSettings(text: string | null): EditorSettings {
  let kept: unknown = null
  try {
    kept = JSON.parse(text ?? 'null')
  } catch {
    // Not ours: as usual.
    return USUAL
  }
  if (!isRecord(kept)) return USUAL
  const { fontSize, tabWidth, wrap, keymap } = kept
  return {
    fontSize: Number.isFinite(fontSize) ? boundedSize(Number(fontSize)) : USUAL.fontSize,
    tabWidth: TAB_WIDTHS.find((width) => width === tabWidth) ?? USUAL.tabWidth,
    wrap: typeof wrap === 'boolean' ? wrap : USUAL.wrap,
    keymap: KEYMAPS.find((name) => name === keymap) ?? USUAL.keymap,
  }
}
