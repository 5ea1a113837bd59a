import { ask, end, said, startScript } from '../../child.ts'
import type { Measure, Turn } from '../measure.ts'

/** What is made once for all rooms is made for these. */
const WARM_ROOMS = 50
const ROOMS = 500

/** What the server holds for rooms and connections in which nothing happens. */
async function run({ product, quick, pages, results }: Turn): Promise<void> {
  const running = await product.start(pages)
  const members = startScript(`peers/idle/${product.idle}`, [running.idleUrl])
  try {
    await said(members)
    const names = (count: number, kind: string) => Array.from({ length: count }, (_, i) => `${kind}${i}`)
    const open = async (rooms: readonly string[]) => {
      await ask(members, rooms)
      return { held: await running.server.heldBytes(), resident: running.server.residentBytes() }
    }
    const warm = names(WARM_ROOMS, 'warm')
    await open(warm)
    const rooms = names(quick ? ROOMS / 10 : ROOMS, 'room')
    const none = await open(warm)
    const one = await open(rooms)
    const two = await open(rooms)
    const kb = (bytes: number) => bytes / rooms.length / 1_000
    results.add('memory_room', product.name, kb(one.held - none.held))
    results.add('memory_connection', product.name, kb(two.held - one.held))
    results.add('memory_resident', product.name, kb(two.resident - none.resident))
  } finally {
    await end(members)
    await running.server.remove()
  }
}

export const memory: Measure = { name: 'memory', rounds: (ofRun) => Math.ceil(ofRun / 2), run }
