import { randomUUID } from 'node:crypto'
import { ServerProcess } from '../support/server_process.ts'
import { type Figure, figure } from './figure.ts'
import { latencies } from './latencies.ts'
import { Members } from './members.ts'
import type { Way } from './node_member.ts'
import { PageHost } from './page_host.ts'
import { median, quantile } from './quantile.ts'

const FEW = 2
const MANY = 64
const TYPISTS = 5
/** Five characters a second. */
const PACE_MS = 200
/** So many that the engines of all have compiled what they run. */
const WARM_UP_KEYS = 60
const KEYS = 30
/** In each room the typists begin so often, each time at moments of their own. */
const RUNS = 6
const ROUNDS = 3
/** How many times the few guests' figure the many guests' may be. */
const MOST_TIMES = 2
/** The guests' processes: one for each typist, in which other guests sit too. */
const PROCESSES = 5

/**
 * A fresh server and room with so many guests, whose host is the real page in a browser of its own: WebRTC in Node
 * blocks its process with every frame that it sends, and the host sends the most.
 */
async function measure(guests: number, way: Way): Promise<number[]> {
  const server = await ServerProcess.run({ env: { CONNECTIONS_PER_MINUTE: '0' } })
  const processes: Members[] = []
  try {
    const roomId = randomUUID()
    const host = await PageHost.open(server.url, roomId)
    try {
      const count = Math.min(PROCESSES, guests)
      for (let i = 0; i < count; i++) {
        const members = await Members.start()
        processes.push(members)
        await members.enter(server.url, roomId, way, Math.floor((guests + i) / count))
      }
      const typing = processes.slice(0, TYPISTS)
      const run = async (keys: number): Promise<number[]> => {
        await Promise.all(typing.map((members) => members.type(1, keys, PACE_MS)))
        const seen = await Promise.all(processes.map((members) => members.report(typing.length * keys)))
        return latencies(seen.flat())
      }
      await run(WARM_UP_KEYS)
      const times: number[] = []
      for (let i = 0; i < RUNS; i++) times.push(...(await run(KEYS)))
      return times
    } finally {
      await host.close()
    }
  } finally {
    for (const members of processes) await members.kill()
    await server.remove()
  }
}

/**
 * How long a guest's key takes to another guest's view, in rooms of few guests and of many, in turns. Of each figure
 * the median of the rounds stands, so that a busy moment of the machine does not.
 */
export async function manyGuests(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const way of ['direct', 'relay'] as const) {
    const rounds: { readonly few: readonly number[]; readonly many: readonly number[] }[] = []
    for (let i = 0; i < ROUNDS; i++)
      rounds.push({ few: await measure(FEW, way), many: await measure(MANY, way) })
    const name = `many_guests: ${way}`
    const of = (which: 'few' | 'many', share: number): number =>
      median(rounds.map((round) => quantile(round[which], share)))
    for (const [which, guests] of [['few', FEW] as const, ['many', MANY] as const])
      figures.push(
        figure(`${name}, ${guests} guests, median`, of(which, 0.5), 'ms'),
        figure(`${name}, ${guests} guests, 95 of 100`, of(which, 0.95), 'ms'),
      )
    const times = median(rounds.map(({ few, many }) => quantile(many, 0.95) / quantile(few, 0.95)))
    const against = `at most ${MOST_TIMES}`
    figures.push(figure(`${name}, ${MANY} against ${FEW} guests, 95 of 100`, times, 'times', against))
  }
  return figures
}
