import { Text } from '@codemirror/state'
import { expect, test } from 'vitest'
import { claimOf, freshState } from '../../client/state/new_room.ts'
import { contentOf } from '../../client/state/room_content.ts'
import { asFileId, MAIN_FILE } from '../../shared/base/ids.ts'

test('what the history notes of a new room tells what it is to be, also after a reload', () => {
  const again = (state: unknown) => claimOf(structuredClone(state))
  expect(again(freshState(true))).toEqual({ visibility: 'private', anyone: null })
  expect(again(freshState(false))).toEqual({ visibility: 'unlisted', anyone: 'viewer' })
})

test('a room that its address alone was used for is open, whatever else the history notes', () => {
  for (const state of [null, undefined, 'private', { private: true }, {}])
    expect(claimOf(state)).toEqual({ visibility: 'public', anyone: 'editor' })
})

test('what a copy begins with is the text, the language and the line ends of the main file', () => {
  const text = Text.of(['class Ring {', '}'])
  const file = (id: number, lineEnd: '\n' | '\r\n') => ({
    file: asFileId(id),
    name: 'x',
    lineEnd,
    deleted: false,
    text,
  })
  const session = { text: () => text, language: () => 'java' as const }
  expect(
    contentOf({ ...session, files: () => [file(7, '\n'), { ...file(0, '\r\n'), file: MAIN_FILE }] }),
  ).toEqual({
    text,
    language: 'java',
    lineEnd: '\r\n',
  })
  expect(contentOf({ ...session, files: () => [] }).lineEnd).toBe('\n')
})
