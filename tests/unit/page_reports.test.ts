import { expect, test } from 'vitest'
import { PageReports } from '../../client/edge/page_reports.ts'
import { PAGE_PROTOCOL, REPORTED_DIVERGENCES } from '../../shared/protocol/page_protocol.ts'
import type { Reason } from '../../shared/protocol/reasons.ts'
import { requests } from '../../shared/protocol/signaling.ts'
import { FakeSession, fakeUser } from '../support/fake_session.ts'
import { VirtualClock } from '../support/virtual_clock.ts'

function scene() {
  const clock = new VirtualClock()
  const session = Object.assign(new FakeSession(fakeUser('Ana', 0)), { divergences: 0 })
  const sent: string[] = []
  const refusals: Reason[] = []
  const reports = new PageReports({
    env: clock.env(1),
    session,
    send(report, replied) {
      expect(requests.report.safeParse(report).success).toBe(true)
      expect(report.protocol).toBe(PAGE_PROTOCOL)
      sent.push(`${report.path} ${report.divergences}`)
      replied(refusals.shift() ?? null)
    },
  })
  return { clock, session, sent, refusals, reports }
}

test('Y3: a page tells its way and its divergences once, after each entrance and when they changed', () => {
  const { clock, session, sent, reports } = scene()
  session.setStatus({ path: 'relay', server: true })
  clock.advance(10_000)
  // Not in the room yet.
  expect(sent).toEqual([])
  reports.entered()
  session.setStatus({ path: 'direct' })
  clock.advance(10_000)
  expect(sent).toEqual(['direct 0'])
  session.setStatus({ pending: 3 })
  clock.advance(10_000)
  expect(sent).toEqual(['direct 0'])
  session.divergences = REPORTED_DIVERGENCES + 2
  session.setStatus({ path: 'hosting' })
  clock.advance(10_000)
  session.setStatus({ path: 'hosting' })
  clock.advance(10_000)
  expect(sent.slice(1)).toEqual([`none ${REPORTED_DIVERGENCES}`, 'none 2'])
  reports.entered()
  clock.advance(10_000)
  expect(sent.slice(3)).toEqual(['none 0'])
  reports.stop()
  session.setStatus({ path: 'relay' })
  clock.advance(10_000)
  expect(sent).toHaveLength(4)
})

test('Y3: what was lost is told with what changes next; a server that knows no reports is left alone', () => {
  const { clock, session, sent, refusals, reports } = scene()
  session.setStatus({ path: 'relay', server: true })
  session.divergences = 1
  refusals.push('lost')
  reports.entered()
  clock.advance(10_000)
  session.setStatus({ pending: 1 })
  clock.advance(10_000)
  expect(sent).toEqual(['relay 1', 'relay 1'])
  session.setStatus({ server: false, path: 'none' })
  clock.advance(10_000)
  expect(sent).toHaveLength(2)
  refusals.push('unexpected')
  session.setStatus({ server: true })
  clock.advance(10_000)
  session.setStatus({ path: 'direct' })
  clock.advance(10_000)
  expect(sent.slice(2)).toEqual(['none 0'])
})
