import { ChangeSet } from '@codemirror/state'
import { expect, test, vi } from 'vitest'
import type { Edit } from '../../../shared/room/entry.ts'
import { isSame } from '../../../shared/room/entry.ts'
import { simulateMany } from '../many.ts'

/** The host maps over all that came since at once: composed into one change, which forgets their order. */
vi.mock('../../../shared/room/rebase.ts', async (original) => {
  const { rebase } = await original<typeof import('../../../shared/room/rebase.ts')>()
  const mutant: typeof rebase = (edits, entries, textBelow) => {
    const known = entries.some((entry) => edits.some((edit) => isSame(edit, entry)))
    const texts = entries.filter((entry) => entry.change.kind === 'edit')
    const [first] = texts
    if (known || !first) return rebase(edits, entries, textBelow)
    const changes = texts
      .map(({ change }) => (change.kind === 'edit' ? change.changes : ChangeSet.empty(0)))
      .reduce((all, next) => all.compose(next))
    const file = first.change.kind === 'edit' ? first.change.file : undefined
    const composed: Edit[] = file === undefined ? [] : [{ ...first, change: { kind: 'edit', file, changes } }]
    return rebase(edits, composed, textBelow)
  }
  return { rebase: mutant }
})

test('E2: rebasing over several entries at once is found', async () => {
  const { found } = await simulateMany(1, 400, 3)
  expect(found.length).toBeGreaterThanOrEqual(1)
})
