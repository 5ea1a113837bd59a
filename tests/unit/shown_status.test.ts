import { expect, test } from 'vitest'
import { createShownStatus, MOST_MS, REST_MS } from '../../client/state/shown_status.ts'
import type { Status } from '../../shared/session/status.ts'
import { STATUS } from '../support/fake_session.ts'
import { VirtualClock } from '../support/virtual_clock.ts'

function page() {
  const clock = new VirtualClock()
  let now: Status = { ...STATUS, state: 'saved' }
  const said: string[] = []
  const shown = createShownStatus({
    read: () => now,
    show: ({ state }) => said.push(state),
    timer: (ms, callback) => clock.timer(ms, callback),
  })
  const is = (next: Partial<Status>) => {
    now = { ...now, ...next }
    shown.changed()
  }
  /** A key, saved a moment later. */
  const key = () => {
    is({ state: 'saving', pending: 1 })
    clock.advance(5)
    is({ state: 'saved', pending: 0 })
  }
  return { clock, said, shown, is, key }
}

test('while somebody types the page goes on to say that it saves, and says once that all is saved', () => {
  const { clock, said, key } = page()
  for (let i = 0; i < 8; i++) {
    key()
    clock.advance(REST_MS / 2)
  }
  expect(said).toEqual(['saving'])
  clock.advance(REST_MS)
  expect(said).toEqual(['saving', 'saved'])
})

test('where people type on and on the page still says now and then that all is saved', () => {
  const { clock, said, key } = page()
  for (let spent = 0; spent < MOST_MS + REST_MS; spent += REST_MS / 2) {
    key()
    clock.advance(REST_MS / 2)
  }
  expect(said.slice(0, 3)).toEqual(['saving', 'saved', 'saving'])
})

test('what is worse is said at once, and takes back what waited', () => {
  const { clock, said, is, key } = page()
  key()
  is({ state: 'offline' })
  clock.advance(MOST_MS)
  expect(said).toEqual(['saving', 'offline'])
})

test('nothing is said of a room that was left', () => {
  const { clock, said, shown, key } = page()
  key()
  shown.stop()
  clock.advance(MOST_MS)
  expect(said).toEqual(['saving'])
})
