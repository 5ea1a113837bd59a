import type { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { PAGE_PROTOCOL } from '../../shared/protocol/page_protocol.ts'
import type { Reason } from '../../shared/protocol/reasons.ts'
import { VERSION } from '../version.ts'
import type { Gauges } from './gauges.ts'
import type { Meter, Way } from './meter.ts'
import type { Vitals } from './vitals.ts'

/** Upper ends of the steps, in seconds. */
const JOIN_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const APPEND_S = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]
const STAY_S = [10, 60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800]
const MS_PER_S = 1_000

interface PromOptions {
  /** Asked with every scrape. */
  readonly gauges: () => Gauges
  readonly vitals: Vitals
}

/** A version that this server does not know is some other one: pages choose no label. */
const protocolLabel = (protocol: number | null): string => {
  if (protocol === null) return 'unknown'
  return protocol >= 1 && protocol <= PAGE_PROTOCOL ? String(protocol) : 'other'
}

/**
 * Counts for Prometheus. Every label has its values from a closed table: routes, statuses, reasons, ways, versions. None
 * names a room, a person or an address.
 */
export class PromMeter implements Meter {
  readonly #client: typeof import('prom-client')
  readonly #registry: Registry
  readonly #join: Histogram
  readonly #append: Histogram
  readonly #stay: Histogram
  readonly #promotions: Counter
  readonly #divergences: Counter
  readonly #refused: Counter
  readonly #http: Counter

  private constructor(client: typeof import('prom-client'), { gauges, vitals }: PromOptions) {
    this.#client = client
    this.#registry = new client.Registry()
    this.#join = this.#histogram('join', 'From a page’s question to be let into a room to the answer', JOIN_S)
    this.#append = this.#histogram('append', 'Until a host’s entries were answered', APPEND_S)
    this.#stay = this.#histogram('stay', 'How long somebody was in a room without a break', STAY_S)
    this.#promotions = this.#counter('promotions_total', 'Pages that became host', ['why'])
    this.#divergences = this.#counter(
      'divergences_total',
      'Texts that differed from their host’s and were mended, as pages tell',
    )
    this.#refused = this.#counter('refused_total', 'Refused input', ['reason', 'way'])
    this.#http = this.#counter('http_requests_total', 'Answers over HTTP', ['route', 'status'])
    for (const why of ['opened', 'changed']) this.#promotions.inc({ why }, 0)
    this.#gauge('rooms', 'Rooms with somebody in them', (gauge) => gauge.set(gauges().rooms))
    this.#gauge('members', 'People in rooms', (gauge) => gauge.set(gauges().members))
    this.#gauge('connections', 'Socket.IO connections', (gauge) => gauge.set(gauges().connections))
    this.#gauge('draining', '1 while no new visitors are wanted', (gauge) =>
      gauge.set(gauges().draining ? 1 : 0),
    )
    this.#gauge(
      'links',
      'Guests connected with their host, as pages tell',
      (gauge) => {
        const { direct, relay } = gauges().links
        gauge.set({ path: 'direct' }, direct)
        gauge.set({ path: 'relay' }, relay)
      },
      ['path'],
    )
    this.#gauge(
      'pages',
      'Pages in rooms by the version of the protocol that they speak',
      (gauge) => {
        gauge.reset()
        for (const [protocol, pages] of gauges().protocols)
          gauge.inc({ protocol: protocolLabel(protocol) }, pages)
      },
      ['protocol'],
    )
    this.#since('relayed_frames_total', 'Frames that were passed on', () => gauges().relayedFrames)
    this.#since('appended_entries_total', 'Entries that the store took', () => gauges().appendedEntries)
    this.#gauge(
      'event_loop_delay_seconds',
      'How long what was due waited, in the last ten seconds',
      (gauge) => {
        const { median, p99, most } = vitals.delay
        gauge.set({ level: 'median' }, median)
        gauge.set({ level: 'p99' }, p99)
        gauge.set({ level: 'max' }, most)
      },
      ['level'],
    )
    this.#gauge('resident_memory_bytes', 'Memory that the process takes', (gauge) => gauge.set(vitals.memory))
    this.#gauge('heap_used_bytes', 'JavaScript memory in use', (gauge) =>
      gauge.set(process.memoryUsage().heapUsed),
    )
    this.#gauge('uptime_seconds', 'Since the start', (gauge) => gauge.set(Math.floor(process.uptime())))
    this.#gauge('info', 'Which server this is', (gauge) => gauge.set({ version: VERSION }, 1), ['version'])
  }

  /** Loads what it needs, which nobody else does. */
  static async open(options: PromOptions): Promise<PromMeter> {
    return new PromMeter(await import('prom-client'), options)
  }

  joined(ms: number): void {
    this.#join.observe(ms / MS_PER_S)
  }

  appended(ms: number): void {
    this.#append.observe(ms / MS_PER_S)
  }

  stayed(ms: number): void {
    this.#stay.observe(ms / MS_PER_S)
  }

  promoted(isFirst: boolean): void {
    this.#promotions.inc({ why: isFirst ? 'opened' : 'changed' })
  }

  diverged(times: number): void {
    this.#divergences.inc(times)
  }

  refused(reason: Reason, way: Way): void {
    this.#refused.inc({ reason, way })
  }

  answered(route: string, status: number): void {
    this.#http.inc({ route, status: String(status) })
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  /** Everything, as Prometheus reads it. */
  text(): Promise<string> {
    return this.#registry.metrics()
  }

  #histogram(name: string, help: string, buckets: number[]): Histogram {
    return new this.#client.Histogram({
      name: `tandem_${name}_seconds`,
      help,
      buckets,
      registers: [this.#registry],
    })
  }

  #counter(name: string, help: string, labelNames: string[] = []): Counter {
    return new this.#client.Counter({ name: `tandem_${name}`, help, labelNames, registers: [this.#registry] })
  }

  /** What somebody else counts. */
  #since(name: string, help: string, total: () => number): void {
    new this.#client.Counter({
      name: `tandem_${name}`,
      help,
      registers: [this.#registry],
      collect() {
        this.reset()
        this.inc(total())
      },
    })
  }

  #gauge(name: string, help: string, collect: (gauge: Gauge) => void, labelNames: string[] = []): void {
    new this.#client.Gauge({
      name: `tandem_${name}`,
      help,
      labelNames,
      registers: [this.#registry],
      collect() {
        collect(this)
      },
    })
  }
}
