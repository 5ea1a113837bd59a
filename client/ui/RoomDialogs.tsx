import { Match, onCleanup, onMount, Suspense, Switch } from 'solid-js'
import type { Commands } from '../state/commands.ts'
import type { Dialogs } from '../state/dialogs.ts'
import type { Settings } from '../state/settings.ts'
import type { Sharing } from '../state/sharing.ts'
import { later } from './later.ts'

const Palette = later(() => import('./Palette.tsx'))
const SharePanel = later(() => import('./SharePanel.tsx'))
const SettingsPanel = later(() => import('./SettingsPanel.tsx'))
const ShortcutsPanel = later(() => import('./ShortcutsPanel.tsx'))

/** When they are fetched, in milliseconds after opening: the room comes first, and they before an outage. */
const PRELOAD_MS = 2_000

interface RoomDialogsProps {
  readonly dialogs: Dialogs
  readonly commands: Commands
  readonly settings: Settings
  readonly sharing: Sharing
  say(text: string): void
}

/** The dialog that is open, if any. */
export function RoomDialogs(props: RoomDialogsProps) {
  const close = () => props.dialogs.close()
  onMount(() => {
    const timer = setTimeout(() => {
      for (const part of [Palette, SharePanel, SettingsPanel, ShortcutsPanel]) void part.preload()
    }, PRELOAD_MS)
    onCleanup(() => clearTimeout(timer))
  })

  return (
    <Suspense fallback={<Coming close={close} />}>
      <Switch>
        <Match when={props.dialogs.open() === 'palette'}>
          <Palette commands={props.commands} closed={close} />
        </Match>
        <Match when={props.dialogs.open() === 'share'}>
          <SharePanel sharing={props.sharing} say={props.say} closed={close} />
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
