import type { KeymapName } from '../state/editor_settings.ts'

/** Each keymap as people write it. */
export const KEYMAP_NAMES: Readonly<Record<KeymapName, string>> = {
  default: 'Default',
  vim: 'Vim',
  emacs: 'Emacs',
}
