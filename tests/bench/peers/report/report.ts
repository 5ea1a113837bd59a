import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { MOST_MS, STEPS } from '../measures/key_to_screen.ts'
import { peerVersions } from '../packages.ts'
import type { Product } from '../product.ts'
import type { Results } from '../results.ts'
import { bars } from './bars.ts'
import { markdownTable, markdownVerdicts } from './columns.ts'
import { GROUPS, type Group } from './figures.ts'
import { lines } from './lines.ts'
import { machine } from './machine.ts'
import { replaceMeasured } from './replace_measured.ts'
import { mostMembers, verdicts } from './targets.ts'

const DOCS = fileURLToPath(new URL('../../../../docs/', import.meta.url))

interface Run {
  readonly rounds: number
  readonly minutes: number
}

function plot(group: Group, results: Results, products: readonly Product[], foot: string): string {
  if (group.name !== 'members') return bars(group, results, products, foot)
  const points = STEPS.map(({ members }) => ({ at: members, figure: `key_${members}_p95` }))
  const options = {
    title: group.title,
    points,
    below: 'browsers in the room',
    unit: 'ms',
    limit: MOST_MS,
    foot,
  }
  return lines(options, results, products)
}

/** How many browsers each product's room had room for. */
function membersLine(results: Results, products: readonly Product[]): string {
  const tried = STEPS.map(({ members }) => members)
  const each = products.map(({ name, title }) => {
    const most = mostMembers(results, name, tried, MOST_MS)
    return `${title} ${most === null ? 'none' : most === tried.at(-1) ? `${most} or more` : most}`
  })
  return `Most browsers of those tried with 95 of 100 keys under ${MOST_MS} ms: ${each.join(', ')}.`
}

/** Writes docs/benchmarks.md anew between its marks, its plots and its raw numbers. A whole run is needed. */
export async function writeReport(
  results: Results,
  products: readonly Product[],
  { rounds, minutes }: Run,
): Promise<void> {
  const facts = machine()
  const date = new Date().toISOString().slice(0, 10)
  const command = `npm run bench:peers -- --rounds ${rounds} --write`
  const versions = peerVersions()
  const others = products.slice(1).map(({ name }) => name)
  const sections: string[] = []
  await mkdir(`${DOCS}benchmarks`, { recursive: true })
  for (const group of GROUPS) {
    const foot = `${command} (${group.measure}), ${date}`
    await writeFile(`${DOCS}benchmarks/${group.name}.svg`, plot(group, results, products, foot))
    const after = group.name === 'members' ? `\n\n${membersLine(results, products)}` : ''
    sections.push(
      `### ${group.title}\n\n![${group.title}](benchmarks/${group.name}.svg)\n\n` +
        `${markdownTable(results, products, group)}${after}\n\n` +
        `Made by \`npm run bench:peers -- --rounds ${rounds} ${group.measure}\`, in the run above.`,
    )
  }
  const raw = { command, date, machine: facts, packages: versions, rounds, values: results.raw() }
  await writeFile(`${DOCS}benchmarks/raw.json`, `${JSON.stringify(raw, null, 2)}\n`)
  const measured = [
    `\`${command}\`, ${date}: ${rounds} rounds in ${Math.round(minutes)} minutes, on ${facts.cores} cores and ` +
      `${facts.memoryGiB} GiB, ${facts.system}, Node ${facts.node}, Chromium ${facts.chromium}. ` +
      'The raw numbers, with all versions: [raw.json](benchmarks/raw.json).',
    '### Targets',
    markdownVerdicts(verdicts(results, others)),
    ...sections,
  ].join('\n\n')
  const document = await readFile(`${DOCS}benchmarks.md`, 'utf8')
  await writeFile(`${DOCS}benchmarks.md`, replaceMeasured(document, measured))
}
