import { describe, expect, test } from 'vitest'
import { adviceOf, deniedWords, doorWords } from '../../client/state/advice.ts'
import { connections, safetyWords } from '../../client/state/connections.ts'
import { createNotices } from '../../client/state/notices.ts'
import { createRecovered, type Recovered } from '../../client/state/recovered.ts'
import { isPutOut } from '../../client/state/status_words.ts'
import { asVersion } from '../../shared/base/ids.ts'
import { INSERT_UNITS } from '../../shared/protocol/limits.ts'
import { REASON_CODES } from '../../shared/protocol/reasons.ts'
import type { PeerLink } from '../../shared/session/link_report.ts'
import type { Status } from '../../shared/session/status.ts'
import { fakeUser, STATUS } from '../support/fake_session.ts'

describe('connections', () => {
  const [ana, ben, eve] = [fakeUser('Ana', 0), fakeUser('Ben', 1), fakeUser('Eve', 2)]
  const users = [ben, eve, ana]
  const ways = (status: Partial<Status>, links: readonly PeerLink[]) =>
    connections(users, { ...STATUS, host: ana.peerId, ...status }, links).map(
      ({ user, self, host, way }) =>
        `${user.userName}${self ? ' (you)' : ''}${host ? ' (host)' : ''}: ${way}`,
    )

  test('P14: the host sees the way to each guest, oneself first', () => {
    const links: readonly PeerLink[] = [
      { peer: ben.peerId, path: 'direct', latency: 23.7 },
      { peer: eve.peerId, path: 'relay', latency: null },
    ]
    expect(ways({ self: ana.peerId, path: 'hosting' }, links)).toEqual([
      'Ana (you) (host): Hosting',
      'Ben: Direct 24 ms',
      'Eve: Relayed',
    ])
    expect(ways({ self: ana.peerId, path: 'hosting' }, links.slice(1))).toContain('Ben: Not connected')
  })

  test('P14: a guest sees the way to its host, and that the others are reached through it', () => {
    const links: readonly PeerLink[] = [{ peer: ana.peerId, path: 'relay', latency: 80 }]
    expect(ways({ self: eve.peerId, path: 'relay' }, links)).toEqual([
      'Eve (you): ',
      'Ana (host): Relayed 80 ms',
      'Ben: through Ana',
    ])
    expect(ways({ self: eve.peerId, path: 'none' }, [])).toEqual([
      'Eve (you): ',
      'Ana (host): Not connected',
      'Ben: Not connected',
    ])
  })

  test('P14: what waits, for whom, and how much of it', () => {
    const safety = (status: Partial<Status>) => safetyWords({ ...STATUS, ...status })
    expect(safety({})).toEqual(['Everything is saved'])
    expect(safety({ state: 'loading' })).toEqual(['The room’s text is not here yet'])
    expect(safety({ pending: 1 })).toEqual(['1 edit waits for the host'])
    expect(safety({ pending: 3, saved: asVersion(4) })).toEqual([
      '3 edits wait for the host',
      '1 edit on the way to the server',
    ])
    for (const cut of [{ server: false }, { path: 'none' }, { path: 'hosting', denied: 'roomFull' }] as const)
      expect(safety({ ...cut, saved: asVersion(2) })).toEqual(['3 edits wait for the server'])
  })
})

