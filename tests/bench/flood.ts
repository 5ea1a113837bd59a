import { randomUUID } from 'node:crypto'
import { ServerProcess } from '../support/server_process.ts'
import { Abuser, type AbuserReport, type AbuserRequest } from './abuser.ts'
import { type Figure, figure } from './figure.ts'
import { latencies } from './latencies.ts'
import { Members } from './members.ts'
import { machineNow } from './node_member.ts'
import { median, quantile } from './quantile.ts'

/** Five characters a second, each typist. */
const PACE_MS = 200
const WARM_UP_KEYS = 40
/** Keys of one look: four seconds. */
const KEYS = 20
const ROUNDS = 3
const MOST_TIMES = 2
/** What is as it was before: within this share of it. */
const AGAIN = 1.25
const MOST_RECOVERY_MS = 10_000
const OPERATIONS_PER_S = 5_000
const JOINS_PER_S = 1_000

interface Round {
  readonly calm: number
  readonly flooded: number
  /** Milliseconds from the end of the flood to the end of the first look that was as before. */
  readonly recovered: number
  readonly abuse: AbuserReport
}

/** A room of a host and two guests who type, before, while and after one abusive client floods it or its server. */
async function measure(what: AbuserRequest['what'], perSecond: number): Promise<Round> {
  // The abuser comes from an address of its own.
  const server = await ServerProcess.run({ env: { TRUST_PROXY: 'on' } })
  const processes: Members[] = []
  let abuser: Abuser | null = null
  try {
    const roomId = randomUUID()
    for (let i = 0; i < 3; i++) {
      const members = await Members.start()
      processes.push(members)
      await members.enter(server.url, roomId, 'relay', 1)
    }
    const guests = processes.slice(1)
    let authors: readonly string[] | null = null
    const look = async (keys = KEYS): Promise<number> => {
      await Promise.all(guests.map((members) => members.type(1, keys, PACE_MS)))
      const seen = await Promise.all(guests.map((members) => members.report(guests.length * keys, authors)))
      authors ??= seen.flat().map(({ clientId }) => clientId)
      return quantile(latencies(seen.flat()), 0.95)
    }
    await look(WARM_UP_KEYS)
    const calm = median([await look(), await look(), await look()])
    abuser = await Abuser.start({ what, url: server.url, roomId, perSecond })
    const flooded = median([await look(), await look(), await look()])
    const abuse = await abuser.report()
    await abuser.end()
    const ended = machineNow()
    let recovered = Number.POSITIVE_INFINITY
    while (machineNow() - ended < 2 * MOST_RECOVERY_MS && recovered === Number.POSITIVE_INFINITY)
      if ((await look(KEYS / 4)) <= calm * AGAIN) recovered = machineNow() - ended
    return { calm, flooded, recovered, abuse }
  } finally {
    await abuser?.end()
    for (const members of processes) await members.kill()
    await server.remove()
  }
}

/** How long others' keys take while one client abuses the room's host, or the server, and how soon all is as before. */
export async function flood(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [what, perSecond] of [
    ['operations', OPERATIONS_PER_S],
    ['blind operations', OPERATIONS_PER_S],
    ['joins', JOINS_PER_S],
  ] as const) {
    const rounds: Round[] = []
    for (let i = 0; i < ROUNDS; i++) rounds.push(await measure(what, perSecond))
    const name = `flood: ${perSecond} ${what} a second`
    const of = (value: (round: Round) => number) => median(rounds.map(value))
    const each = (value: (abuse: AbuserReport) => number) => of(({ abuse }) => value(abuse))
    figures.push(
      figure(
        `${name}, said`,
        each(({ said, ms }) => (said * 1_000) / ms),
        'a second',
        `${perSecond}`,
      ),
      figure(
        `${name}, times the abuser was cut off`,
        each(({ cut }) => cut),
        '',
      ),
      figure(
        `${name}, joins let in`,
        each(({ taken }) => taken),
        '',
      ),
      figure(
        `${name}, the abuser’s own process`,
        each(({ cpuMs, ms }) => (100 * cpuMs) / ms),
        '% of a core',
      ),
      figure(
        `${name}, others’ keys before, 95 of 100`,
        of(({ calm }) => calm),
        'ms',
      ),
      figure(
        `${name}, meanwhile, 95 of 100`,
        of(({ flooded }) => flooded),
        'ms',
      ),
      figure(
        `${name}, meanwhile against before`,
        of(({ calm, flooded }) => flooded / calm),
        'times',
        `at most ${MOST_TIMES}`,
      ),
      figure(
        `${name}, until it is as before`,
        of(({ recovered }) => recovered),
        'ms',
        `at most ${MOST_RECOVERY_MS}`,
      ),
    )
  }
  return figures
}
