import './node_version.mjs'
import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { guardChildren, run } from './children.mjs'
import { killLeftovers, MARK } from './leftovers.mjs'
import { ensurePackages } from './packages.mjs'
import { endWithParent } from './parent.mjs'
import { ensurePrograms } from './programs.mjs'
import { Failure, main, ROOT, say } from './project.mjs'
import { countRun, failuresOf, sum } from './tally.mjs'

/**
 * npm test                      everything
 * npm test -- unit fuzz         some parts
 * npm test -- unit -t 'C3:'     what is no part goes to vitest
 * npm run test:faults           the faults as often as they should be tried; a part of npm test is a slice of it
 *
 * @typedef {import('./programs.mjs').Program} Program
 * @typedef {{ name: string, minutes: number, needs?: readonly Program[], built?: boolean, tool?: readonly string[] }} Part
 * `tool` is for what is not vitest; `built`: the page and the server have to be there.
 */

/** In the order in which they run. @type {readonly Part[]} */
const PARTS = [
  { name: 'types', minutes: 3, tool: ['typescript/bin/tsc', '-b'] },
  { name: 'lint', minutes: 2, tool: ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings'] },
  { name: 'architecture', minutes: 2 },
  { name: 'unit', minutes: 4 },
  { name: 'simulation', minutes: 6 },
  { name: 'contract', minutes: 4, needs: ['redis-server'] },
  { name: 'fuzz', minutes: 5, built: true },
  { name: 'signaling', minutes: 5, needs: ['redis-server'], built: true },
  { name: 'browser', minutes: 12, needs: ['redis-server', 'chromium'], built: true },
  { name: 'faults', minutes: 10, needs: ['redis-server', 'chromium', 'coturn'], built: true },
]
const WHOLE = process.argv.includes('--whole')
const MOST_MINUTES = WHOLE ? 120 : 19

const MINUTE_MS = 60_000
const deadline = performance.now() + MOST_MINUTES * MINUTE_MS
const runId = randomUUID()
const env = { ...process.env, [MARK]: runId, NODE_ENV: 'test', ...(WHOLE && { FAULTS: 'whole' }) }

/** @param {readonly string[]} args */
function choose(args) {
  const named = PARTS.filter((part) => args.includes(part.name))
  const rest = args.filter((arg) => !PARTS.some((part) => part.name === arg))
  const [first] = rest
  if (first !== undefined && named.length === 0) {
    throw new Failure(`Name a part before ${first}: ${PARTS.map((part) => part.name).join(', ')}.`)
  }
  return { parts: named.length > 0 ? named : PARTS, rest }
}

/** What failed in all parts. @type {string[]} */
const failures = []

/** @param {Part} part @param {readonly string[]} rest */
async function runPart(part, rest) {
  const minutes = WHOLE ? MOST_MINUTES : part.minutes
  const limitMs = Math.max(1, Math.min(minutes * MINUTE_MS, deadline - performance.now()))
  const modules = join(ROOT, 'node_modules')
  if (part.tool !== undefined) {
    const [path, ...args] = part.tool
    const { code, timedOut } = await run(process.execPath, [join(modules, path ?? ''), ...args], {
      env,
      limitMs,
    })
    if (timedOut) say(`${part.name} did not end in time.`)
    return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  }
  const report = join(ROOT, '.cache', `vitest-${part.name}-${process.pid}.json`)
  const vitest = [join(modules, 'vitest/vitest.mjs'), 'run', '--project', part.name]
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code, timedOut } = await run(process.execPath, [...vitest, ...reporters, ...rest], { env, limitMs })
  if (timedOut) say(`The ${part.name} tests did not end in time.`)
  const found = readReport(report)
  const tally = countRun(found, code)
  failures.push(...failuresOf(found))
  rmSync(report, { force: true })
  return tally
}

/** @param {string} path @returns {import('./tally.mjs').VitestReport | null} null when vitest wrote none */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

/** What keeps a part from running, with the sentence already said; null when nothing does. @param {Part} part */
async function obstacle(part) {
  const missing = await ensurePrograms(part.needs ?? [])
  if (missing.length > 0) return `missing: ${missing.join(', ')}`
  if (!part.built) return null
  try {
    await ensureBuilt()
    return null
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    say(error.message)
    return 'the build failed'
  }
}

/** @param {readonly Part[]} parts @param {readonly string[]} rest */
async function runParts(parts, rest) {
  const tallies = []
  for (const part of parts) {
    console.log(`\n── ${part.name}`)
    const reason = await obstacle(part)
    if (reason !== null) {
      console.log(`The ${part.name} tests did not run: ${reason}.`)
      tallies.push({ passed: 0, failed: 1 })
      continue
    }
    tallies.push(await runPart(part, rest))
    for (const command of await killLeftovers(runId)) {
      console.log(`The ${part.name} tests left this running: ${command}`)
      tallies.push({ passed: 0, failed: 1 })
    }
  }
  return sum(tallies)
}

await main(async () => {
  const { parts, rest } = choose(process.argv.slice(2).filter((arg) => arg !== '--whole'))
  const release = guardChildren(async () => {
    await killLeftovers(runId)
  })
  endWithParent()
  mkdirSync('.cache', { recursive: true })
  let tally = { passed: 0, failed: 1 }
  try {
    await ensurePackages()
    tally = await runParts(parts, rest)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    say(error.message)
  }
  release()
  if (failures.length > 0) console.log(`\n── failed\n\n${failures.join('\n\n')}`)
  console.log(`\n${tally.passed} passed, ${tally.failed} failed`)
  process.exitCode = tally.failed === 0 && tally.passed > 0 ? 0 : 1
})
