import { MAIN_FILE } from '../../shared/base/ids.ts'
import type { SessionPort } from '../../shared/session/session_port.ts'
import type { CodeEditor } from '../editor/code_editor.ts'
import { beginWith, insertFile } from '../editor/insert_file.ts'
import { lineEndOf } from '../editor/line_ends.ts'
import { fullWords } from '../state/full_words.ts'
import { contentOf, type RoomContent } from '../state/room_content.ts'
import { languageOfFile, readTextFile, sizeProblem } from '../state/text_file.ts'

interface Taker {
  readonly editor: CodeEditor
  readonly session: SessionPort
  /** Whether the text may be changed; asked once the file has been read. */
  mayEdit(): boolean
  say(text: string): void
}

/**
 * Puts a file into the room. Into an empty text it goes as it is, with its line ends, and the room takes its language;
 * into another its text is inserted where it was dropped, or at the selection.
 *
 * @param at a place of the window
 */
export async function takeFile(
  file: File,
  at: { readonly x: number; readonly y: number } | null,
  { editor, session, mayEdit, say }: Taker,
): Promise<void> {
  // Before a byte of it is read.
  const tooLarge = sizeProblem(file.size)
  if (tooLarge !== null) return say(tooLarge)
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    return say('The browser could not read that file. Nothing was changed.')
  }
  const read = readTextFile(bytes)
  if (!read.ok) return say(read.problem)
  if (!mayEdit()) return say('The text cannot be changed here now. Nothing was changed.')
  if (read.text === '') return say('That file is empty. Nothing was changed.')
  const { view } = editor
  const before = view.state.doc
  const place = at === null ? null : view.posAtCoords(at)
  const space = session.space()
  if (read.text.length > space.units || space.edits === 0) return say(fullWords(space))
  const wasEmpty = insertFile(view, read.text, place)
  editor.focus()
  if (view.state.doc.eq(before)) return
  if (!wasEmpty) return say(`${file.name} is inserted. Undo takes it away again`)
  session.setLineEnd(MAIN_FILE, lineEndOf(read.text))
  const language = languageOfFile(file.name)
  if (language !== null && language !== session.language()) session.setLanguage(language)
}

/** The room's code as a file has it: with the file's own line ends. */
export function codeOf(session: SessionPort): string {
  const { text, lineEnd } = contentOf(session)
  return [...text.iterLines()].join(lineEnd)
}

/** Lets a new room begin with another one's code. */
export function takeContent(
  { text, lineEnd, language }: RoomContent,
  { editor, session }: Pick<Taker, 'editor' | 'session'>,
): void {
  if (text.length > 0) beginWith(editor.view, text)
  session.setLineEnd(MAIN_FILE, lineEnd)
  session.setLanguage(language)
}
