import { LANGUAGES, type Language } from '../../shared/protocol/language.ts'
import { EDITOR_ACTIONS } from '../editor/actions.ts'
import type { CodeEditor } from '../editor/code_editor.ts'
import type { Account } from '../state/account.ts'
import type { Command } from '../state/commands.ts'
import type { Dialogs } from '../state/dialogs.ts'
import { KEYMAPS } from '../state/editor_settings.ts'
import type { Follow } from '../state/follow.ts'
import { LANGUAGE_NAMES } from '../state/language_names.ts'
import { type Settings, THEME_CHOICES, THEME_WORDS } from '../state/settings.ts'
import { KEYMAP_NAMES } from './keymap_names.ts'

/** What a room's page lends to its commands. */
export interface RoomActions {
  readonly dialogs: Dialogs
  readonly settings: Settings
  /** Null until it is there. */
  editor(): CodeEditor | null
  /** There is a text to look at. */
  canRead(): boolean
  canEdit(): boolean
  language(): Language
  setLanguage(language: Language): void
  /** Copies the link and shows it. */
  share(): void
  newRoom(): void
  newPrivateRoom(): void
  /** Content that was stored in the clear cannot become private: it goes into a new room. */
  privateCopy(): void
  isPrivate(): boolean
  goHome(): void
  save(): void
  openFile(): void
  download(): void
  copyLineLink(): void
  hasRecovered(): boolean
  showRecovered(): void
  readonly follow: Follow
  hasOthers(): boolean
  isHost(): boolean
  summon(): void
  /** The room cannot be reached now. */
  isCut(): boolean
  retry(): void
  /** Who is signed in; null where nobody is. */
  readonly account: Account | null
  signOut(): void
}

/** What the room's menu has, by id, in its groups. */
export const MENU: readonly (readonly string[])[] = [
  ['share', 'copyLineLink'],
  ['openFile', 'download'],
  ['find', 'palette'],
  ['settings', 'shortcuts', 'connections'],
  ['newRoom', 'newPrivateRoom', 'home', 'signOut'],
]

/** The commands of a room's page, in the order in which the palette lists them. */
export function roomCommands(on: RoomActions): readonly Command[] {
  const { dialogs, settings } = on
  const step = (by: number) => settings.setEditor({ fontSize: settings.editor().fontSize + by })
  return [
    { id: 'share', title: 'Share: copy the link to this room', menuTitle: 'Share the link', run: on.share },
    { id: 'qr', title: 'Share: show the QR code', run: () => dialogs.show('share') },
    {
      id: 'copyLineLink',
      title: 'Copy a link to this line',
      available: on.canRead,
      run: on.copyLineLink,
    },
    ...EDITOR_ACTIONS.map(
      ({ id, title, key, mac, edits = false, run }): Command => ({
        id,
        title,
        keys: [key],
        ...(mac !== undefined && { macKeys: [mac] }),
        inEditor: true,
        available: edits ? on.canEdit : on.canRead,
        run() {
          const editor = on.editor()
          if (editor === null) return
          editor.focus()
          run(editor.view)
        },
      }),
    ),
    { id: 'openFile', title: 'Open a file…', keys: ['Mod-o'], available: on.canEdit, run: on.openFile },
    {
      id: 'download',
      title: 'Download the code',
      keys: ['Mod-Shift-s'],
      available: on.canRead,
      run: on.download,
    },
    { id: 'save', title: 'Check that everything is saved', keys: ['Mod-s'], run: on.save },
    ...LANGUAGES.map(
      (language): Command => ({
        id: `language.${language}`,
        title: `Language: ${LANGUAGE_NAMES[language]}`,
        available: () => on.canEdit() && on.language() !== language,
        run: () => on.setLanguage(language),
      }),
    ),
    ...THEME_CHOICES.map(
      (choice): Command => ({
        id: `theme.${choice}`,
        title: `Theme: ${THEME_WORDS[choice]}`,
        available: () => settings.theme() !== choice,
        run: () => settings.setTheme(choice),
      }),
    ),
    { id: 'settings', title: 'Settings', keys: ['Mod-,'], run: () => dialogs.show('settings') },
    { id: 'fontLarger', title: 'Larger letters', run: () => step(1) },
    { id: 'fontSmaller', title: 'Smaller letters', run: () => step(-1) },
    {
      id: 'wrap',
      title: 'Wrap long lines, or not',
      keys: ['Alt-z'],
      run: () => settings.setEditor({ wrap: !settings.editor().wrap }),
    },
    ...KEYMAPS.map(
      (keymap): Command => ({
        id: `keymap.${keymap}`,
        title: `Keys: ${KEYMAP_NAMES[keymap]}`,
        available: () => settings.editor().keymap !== keymap,
        run: () => settings.setEditor({ keymap }),
      }),
    ),
    {
      id: 'palette',
      title: 'Show all commands',
      menuTitle: 'All commands',
      keys: ['Mod-Shift-p', 'F1'],
      first: true,
      run: () => (dialogs.open() === 'palette' ? dialogs.close() : dialogs.show('palette')),
    },
    { id: 'shortcuts', title: 'Keyboard shortcuts', run: () => dialogs.show('shortcuts') },
    {
      id: 'followNext',
      title: 'Follow the next person',
      available: on.hasOthers,
      run: () => on.follow.followNext(),
    },
    {
      id: 'stopFollowing',
      title: 'Stop following',
      available: () => on.follow.following() !== null,
      run: () => on.follow.stopFollowing(),
    },
    {
      id: 'summon',
      title: 'Ask everyone to come here',
      available: () => on.hasOthers() && on.isHost(),
      run: on.summon,
    },
    {
      id: 'recovered',
      title: 'Show recovered text',
      available: on.hasRecovered,
      run: on.showRecovered,
    },
    { id: 'retry', title: 'Try to connect again now', available: on.isCut, run: on.retry },
    { id: 'newRoom', title: 'New room', run: on.newRoom },
    { id: 'newPrivateRoom', title: 'New private room', run: on.newPrivateRoom },
    {
      id: 'privateCopy',
      title: 'Make a private copy of this room',
      available: () => on.canRead() && !on.isPrivate(),
      run: on.privateCopy,
    },
    {
      id: 'home',
      title: 'Leave the room: go to the start page',
      menuTitle: 'Leave the room',
      run: on.goHome,
    },
    ...(on.account
      ? [{ id: 'signOut', title: `Sign out (${on.account.name})`, menuTitle: 'Sign out', run: on.signOut }]
      : []),
  ]
}
