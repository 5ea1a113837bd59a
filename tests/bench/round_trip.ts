import { MAIN_FILE } from '../../shared/base/ids.ts'
import { BenchRoom, filler, settled } from './bench_room.ts'
import { type Figure, figure } from './figure.ts'
import { median, quantile } from './quantile.ts'

const EDITS = 2_000
const WARM_UP = 2_000
const CASES = [
  { guests: 1, units: 100_000 },
  { guests: 5, units: 100_000 },
  { guests: 1, units: 1_000_000 },
  { guests: 5, units: 1_000_000 },
] as const

/** Microseconds that each edit keeps the host's main thread: until it is committed and handed to every link. */
async function edits(guests: number, units: number): Promise<number[]> {
  const room = new BenchRoom()
  const host = await room.enter()
  for (let i = 0; i < guests; i++) await room.enter()
  host.type(0, 0, filler(units))
  await room.rest()
  const times: number[] = []
  for (let i = 0; i < WARM_UP + EDITS; i++) {
    const at = Math.floor(units / 2) + i
    const changes = host.change(at, at, 'x')
    const start = performance.now()
    host.session.edit(MAIN_FILE, changes)
    times.push((performance.now() - start) * 1_000)
    room.clock.advance(150)
    await settled()
  }
  await room.rest()
  return times.slice(WARM_UP)
}

/** What a keystroke costs the host, from the editor's change to the last guest's link. */
export async function roundTrip(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const { guests, units } of CASES) {
    const times = await edits(guests, units)
    const name = `round_trip: an edit of ${units / 1_000} kB with ${guests} ${guests === 1 ? 'guest' : 'guests'}`
    figures.push(figure(`${name}, median`, median(times), 'µs'))
    figures.push(figure(`${name}, 99 of 100`, quantile(times, 0.99), 'µs'))
  }
  return figures
}
