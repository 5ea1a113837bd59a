import { parseArgs } from 'node:util'
import { connections } from './connections.ts'
import { type Figure, formatTable } from './figure.ts'
import { firstLoad } from './first_load.ts'
import { flood } from './flood.ts'
import { hostKilled } from './host_killed.ts'
import { idleRoom } from './idle_room.ts'
import { manyGuests } from './many_guests.ts'
import { merge } from './merge.ts'
import { openLarge } from './open_large.ts'
import { roundTrip } from './round_trip.ts'
import { suggestions } from './suggestions.ts'
import { trace } from './trace.ts'
import { typedCharacter } from './typed_character.ts'
import { typingPage } from './typing_page.ts'

const USAGE = `npm run bench -- [--json] [--trace FILE] [NAME…]

Measures, and prints a table. Without a name, everything.
  --json        one JSON object a line: name, value, unit, against
  --trace FILE  for "trace": a recorded editing session, gzipped JSON
                {txns: [{patches: [[position, deleted, inserted], …]}, …], endContent}

Names:`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    trace: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

const MEASUREMENTS: ReadonlyMap<string, () => Promise<readonly Figure[]>> = new Map([
  ['typed_character', typedCharacter],
  ['trace', () => trace(values.trace ?? null)],
  ['first_load', firstLoad],
  ['idle_room', async () => [await idleRoom()]],
  ['merge', merge],
  ['round_trip', roundTrip],
  ['open_large', openLarge],
  ['suggestions', suggestions],
  ['host_killed', hostKilled],
  ['many_guests', manyGuests],
  ['typing_page', typingPage],
  ['flood', flood],
  ['connections', connections],
])

const names = [...MEASUREMENTS.keys()]
const unknown = positionals.find((name) => !MEASUREMENTS.has(name))
if (values.help || unknown !== undefined) {
  if (unknown !== undefined) console.error(`There is no measurement "${unknown}".\n`)
  console.error(`${USAGE} ${names.join(', ')}`)
  process.exitCode = values.help ? 0 : 1
} else {
  for (const [name, measure] of MEASUREMENTS) {
    if (positionals.length > 0 && !positionals.includes(name)) continue
    const figures = await measure()
    if (values.json) for (const figure of figures) console.log(JSON.stringify(figure))
    else console.log(`${formatTable(figures)}\n`)
  }
}
