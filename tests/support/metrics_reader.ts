export const METRICS_TOKEN = 'a-token-that-nobody-would-ever-guess'

/** What GET /metrics answers: every sample by its name with its labels, and the names that are described. */
export interface MetricsText {
  readonly text: string
  readonly names: ReadonlySet<string>
  /** 0 where there is no such sample, as in Prometheus. */
  value(sample: string): number
}

/** Asks as Prometheus does. Throws when it is not answered. */
export async function readMetrics(url: string): Promise<MetricsText> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })
  if (answer.status !== 200) throw new Error(`GET /metrics: ${answer.status}`)
  const text = await answer.text()
  const samples = new Map<string, number>()
  const names = new Set<string>()
  for (const line of text.split('\n')) {
    const [, name, kind] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? []
    if (name !== undefined) for (const ending of endingsOf(kind)) names.add(name + ending)
    const [, sample, value] = /^(\w+(?:\{.*\})?) (\S+)$/.exec(line) ?? []
    if (sample !== undefined) samples.set(sample, Number(value))
  }
  return { text, names, value: (sample) => samples.get(sample) ?? 0 }
}

const endingsOf = (kind: string | undefined): readonly string[] =>
  kind === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']
