import { describe, expect, test } from 'vitest'
import { asSeq, asVersion, type ClientId, MAIN_FILE, type UserId } from '../../../shared/base/ids.ts'
import type { Span, WireEdit } from '../../../shared/protocol/change.ts'
import { OVERDRAWN_STEPS, SPANS_PER_EDIT } from '../../../shared/protocol/limits.ts'
import type { CloseReason } from '../../../shared/protocol/reasons.ts'
import { advance, bindPush, PROTOCOL_LIMITS } from '../../../shared/room/authority.ts'
import { newReplica, versionOf } from '../../../shared/room/replica.ts'
import { Allowance } from '../../../shared/session/allowance.ts'
import { Intake } from '../../../shared/session/intake.ts'
import { TIMINGS } from '../../../shared/session/timings.ts'
import { VirtualClock } from '../../support/virtual_clock.ts'

const MAL = { clientId: 'client-mal' as ClientId, userId: 'user-mal' as UserId }
const edit = (seq: number, spans: readonly Span[] = [[0, 0, 'm']]): WireEdit => ({
  clientId: MAL.clientId,
  seq: asSeq(seq),
  change: { kind: 'edit', file: MAIN_FILE, spans },
})
const edits = (count: number, from = 0) => Array.from({ length: count }, (_, i) => edit(from + i))

function scene(size: number, perSecond: number) {
  const clock = new VirtualClock()
  const env = clock.env(1)
  const replica = newReplica('client-ann' as ClientId)
  const failed: CloseReason[] = []
  const work = new Allowance(env, size, perSecond)
  const context = { env, timings: TIMINGS, replica, limits: () => PROTOCOL_LIMITS }
  const options = {
    context,
    work,
    clock: env.now,
    ofAnother: () => 'take' as const,
    advanced: () => undefined,
    failed: (reason: CloseReason) => failed.push(reason),
  }
  return { clock, replica, failed, work, intake: new Intake(options, asVersion(0)) }
}

describe('E19: the work of one guest is paced', () => {
  test('what it may use at once is used, and then so much each second; nothing is refused for it', () => {
    const { clock, replica, failed, intake } = scene(1_000, 100)
    let made = 0
    const second = () => {
      for (let ms = 0; ms < 1_000; ms += 10) {
        if (versionOf(replica) === made) intake.offer(MAL, versionOf(replica), edits(1, made++))
        clock.advance(10)
      }
    }
    second()
    const first = versionOf(replica)
    expect(first).toBeGreaterThan(60)
    expect(first).toBeLessThan(100)
    for (let i = 0; i < 10; i++) second()
    expect(versionOf(replica) - first).toBeGreaterThan(60)
    expect(versionOf(replica) - first).toBeLessThan(100)
    expect(failed).toEqual([])
  })

  test('one push may overdraw it, and is done with before the next', () => {
    const { clock, replica, work, intake } = scene(200, 1_000)
    intake.offer(MAL, asVersion(0), edits(100))
    clock.advance(0)
    expect(versionOf(replica)).toBe(100)
    expect(work.left).toBeLessThan(-900)
    intake.offer(MAL, asVersion(100), edits(1, 100))
    clock.advance(900)
    expect(versionOf(replica)).toBe(100)
    clock.advance(500)
    expect(versionOf(replica)).toBe(101)
  })

  test('every place of an edit counts, and the text that it inserts', () => {
    const steps = (spans: readonly Span[]) => {
      const replica = newReplica('client-ann' as ClientId)
      const push = bindPush(replica, MAL, asVersion(0), [edit(0, spans)])
      if (!push.ok) throw new Error(push.reason)
      const turn = { limits: PROTOCOL_LIMITS, steps: 1, ofAnother: () => 'take' as const }
      return advance(replica, push.value, 0, turn).steps
    }
    const wide = Array.from({ length: SPANS_PER_EDIT }, (): Span => [0, 0, 'm'])
    expect(steps(wide)).toBeGreaterThanOrEqual(SPANS_PER_EDIT)
    expect(steps([[0, 0, 'x'.repeat(64_000)]])).toBeGreaterThan(1_000)
    expect(steps([[0, 0, 'x']])).toBeLessThan(20)
  })

  test('whoever pushes on and on without waiting is cut off', () => {
    const { failed, work, intake } = scene(1_000, 1)
    work.spend(OVERDRAWN_STEPS)
    for (let i = 0; i < 10 && failed.length === 0; i++) intake.offer(MAL, asVersion(0), edits(512))
    expect(failed).toEqual(['tooFast'])
  })
})

test('E18: a push whose base was cut off while it waited is made again by its guest', () => {
  const { clock, replica, failed, work, intake } = scene(100, 1_000)
  work.spend(1_000)
  intake.offer(MAL, asVersion(0), edits(1))
  replica.log.start = asVersion(1)
  clock.advance(2_000)
  expect(failed).toEqual(['staleVersion'])
})
