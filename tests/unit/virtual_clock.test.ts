import { expect, test } from 'vitest'
import { seeded } from '../support/random.ts'
import { VirtualClock } from '../support/virtual_clock.ts'

test('timers ring in order of time, then of setting, and time stands still in between', () => {
  const clock = new VirtualClock()
  const start = clock.now
  const random = seeded(3)
  const wanted: (readonly [number, number])[] = []
  const rung: (readonly [number, number])[] = []
  for (let i = 0; i < 2_000; i++) {
    const ms = Math.floor(random() * 300)
    const cancel = clock.timer(ms, () => {
      expect(clock.now - start).toBe(ms)
      rung.push([ms, i])
    })
    if (i % 3 === 0) cancel()
    else wanted.push([ms, i])
  }
  wanted.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  clock.advance(150)
  expect(clock.now - start).toBe(150)
  expect(rung).toEqual(wanted.filter(([ms]) => ms <= 150))
  clock.run()
  expect(rung).toEqual(wanted)
  expect(clock.next).toBe(null)
})

test('a timer set while another rings is due in its turn, and run tells of timers without end', () => {
  const clock = new VirtualClock()
  const rung: string[] = []
  clock.timer(10, () => {
    rung.push('a')
    clock.timer(0, () => rung.push('b'))
    clock.timer(5, () => rung.push('d'))
  })
  clock.timer(12, () => rung.push('c'))
  clock.run()
  expect(rung).toEqual(['a', 'b', 'c', 'd'])
  const again = (): void => {
    clock.timer(1, again)
  }
  again()
  expect(() => clock.run(100)).toThrow('still ring')
})
