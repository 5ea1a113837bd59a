import { describe, expect, test } from 'vitest'
import { formatFragment, parseFragment } from '../../client/state/fragment.ts'
import { createRoomLinks } from '../../client/state/room_links.ts'
import type { RoomRights } from '../../client/state/room_rights.ts'
import type { RoomId } from '../../shared/base/ids.ts'

const EDIT = 'e'.repeat(22)
const VIEW = 'v'.repeat(22)
const OWNER = 'o'.repeat(43)

test('O14: a fragment names a link, an owner and lines, in any order, and nonsense names nothing', () => {
  expect(parseFragment(`#k=${EDIT}&L4-L9`)).toEqual({
    link: EDIT,
    owner: null,
    isPrivate: false,
    lines: { from: 4, to: 9 },
  })
  expect(parseFragment(`#L7&o=${OWNER}`)).toEqual({
    link: null,
    owner: OWNER,
    isPrivate: false,
    lines: { from: 7, to: 7 },
  })
  for (const hash of ['', '#', '#k=', `#k=${EDIT}x`, `#o=${EDIT}`, '#L0', '#=&=&', `#x=${EDIT}`])
    expect(parseFragment(hash)).toEqual({ link: null, owner: null, isPrivate: false, lines: null })
  const all = { link: EDIT, owner: OWNER, isPrivate: true, lines: { from: 1, to: 2 } }
  expect(parseFragment(formatFragment(all))).toEqual(all)
  expect(formatFragment({})).toBe('')
})

describe('O14: what is handed on', () => {
  const rights = (part: Partial<RoomRights>, rules: Partial<NonNullable<RoomRights['rules']>> | null = {}) =>
    createRoomLinks('https://t', 'r' as RoomId, () => ({
      rules: rules && {
        visibility: 'unlisted',
        anyone: 'viewer',
        knock: false,
        hostDecides: false,
        links: { editor: 1, viewer: 1 },
        roles: [],
        ...rules,
      },
      desk: { waiting: [], removed: [] },
      role: 'editor',
      decides: false,
      admits: false,
      links: { editor: null, viewer: null },
      roleOf: () => 'editor',
      ...part,
    }))

  test('an owner has both links, and hands on the one to edit unless another is chosen', () => {
    const links = rights({ role: 'owner', links: { editor: EDIT, viewer: VIEW } })
    expect(links.choices()).toEqual(['editor', 'viewer'])
    expect(links.best()).toBe(`https://t/r/r#k=${EDIT}`)
    expect(links.url('viewer')).toBe(`https://t/r/r#k=${VIEW}`)
    expect(links.own({ from: 2, to: 2 })).toBe(`#k=${EDIT}&L2`)
    expect(links.best({ from: 2, to: 3 })).toBe(`https://t/r/r#k=${EDIT}&L2-L3`)
  })

  test('where everybody may edit the address is enough', () => {
    for (const links of [
      rights({}, null),
      rights({ role: 'owner', links: { editor: EDIT, viewer: VIEW } }, { anyone: 'editor' }),
    ]) {
      expect(links.best()).toBe('https://t/r/r')
      expect(links.own(null)).toBe('')
      expect(links.bestRole()).toBe('editor')
    }
  })

  test('whoever came by a link hands that on; whose link was ended, or who has none, has the address', () => {
    expect(rights({ links: { editor: EDIT, viewer: null } }).best()).toBe(`https://t/r/r#k=${EDIT}`)
    const viewer = rights({ role: 'viewer', links: { editor: null, viewer: VIEW } })
    expect([viewer.best(), viewer.bestRole()]).toEqual([`https://t/r/r#k=${VIEW}`, 'viewer'])
    expect(rights({}).best()).toBe('https://t/r/r')
    const ended = rights({}, { visibility: 'private' })
    expect([ended.best(), ended.bestRole(), ended.own(null)]).toEqual(['https://t/r/r', null, ''])
  })
})
