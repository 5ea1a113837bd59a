import type { WireChange } from './change.ts'
import type { Family } from './messages.ts'

const FAMILY_OF: Readonly<Record<WireChange['kind'], Family>> = {
  edit: 'code',
  void: 'code',
  language: 'language',
  createFile: 'file',
  renameFile: 'file',
  deleteFile: 'file',
  lineEnd: 'file',
  role: 'role',
}

/** The family in whose messages a change travels. A `void` travels with the code. */
export const familyOf = (change: Pick<WireChange, 'kind'>): Family => FAMILY_OF[change.kind]
