import { Text } from '@codemirror/state'
import { unreachable } from '../base/assert.ts'
import { asSeq, type ClientId, type FileId, MAIN_FILE, type Seq, type UserId } from '../base/ids.ts'
import type { LineEnd, Role, WireChange } from '../protocol/change.ts'
import { DEFAULT_LANGUAGE, type Language } from '../protocol/language.ts'
import { type Change, type Edit, fromSpans, spansOf, type TextChange } from './entry.ts'
import { PatchedText } from './patched_text.ts'

export interface RoomFile {
  readonly file: FileId
  readonly name: string
  readonly lineEnd: LineEnd
  readonly deleted: boolean
  readonly text: Text
}

/** What folding a log gives. Changed in place by `apply`; `cloneState` before keeping an older one. */
export interface RoomState {
  language: Language
  readonly files: Map<FileId, RoomFile>
  readonly roles: Map<UserId, Role>
  /** The last seq of each author. */
  readonly seqs: Map<ClientId, Seq>
}

/** A file whose last edits are carried out when its text is read. */
class EditedFile implements RoomFile {
  readonly file: FileId
  readonly name: string
  readonly lineEnd: LineEnd
  readonly deleted: boolean
  readonly #text: PatchedText

  constructor({ file, name, lineEnd, deleted }: Omit<RoomFile, 'text'>, text: PatchedText) {
    this.file = file
    this.name = name
    this.lineEnd = lineEnd
    this.deleted = deleted
    this.#text = text
  }

  static edit(known: RoomFile, change: TextChange): EditedFile {
    const [span, more] = spansOf(change)
    if (!span || more) return new EditedFile(known, new PatchedText(change.changes.apply(known.text)))
    const text = known instanceof EditedFile ? known.#text : new PatchedText(known.text)
    return new EditedFile(known, text.replace(...span))
  }

  get length(): number {
    return this.#text.length
  }

  get text(): Text {
    return this.#text.text
  }
}

/** The length of a file's text, which is not carried out for that. */
const lengthOf = (file: RoomFile): number => (file instanceof EditedFile ? file.length : file.text.length)

const emptyFile = (file: FileId, name: string): RoomFile => ({
  file,
  name,
  lineEnd: '\n',
  deleted: false,
  text: Text.empty,
})

/** A room before its first entry: one empty file. */
export const newRoomState = (): RoomState => ({
  language: DEFAULT_LANGUAGE,
  files: new Map([[MAIN_FILE, emptyFile(MAIN_FILE, 'main')]]),
  roles: new Map(),
  seqs: new Map(),
})

export const cloneState = (state: RoomState): RoomState => ({
  language: state.language,
  files: new Map(state.files),
  roles: new Map(state.roles),
  seqs: new Map(state.seqs),
})

/** The text of a file; empty for a file that is not there. */
export const textOf = (state: RoomState, file: FileId): Text => state.files.get(file)?.text ?? Text.empty

/** The length of a file's text in UTF-16 units; null for a file that is not there. */
export function lengthIn(state: RoomState, file: FileId): number | null {
  const known = state.files.get(file)
  return known ? lengthOf(known) : null
}

/** All the text of the room, in UTF-16 units. */
export function unitsOf(state: RoomState): number {
  let units = 0
  for (const file of state.files.values()) units += lengthOf(file)
  return units
}

export function setText(state: RoomState, file: FileId, text: Text): void {
  setFile(state, file, { text })
}

/** Whether the change can be applied to this state: its file is there and its text as long as it expects. */
export function fits(state: RoomState, change: Change): boolean {
  if (change.kind === 'edit') return lengthIn(state, change.file) === change.changes.length
  if (change.kind === 'createFile') return !state.files.has(change.file)
  if (change.kind === 'renameFile' || change.kind === 'deleteFile' || change.kind === 'lineEnd')
    return state.files.has(change.file)
  return true
}

/** Applies a change in place. One that does not fit does nothing, on every peer alike. */
export function apply(state: RoomState, change: Change): void {
  if (!fits(state, change)) return
  switch (change.kind) {
    case 'edit': {
      const known = state.files.get(change.file)
      if (known) state.files.set(change.file, EditedFile.edit(known, change))
      break
    }
    case 'language':
      state.language = change.language
      break
    case 'createFile':
      state.files.set(change.file, emptyFile(change.file, change.name))
      break
    case 'renameFile':
      setFile(state, change.file, { name: change.name })
      break
    case 'deleteFile':
      setFile(state, change.file, { deleted: change.deleted })
      break
    case 'lineEnd':
      setFile(state, change.file, { lineEnd: change.lineEnd })
      break
    case 'role':
      state.roles.set(change.user, change.role)
      break
    case 'void':
      break
    default:
      unreachable(change)
  }
}

function setFile(state: RoomState, file: FileId, part: Partial<RoomFile>): void {
  const known = state.files.get(file)
  if (known) state.files.set(file, { ...known, text: known.text, ...part })
}

/** Applies an edit and notes its author's seq. */
export function applyEdit(state: RoomState, edit: Edit): void {
  apply(state, edit.change)
  state.seqs.set(edit.clientId, edit.seq)
}

/** The last seq of an author; -1 before the first. */
export const lastSeq = (state: RoomState, clientId: ClientId): Seq => state.seqs.get(clientId) ?? asSeq(-1)

/** A change that travelled, made for this state's texts; null when it reaches past the end or has no file. */
export function bindChange(wire: WireChange, lengthOf: (file: FileId) => number | null): Change | null {
  if (wire.kind !== 'edit') return wire
  const length = lengthOf(wire.file)
  const changes = length === null ? null : fromSpans(wire.spans, length)
  return changes && { kind: 'edit', file: wire.file, changes, spans: wire.spans }
}

/** Whose role is asked for, with what the server lets them do; left out for an editor. */
export interface Holder {
  readonly userId: UserId
  readonly role?: Role
}

/** What somebody may do: an owner everything; of others the log's word counts, and where it has none the server's. */
export const roleOf = (state: RoomState, { userId, role = 'editor' }: Holder): Role =>
  role === 'owner' ? role : (state.roles.get(userId) ?? role)

/** The text of a file as it is outside of Tandem: with its own line ends. */
export const exportText = (file: RoomFile): string => file.text.sliceString(0, file.text.length, file.lineEnd)
