import { MAIN_FILE } from '../../shared/base/ids.ts'
import { int, seeded } from '../support/random.ts'
import { BenchRoom, filler, type Member, settled } from './bench_room.ts'
import { type Figure, figure } from './figure.ts'
import { median } from './quantile.ts'

const EDITS = 10_000
const UNITS = 100_000

interface Merge {
  readonly name: string
  /** Where the guest types. */
  readonly how: 'in one place' | 'scattered'
  /** Whether the host could save, and so cut its log: the guest then gets a snapshot instead of the entries. */
  readonly saved: boolean
}

const MERGES: readonly Merge[] = [
  { name: 'typed in one place, entry by entry', how: 'in one place', saved: false },
  { name: 'typed in one place, by snapshot', how: 'in one place', saved: true },
  { name: 'scattered, entry by entry', how: 'scattered', saved: false },
  { name: 'scattered, by snapshot', how: 'scattered', saved: true },
]

/** Milliseconds of one merge, and of each of the guest's edits before it. */
async function measure({ how, saved }: Merge): Promise<{ took: number; edit: number }> {
  const room = new BenchRoom()
  const random = seeded(7)
  const host = await room.enter()
  const guest = await room.enter()
  const other = await room.enter()
  host.type(0, 0, filler(UNITS))
  await room.rest()
  if (!saved) room.server.crash()

  // The first edit is on its way when the link breaks.
  guest.type(0, 0, 'x')
  guest.dialer.cut()
  const times: number[] = []
  for (let i = 1; i < EDITS; i++) {
    const at = how === 'scattered' ? int(random, 0, guest.length) : i
    const start = performance.now()
    guest.type(at, at, 'x')
    times.push(performance.now() - start)
  }
  for (let i = 0; i < EDITS; i++) {
    const from: Member = i % 2 === 0 ? host : other
    const at = int(random, 0, from.length - 1)
    if (i % 4 === 3) from.type(at, at + 1, '')
    else from.type(at, at, 'y')
    room.clock.advance(1)
    if (i % 50 === 0) await settled()
  }
  await room.until(() => host.version >= EDITS && (!saved || host.session.replica.saved === host.version))
  if (guest.session.replica.pending.length === 0) throw new Error('the guest has nothing to merge')

  guest.dialer.mend()
  const start = performance.now()
  guest.session.wake()
  await room.rest()
  const took = performance.now() - start
  const marks = guest.session.text(MAIN_FILE).toString().split('x').length
  if (marks <= EDITS) throw new Error('an edit of the guest is missing')
  return { took, edit: median(times) }
}

/**
 * A guest that typed ten thousand edits while it was cut off comes back to a room in which the others made as many:
 * until it has taken theirs, the host has admitted its own, and all texts are equal.
 */
export async function merge(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const one of MERGES) {
    const { took, edit } = await measure(one)
    figures.push(figure(`merge: ${one.name}`, took / 1_000, 's'))
    figures.push(figure(`merge: ${one.name}, one more edit while cut off`, edit * 1_000, 'µs'))
  }
  return figures
}
