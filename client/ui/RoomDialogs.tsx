import { type ComponentProps, Match, Suspense, Switch } from 'solid-js'
import type { Commands } from '../state/commands.ts'
import type { Dialogs } from '../state/dialogs.ts'
import type { Settings } from '../state/settings.ts'
import { later, preloadSoon } from './later.ts'
import type { SharePanelProps } from './SharePanel.tsx'
import { TooltipBubble } from './Tooltip.tsx'

const Palette = later(() => import('./Palette.tsx'))
const SharePanel = later(() => import('./SharePanel.tsx'))
const RemoveDialog = later(() => import('./RemoveDialog.tsx'))
const SettingsPanel = later(() => import('./SettingsPanel.tsx'))
const ShortcutsPanel = later(() => import('./ShortcutsPanel.tsx'))

interface RoomDialogsProps {
  readonly dialogs: Dialogs
  readonly commands: Commands
  readonly settings: Settings
  readonly share: Omit<SharePanelProps, 'say' | 'closed'>
  /** Who is about to be removed, if anybody. */
  readonly removal: Omit<ComponentProps<typeof RemoveDialog>, 'closed'> | null
  say(text: string): void
}

/** The dialog that is open, if any. */
export function RoomDialogs(props: RoomDialogsProps) {
  const close = () => props.dialogs.close()
  preloadSoon(Palette, SharePanel, SettingsPanel, ShortcutsPanel, TooltipBubble)

  return (
    <Suspense fallback={<Coming close={close} />}>
      <Switch>
        <Match when={props.dialogs.open() === 'palette'}>
          <Palette commands={props.commands} closed={close} />
        </Match>
        <Match when={props.dialogs.open() === 'share'}>
          <SharePanel {...props.share} say={props.say} closed={close} />
        </Match>
        <Match when={props.dialogs.open() === 'remove' && props.removal}>
          {(removal) => <RemoveDialog {...removal()} closed={close} />}
        </Match>
        <Match when={props.dialogs.open() === 'settings'}>
          <SettingsPanel settings={props.settings} closed={close} />
        </Match>
        <Match when={props.dialogs.open() === 'shortcuts'}>
          <ShortcutsPanel commands={props.commands} keymap={props.settings.editor().keymap} closed={close} />
        </Match>
      </Switch>
    </Suspense>
  )
}

/** Has the focus until the dialog is there: what is typed meanwhile must not go into the text. */
function Coming(props: { close(): void }) {
  return (
    <div
      ref={(element) => queueMicrotask(() => element.focus())}
      class="unseen"
      role="status"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.close()
      }}
    >
      This part of the page is on its way…
    </div>
  )
}
