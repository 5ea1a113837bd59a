import { afterAll, beforeAll, expect, test } from 'vitest'
import { FarMember, type MemberReport } from '../support/far_member.ts'
import { WHOLE } from '../support/rounds.ts'
import { freshRoom } from '../support/scene.ts'
import { ServerProcess } from '../support/server_process.ts'
import { until } from '../support/until.ts'

const MIB = 1_024 * 1_024
/** UTF-16 units of the document, and of one line in a document of its own. */
const UNITS = WHOLE ? 49_000_000 : 3_000_000
const LINE_UNITS = WHOLE ? 10_000_000 : 1_000_000
/** Text that goes in at a time, as a paste of it would. */
const PASTE_UNITS = 1_000_000
const WITHIN_MS = 600_000
/** A page's code and its other data: what is held beyond that has to do with the document. */
const PAGE_MIB = 96
/** What a page may hold for each unit of the document, in bytes: text, editor's text and what is on its way. */
const BYTES_PER_UNIT = 8

const LINE = 'const answer = await question(everything, 42) // and so on, é and 漢字\n'
const linesOf = (units: number): string => LINE.repeat(Math.ceil(units / LINE.length)).slice(0, units)

let server: ServerProcess
const members: FarMember[] = []
beforeAll(async () => {
  server = await ServerProcess.run()
})
afterAll(async () => {
  for (const member of members) await member.end()
  await server?.remove()
})

async function enter(roomId: string): Promise<FarMember> {
  const member = new FarMember()
  members.push(member)
  await member.enter(server.url, roomId)
  return member
}

function tell(who: string, report: MemberReport): void {
  const { confirmed, stallMs, heldMiB, mostMiB } = report
  const sorted = [...confirmed].sort((a, b) => a - b)
  const [median = 0, most = 0] = [sorted[sorted.length >> 1], sorted.at(-1)]
  console.info(
    `${who}: ${report.length} units, stalled for ${stallMs.toFixed(0)} ms at the most, holds ${heldMiB} MiB, ${mostMiB} resident at the most`,
    `; ${confirmed.length} characters confirmed, ${median.toFixed(0)} ms at the median, ${most.toFixed(0)} at the most`,
  )
}

/** Waits until all hold one saved text; answers how the first one stands. */
async function agreement(...all: FarMember[]): Promise<MemberReport> {
  for (const member of all) await member.ask({ do: 'rest' })
  return until(
    'all hold one text',
    async () => {
      const [first, ...others] = await Promise.all(all.map((member) => member.report()))
      if (!first || first.pending > 0 || first.saved < first.version) return false
      return others.every(({ hash, pending }) => hash === first.hash && pending === 0) && first
    },
    WITHIN_MS,
  )
}

test(`B10: a room of ${UNITS} characters is filled, joined, edited, mended, saved, handed over and opened again, and others type meanwhile`, async () => {
  const roomId = freshRoom()
  const host = await enter(roomId)
  const typist = await enter(roomId)
  await typist.ask({ do: 'type', on: true })
  const text = linesOf(PASTE_UNITS)
  for (let units = 0; units < UNITS; units += PASTE_UNITS)
    await host.ask({ do: 'insert', at: 0, text, times: 1 })
  await host.ask({ do: 'rest' })
  tell('host, filling', await host.report())
  const filling = await typist.report()
  tell('typist, meanwhile', filling)
  expect(filling.confirmed.length).toBeGreaterThan(0)

  const late = await enter(roomId)
  await late.ask({ do: 'insert', at: 500, text: 'late', times: 1 })
  await late.ask({ do: 'rest' })
  tell('host, joined', await host.report())
  const joining = await typist.report()
  tell('typist, meanwhile', joining)
  expect(joining.confirmed.length).toBeGreaterThan(0)
  tell('late', await late.report())

  // The hash that shows it comes when nobody writes.
  await typist.ask({ do: 'type', on: false })
  await agreement(host, typist, late)
  await late.ask({ do: 'diverge' })
  await typist.ask({ do: 'insert', at: 100, text: 'now', times: 1 })
  await until('the page mended itself', async () => (await late.report()).divergences === 1, WITHIN_MS)
  const mended = await agreement(host, typist, late)
  tell('host, mended', mended)
  expect(mended.length).toBeGreaterThanOrEqual(UNITS)
  for (const member of [host, typist, late])
    expect((await member.report()).heldMiB).toBeLessThan(PAGE_MIB + (UNITS * BYTES_PER_UNIT) / MIB)

  await host.ask({ do: 'leave' })
  await host.end()
  await late.ask({ do: 'insert', at: 0, text: 'on it goes', times: 1 })
  // Confirmed and saved: another one hosts.
  const { hash, length } = await agreement(late, typist)
  await Promise.all([late.end(), typist.end()])

  const again = await enter(roomId)
  await again.ask({ do: 'rest' })
  expect(await again.report()).toMatchObject({ hash, length, refused: 0 })
  expect((await server.room(roomId))?.code.length).toBe(length)
  await again.end()
})

test(`B10: one line of ${LINE_UNITS} characters is typed into by two at once`, async () => {
  const roomId = freshRoom()
  const host = await enter(roomId)
  const guest = await enter(roomId)
  await host.ask({ do: 'insert', at: 0, text: 'x'.repeat(LINE_UNITS), times: 1 })
  await guest.ask({ do: 'type', on: true })
  await host.ask({ do: 'type', on: true })
  await until('typed', async () => (await guest.report()).confirmed.length > 0, WITHIN_MS)
  await guest.ask({ do: 'type', on: false })
  await host.ask({ do: 'type', on: false })
  const report = await agreement(host, guest)
  tell('host', report)
  expect(report.lines).toBe(1)
  expect(report.length).toBeGreaterThan(LINE_UNITS)
  await Promise.all([host.end(), guest.end()])
})
