import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { ServerProcess } from '../support/server_process.ts'
import { type Figure, figure } from './figure.ts'
import { Members } from './members.ts'
import { machineNow } from './node_member.ts'
import { median, quantile } from './quantile.ts'

const KILLS = 30
const GUESTS = 2
const MOST_MS = 2_000
/** The longest pause before a kill, so that it comes at any moment between two pings. */
const PAUSE_MS = 1_200

interface Kill {
  /** Milliseconds until the new host's own edit was confirmed. */
  readonly host: number
  /** Until those of all its guests were. */
  readonly guests: number
}

/** One room whose host dies (SIGKILL); every guest then types at once. */
async function kill(url: string): Promise<Kill> {
  const processes: Members[] = []
  try {
    const start = async (): Promise<Members> => {
      const members = await Members.start()
      processes.push(members)
      return members
    }
    const roomId = randomUUID()
    const [host, ...guests] = await Promise.all(Array.from({ length: 1 + GUESTS }, start))
    if (!host) throw new Error('nobody is host')
    await host.enter(url, roomId, 'direct', 1)
    await Promise.all(guests.map((guest) => guest.enter(url, roomId, 'direct', 1)))
    await host.insert('def answer():\n    return 42\n')
    await sleep(Math.random() * PAUSE_MS)
    const at = machineNow()
    await host.kill()
    const confirmed = (await Promise.all(guests.map((guest) => guest.confirm()))).flat()
    const took = (hosting: boolean) =>
      Math.max(...confirmed.filter((one) => one.hosting === hosting).map((one) => one.at - at))
    return { host: took(true), guests: took(false) }
  } finally {
    for (const members of processes) await members.kill()
  }
}

/**
 * The host's process is killed, in a room whose pages are processes with direct links: until the edits that the
 * others make right then are confirmed under the new host.
 */
export async function hostKilled(): Promise<Figure[]> {
  const server = await ServerProcess.run({ env: { CONNECTIONS_PER_MINUTE: '0' } })
  try {
    const kills: Kill[] = []
    for (let i = 0; i < KILLS; i++) kills.push(await kill(server.url))
    const guests = kills.map((one) => one.guests)
    return [
      figure(
        `host_killed: next guest’s edit, 95 of 100 of ${KILLS}`,
        quantile(guests, 0.95),
        'ms',
        `at most ${MOST_MS}`,
      ),
      figure('host_killed: next guest’s edit, median', median(guests), 'ms'),
      figure('host_killed: next guest’s edit, longest', Math.max(...guests), 'ms'),
      figure('host_killed: new host’s own edit, median', median(kills.map((one) => one.host)), 'ms'),
    ]
  } finally {
    await server.remove()
  }
}
