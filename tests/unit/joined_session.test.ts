import { expect, test } from 'vitest'
import { JoinedSession } from '../../client/library/joined_session.ts'
import { FakeSession, fakeUser, STATUS } from '../support/fake_session.ts'
import { nodeEnv } from '../support/node_env.ts'

function joined() {
  const inner = new FakeSession(fakeUser('Ana', 0))
  inner.setStatus(STATUS)
  let ends = 0
  const session = new JoinedSession(inner, 'room', nodeEnv(1), () => {
    ends += 1
  })
  const heard: unknown[] = []
  session.on('ended', (reason) => heard.push(reason))
  return { inner, session, heard, ends: () => ends }
}

test.each(['tooFast', 'knocking', 'roomUnknown'] as const)(
  'who is turned away as %s comes in again by itself: the session goes on',
  (reason) => {
    const { inner, session, heard, ends } = joined()
    inner.notify({ kind: 'denied', reason })
    expect([heard, ends()]).toEqual([[], 0])
    inner.load('text')
    expect(session.text()).toBe('text')
  },
)

test('who is turned away for good is told so once, and its session is over', async () => {
  const { inner, session, heard, ends } = joined()
  inner.setStatus({ pending: 1 })
  const saved = session.saved()
  inner.notify({ kind: 'denied', reason: 'removed' })
  inner.notify({ kind: 'denied', reason: 'replaced' })
  expect([heard, ends()]).toEqual([['removed'], 1])
  await expect(saved).rejects.toMatchObject({ reason: 'removed' })
  expect(session.status.mayEdit).toBe(false)
  await session.leave()
  expect([heard, ends()]).toEqual([['removed'], 1])
})

test('who may only look, and who has no space left, is told at the edit', () => {
  const { inner, session } = joined()
  inner.left = { units: 2, most: 2, edits: 10 }
  expect(() => session.edit({ from: 0, insert: 'abc' })).toThrow(
    expect.objectContaining({ reason: 'documentFull' }),
  )
  inner.setStatus({ state: 'readonly' })
  expect(() => session.edit({ from: 0, insert: 'a' })).toThrow(
    expect.objectContaining({ reason: 'notAllowed' }),
  )
  expect(inner.edits).toEqual([])
})

test('a refused edit is told with its text', () => {
  const { inner, session } = joined()
  const refused: unknown[] = []
  session.on('refused', (told) => refused.push(told))
  inner.notify({ kind: 'refused', reason: 'notAllowed', text: 'in vain' })
  expect(refused).toEqual([{ reason: 'notAllowed', text: 'in vain' }])
})
