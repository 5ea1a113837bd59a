import type { Text } from '@codemirror/state'
import { MAIN_FILE } from '../../shared/base/ids.ts'
import type { LineEnd } from '../../shared/protocol/change.ts'
import type { Language } from '../../shared/protocol/language.ts'
import type { SessionPort } from '../../shared/session/session_port.ts'

/** A room's code with what belongs to it. On its way into another room it is in the page's memory and nowhere else. */
export interface RoomContent {
  readonly text: Text
  readonly lineEnd: LineEnd
  readonly language: Language
}

export const contentOf = (session: Pick<SessionPort, 'text' | 'files' | 'language'>): RoomContent => ({
  text: session.text(MAIN_FILE),
  lineEnd: session.files().find(({ file }) => file === MAIN_FILE)?.lineEnd ?? '\n',
  language: session.language(),
})
