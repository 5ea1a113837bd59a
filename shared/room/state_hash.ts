import type { RoomState } from './room_state.ts'

/** A 32-bit hash of everything that people see of a room (FNV-1a over UTF-16 units). Not cryptographic. */
export function hashState(state: RoomState): number {
  let hash = 0x811c9dc5
  const add = (text: string) => {
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
    hash = Math.imul(hash ^ 0x1_0000, 0x01000193)
  }
  add(state.language)
  for (const user of [...state.roles.keys()].sort()) add(`${user} ${state.roles.get(user)}`)
  for (const file of [...state.files.values()].sort((a, b) => a.file - b.file)) {
    add(`${file.file} ${file.deleted} ${file.lineEnd} ${file.name}`)
    for (const line of file.text.iterLines()) add(line)
  }
  return hash >>> 0
}
