import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { METRICS_TOKEN, readMetrics } from '../support/metrics_reader.ts'
import { ServerProcess } from '../support/server_process.ts'

/** Columns of a dashboard. */
const COLUMNS = 24

const source = z.object({ type: z.literal('prometheus'), uid: z.literal(`\${datasource}`) })
const target = z.object({ refId: z.string().regex(/^[A-Z]$/), expr: z.string().min(1), datasource: source })
const place = {
  x: z.int().min(0),
  y: z.int().min(0),
  w: z.int().min(1).max(COLUMNS),
  h: z.int().min(1),
}
const common = { id: z.int().positive(), title: z.string().min(1), gridPos: z.object(place) }
/** What Grafana needs to take a file for a dashboard, as far as this one goes. */
const dashboard = z.object({
  title: z.string().min(1),
  uid: z.string().regex(/^[a-zA-Z0-9_-]{1,40}$/),
  schemaVersion: z.int().min(36),
  time: z.object({ from: z.string(), to: z.string() }),
  templating: z.object({
    list: z.array(z.object({ name: z.string(), type: z.enum(['datasource', 'query']) })),
  }),
  panels: z.array(
    z.discriminatedUnion('type', [
      z.object({ ...common, type: z.literal('row'), panels: z.array(z.never()) }),
      z.object({
        ...common,
        type: z.enum(['timeseries', 'stat', 'heatmap']),
        datasource: source,
        targets: z.array(target).min(1),
        fieldConfig: z.object({ defaults: z.looseObject({}), overrides: z.array(z.unknown()) }),
        options: z.looseObject({}),
      }),
    ]),
  ),
})

const text = readFileSync('deploy/grafana/tandem.json', 'utf8')
const read = () => dashboard.parse(JSON.parse(text))

test('the dashboard has the form that Grafana takes, and no panel is over another', () => {
  const { panels, templating } = read()
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  const taken = new Set<string>()
  for (const { title, gridPos } of panels) {
    const { x, y, w, h } = gridPos
    expect(x + w, title).toBeLessThanOrEqual(COLUMNS)
    for (let i = x; i < x + w; i++)
      for (let j = y; j < y + h; j++) {
        expect(taken.has(`${i} ${j}`), `${title} is over another panel`).toBe(false)
        taken.add(`${i} ${j}`)
      }
  }
  const known = ['__rate_interval', ...templating.list.map(({ name }) => name)]
  for (const [, name = ''] of text.matchAll(/\$\{?(\w+)/g)) expect(['__all', ...known]).toContain(name)
})

test('Y2: the dashboard asks for what a running server tells, and for all of it', async () => {
  const server = await ServerProcess.run({ env: { METRICS_TOKEN } })
  try {
    const { names } = await readMetrics(server.url)
    const asked = read().panels.flatMap((panel) =>
      panel.type === 'row' ? [] : panel.targets.flatMap(({ expr }) => expr.match(/\btandem_\w+/g) ?? []),
    )
    expect(asked.length).toBeGreaterThan(20)
    expect(asked.filter((name) => !names.has(name))).toEqual([])
    // Of a histogram its buckets are enough.
    const shown = new Set(asked.map((name) => name.replace(/_bucket$/, '')))
    const all = [...names].map((name) => name.replace(/_(?:bucket|sum|count)$/, ''))
    expect(all.filter((name) => !shown.has(name))).toEqual([])
  } finally {
    await server.remove()
  }
})

test('the example for Prometheus reads /metrics as the server serves it', () => {
  const example = readFileSync('deploy/prometheus.yml', 'utf8')
  expect(example).toMatch(/^ {4}authorization:\n {6}credentials_file: /m)
  // Its path is the usual one, and its scheme of authorization "Bearer".
  expect(example).not.toMatch(/metrics_path|type:/)
})