describe('advice', () => {
  const advice = (status: Partial<Status>) => adviceOf({ ...STATUS, ...status })

  test('P15: nothing is said while all is well, or while waiting is all there is to do', () => {
    expect(advice({})).toBeNull()
    expect(advice({ state: 'reconnecting', path: 'none' })).toBeNull()
    expect(advice({ state: 'reconnecting', path: 'none', obstacle: 'unreachable' })).toBeNull()
    expect(advice({ state: 'offline', path: 'none', server: false, obstacle: 'relayOff' })).toBeNull()
  })

  test('P15: no direct path: what happened, what is safe, what to do', () => {
    const said = advice({ state: 'reconnecting', path: 'none', obstacle: 'relayOff', pending: 1, kept: true })
    expect(said).toMatchObject({ kind: 'noPath', title: 'No direct path to the host was found.' })
    expect(said?.text).toContain('Your edits are kept in this browser and sent as soon as there is a path.')
    expect(said?.text).toContain('Try another network, or ask whoever runs this server')
  })

  test('P15: turned away: why, and what to do about it', () => {
    expect(advice({ state: 'offline', path: 'none', denied: 'roomFull', pending: 1 })).toEqual({
      kind: 'denied',
      title: 'You are not in this room.',
      text: 'The room is full. Try again when somebody has left. Your edits are kept as long as this page is open.',
    })
    expect(advice({ path: 'hosting', denied: 'internal' })?.title).toMatch(/does not let this page in/)
    for (const reason of REASON_CODES) expect(deniedWords(reason)).toMatch(/^[A-Z].*\. .+\.$/)
  })

  test('P15: without the key to a private room: why, what is safe, and what to do', () => {
    const out = { state: 'offline', path: 'none', denied: 'noKey', pending: 1, kept: true } as const
    expect(advice(out)?.text).toBe(
      'The link that you came by was ended, and with it the key to this private room. Ask for the new link. What you see here can still be copied. Your edits are kept in this browser.',
    )
    expect(isPutOut({ ...STATUS, ...out })).toBe(true)
    expect(doorWords('noKey')).not.toContain('What you see')
  })

  test('P15: nothing goes to a host that does not prove the key, and the page says so while that is so', () => {
    const cut = { state: 'reconnecting', path: 'none', pending: 1, kept: true } as const
    const said = advice({ ...cut, obstacle: 'notProven' })
    expect(said).toMatchObject({ kind: 'notProven', title: expect.stringContaining('did not prove') })
    expect(said?.text).toMatch(
      /nothing was sent to it\. Your edits are kept in this browser\. It is tried again/,
    )
    expect(advice({ ...cut, obstacle: 'staleKey' })?.text).toMatch(/ask the room’s owner for the new link\.$/)
    expect(advice({ ...cut, obstacle: 'notProven', path: 'direct' })).toBeNull()
  })

  test('Q6: a limit is explained: what happened, what is safe, what to do', () => {
    const said = (denied: Status['denied']) =>
      advice({ state: 'offline', path: 'none', denied, pending: 1 })?.text
    const safe = 'Your edits are kept as long as this page is open.'
    expect(said('tooFast')).toBe(`Too many requests. Wait a moment. It is tried again by itself. ${safe}`)
    expect(said('tooManyRooms')).toMatch(
      /^Too many new rooms were made from your network\. .*within the hour\./,
    )
    expect(said('serverFull')).toMatch(/^This server has as many rooms open as it may have\. Try again/)
    expect(said('storeFull')).toMatch(
      /^This server keeps as many rooms as it may\. .*whoever runs the server\./,
    )
    for (const reason of ['tooFast', 'tooManyRooms', 'serverFull', 'storeFull'] as const)
      expect(said(reason)).toContain(safe)
  })

  test('P15: the server has been away for long: others may have gone on, and all is merged', () => {
    const said = advice({ state: 'saving', path: 'hosting', server: false, cutOff: true })
    expect(said?.kind).toBe('cutOff')
    expect(said?.text).toBe(
      'Others may go on under another host meanwhile. Once the server is back, all edits are merged.',
    )
  })
})

test('P11: that the server brought an older state back stays until it is dismissed', () => {
  const notices = createNotices()
  notices.add({ kind: 'restored', edits: 2 })
  notices.add({ kind: 'storeOlder', missing: 3 })
  expect(notices.lines().map(({ text, stays }) => [text.slice(0, 30), stays])).toEqual([
    ['What was not saved when this r', false],
    ['The server brought back an old', true],
  ])
})

describe('recovered text', () => {
  const all = (recovered: Recovered) => recovered.texts().map((one) => one.text())

  test('P16: several refusals hide none of each other, and the line counts them', () => {
    const notices = createNotices()
    for (const text of ['a', 'b', 'a']) notices.add({ kind: 'refused', reason: 'documentFull', text })
    notices.add({ kind: 'refused', reason: 'notAllowed', text: '' })
    expect(all(notices.recovered)).toEqual(['a', 'b', 'a'])
    expect(notices.lines().map(({ text, recovered }) => [recovered, text])).toEqual([
      [true, '3 edits of yours could not be taken. Their texts are kept for you to copy'],
      [false, 'An edit of yours was not taken. Your role does not allow that.'],
    ])
    notices.shown()
    expect(notices.lines().map(({ recovered }) => recovered)).toEqual([false])
    expect(all(notices.recovered)).toHaveLength(3)
    notices.recovered.dismiss(notices.recovered.texts()[1]?.id ?? -1)
    expect(all(notices.recovered)).toEqual(['a', 'a'])
    notices.recovered.dismissAll()
    expect(all(notices.recovered)).toEqual([])
  })

  test('P16: the pieces of a large paste come from its end, and are one text again', () => {
    const recovered = createRecovered()
    recovered.add('documentFull', 'before')
    recovered.add('documentFull', 'end')
    recovered.add('documentFull', 'm'.repeat(INSERT_UNITS))
    recovered.add('documentFull', 'b'.repeat(INSERT_UNITS - 1))
    expect(all(recovered)).toEqual([
      'before',
      `${'b'.repeat(INSERT_UNITS - 1)}${'m'.repeat(INSERT_UNITS)}end`,
    ])
    recovered.add('notAllowed', 'x'.repeat(INSERT_UNITS))
    expect(all(recovered)).toHaveLength(3)
  })

  test('P16: what is held is bounded: the oldest goes, and it is said how much', () => {
    const recovered = createRecovered(10)
    for (const text of ['abcd', 'efgh', 'ij']) recovered.add('documentFull', text)
    expect([all(recovered), recovered.lost()]).toEqual([['abcd', 'efgh', 'ij'], 0])
    recovered.add('documentFull', 'kl')
    expect([all(recovered), recovered.lost()]).toEqual([['ab', 'efgh', 'ij', 'kl'], 2])
    recovered.add('documentFull', 'mnopq')
    expect([all(recovered), recovered.lost()]).toEqual([['e', 'ij', 'kl', 'mnopq'], 7])
    recovered.add('documentFull', '0123456789ab')
    expect([all(recovered), recovered.lost()]).toEqual([['0123456789'], 19])
    recovered.dismiss(recovered.texts()[0]?.id ?? -1)
    expect([all(recovered), recovered.lost()]).toEqual([[], 0])
  })
})
