import { expect, test } from 'vitest'
import { fuzzServer, tell } from './server/run.ts'

const SEED = Number(process.env.FUZZ_SEED ?? 20_250_601)
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 15)

test(`W14 G18: ${SECONDS} s of nonsense at every public entry of a real server, and at a host (seed ${SEED})`, {
  timeout: SECONDS * 1_000 + 120_000,
}, async () => {
  const report = await fuzzServer(SEED, SECONDS * 1_000)
  console.info(tell(report).join('\n'))
  expect(report.faults).toEqual([])
  expect(report.pairs).toBeGreaterThan(1)
  // It did something, everywhere.
  for (const entry of ['raw', 'rest', 'events', 'packets', 'polling', 'peers'])
    expect(report.counts.get(entry), entry).toBeGreaterThan(SECONDS)
})
