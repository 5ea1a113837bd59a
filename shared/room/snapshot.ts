import { Text } from '@codemirror/state'
import type { Version } from '../base/ids.ts'
import type { Run, WireSnapshot } from '../protocol/change.ts'
import type { RoomState } from './room_state.ts'

/** A room's state at a version, as it travels and is stored. `runs` describe the log up to that version. */
export const toSnapshot = (state: RoomState, version: Version, runs: readonly Run[]): WireSnapshot => ({
  version,
  runs,
  seqs: [...state.seqs],
  language: state.language,
  roles: [...state.roles],
  files: [...state.files.values()].map((file) => ({ ...file, text: file.text.sliceString(0) })),
})

/** The state that a snapshot holds. Total: whatever the codec let through gives a state. */
export const fromSnapshot = (snapshot: WireSnapshot): RoomState => ({
  language: snapshot.language,
  files: new Map(
    snapshot.files.map((file) => [file.file, { ...file, text: Text.of(file.text.split('\n')) }]),
  ),
  roles: new Map(snapshot.roles),
  seqs: new Map(snapshot.seqs),
})
