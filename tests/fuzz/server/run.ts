import { setTimeout as sleep } from 'node:timers/promises'
import { SETTINGS } from '../../../signaling/config/settings.ts'
import { ADMIN_TOKEN } from '../../support/admin_person.ts'
import { METRICS_TOKEN } from '../../support/metrics_reader.ts'
import { servesPair } from '../../support/relay_member.ts'
import { ServerProcess } from '../../support/server_process.ts'
import { until } from '../../support/until.ts'
import { fuzzFirstEvents, fuzzOtherEvents, fuzzPackets, fuzzPolling } from './events.ts'
import { fuzzRaw, fuzzRest } from './http.ts'
import { fuzzPeers } from './peers.ts'
import { type Fault, Target } from './target.ts'

const MIB = 1_024 * 1_024
/** Between two looks at whether others are served, in milliseconds. */
const LOOK_MS = 5_000
/** What the server may hold more at the end than after the warm-up: caches fill, and rooms were made. */
const GROWTH_BYTES = 16 * MIB
/** Everybody has gone, and what was kept for them with them. */
const SETTLE_MS = 30_000

const FUZZERS = [fuzzRaw, fuzzRest, fuzzFirstEvents, fuzzOtherEvents, fuzzPackets, fuzzPolling, fuzzPeers]

/** No limit of rate: what is refused for its haste is not tried. */
const unlimited = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.keys(SETTINGS)
      .filter((name) => name.includes('_PER_'))
      .map((name) => [name, '0']),
  )

export interface FuzzReport {
  readonly faults: readonly Fault[]
  readonly counts: ReadonlyMap<string, number>
  readonly answers: ReadonlyMap<string, number>
  /** Bytes that the server held after the warm-up and at the end. */
  readonly held: readonly [number, number]
  /** The same of the machine's memory that its process took. */
  readonly memory: readonly [number, number]
  /** How often a healthy pair was served meanwhile. */
  readonly pairs: number
}

/** Every line of the server's log that is no warning of its own is a fault. */
function badLines(log: string): string[] {
  return log.split('\n').filter((line) => {
    if (line === '') return false
    try {
      return JSON.parse(line).level >= 50
    } catch {
      return true
    }
  })
}

/** Runs all fuzzers at once against a server of its own for so long, and looks after it. */
export async function fuzzServer(seed: number, ms: number): Promise<FuzzReport> {
  const server = await ServerProcess.run({
    reportsHeld: true,
    env: { ...unlimited(), METRICS_TOKEN, ADMIN_TOKEN },
  })
  const target = new Target(server, seed)
  const began = performance.now()
  let pairs = 0
  const look = async (): Promise<void> => {
    try {
      await servesPair(server.url, `pair-${pairs}`, seed + pairs)
      pairs += 1
    } catch (thrown) {
      target.fault('server', 'a healthy pair was not served', String(thrown))
    }
    if (!server.running) target.fault('server', 'the process ended', server.log.slice(-2_000))
  }
  const during = async (part: number): Promise<void> => {
    const end = performance.now() + part
    target.over = false
    target.round += 1
    const fuzzers = FUZZERS.map((fuzzer) =>
      fuzzer(target).catch((thrown) => target.fault('fuzzer', String(thrown), thrown?.stack)),
    )
    while (performance.now() < end && server.running) {
      await look()
      await sleep(Math.max(0, Math.min(LOOK_MS, end - performance.now())))
    }
    target.over = true
    await Promise.all(fuzzers)
  }
  try {
    await look()
    // A sixth of the time fills what is filled once.
    await during(ms / 6)
    const quiet = async (): Promise<number> => {
      await until('everybody has gone', async () => (await server.health()).members === 0, SETTLE_MS)
      return server.held()
    }
    const warm = [await quiet(), await server.memory()] as const
    await during(ms - (performance.now() - began))
    await look()
    const held = await until(
      'what was taken is had again',
      async () => {
        const now = await quiet()
        return now - warm[0] < GROWTH_BYTES && now
      },
      SETTLE_MS,
    ).catch(async () => {
      const now = await quiet()
      target.fault(
        'server',
        `holds ${((now - warm[0]) / MIB).toFixed(1)} MiB more than after the warm-up`,
        '',
      )
      return now
    })
    const memory = [warm[1], await server.memory()] as const
    return { ...target, held: [warm[0], held], memory, pairs, faults: target.faults }
  } catch (thrown) {
    target.fault('server', String(thrown), server.log.slice(-2_000))
    return { ...target, held: [0, 0], memory: [0, 0], pairs, faults: target.faults }
  } finally {
    target.over = true
    for (const line of badLines(server.log)) target.fault('server', 'said', line)
    await server.remove()
  }
}

/** The report in lines to be read. */
export function tell(report: FuzzReport): string[] {
  const list = (map: ReadonlyMap<string, number>): string =>
    [...map]
      .sort()
      .map(([name, times]) => `${name} ${times}`)
      .join(', ')
  const mib = ([from, to]: readonly [number, number]): string =>
    `${(from / MIB).toFixed(1)} MiB after the warm-up, ${(to / MIB).toFixed(1)} MiB at the end`
  return [
    `said: ${list(report.counts)}`,
    `answered: ${list(report.answers)}`,
    `held: ${mib(report.held)}; of the machine: ${mib(report.memory)}`,
    `a healthy pair was served ${report.pairs} times meanwhile`,
    ...report.faults.map(({ entry, what, said }) => `FAULT ${entry}: ${what}: ${said}`),
    `${report.faults.length} faults`,
  ]
}
