import { setTimeout as sleep } from 'node:timers/promises'
import { CountingProxy } from '../counting_proxy.ts'
import type { Measure, Turn } from '../measure.ts'
import { PeerRoom } from '../peer_room.ts'

const EDITS = 10_000
/** From one edit of a page to its next: both make 800 a second together. */
const PACE_MS = 2.5
/** What is stored a little later is work as well. */
const AFTER_MS = 2_500
/** Until nothing of the room's beginning is under way. */
const BEFORE_MS = 1_000

/** What 10,000 single-character edits of two pages, half each, cost the server until they are stored. */
async function run({ product, quick, browser, pages, results }: Turn): Promise<void> {
  const running = await product.start(pages)
  const proxy = await CountingProxy.listen(running.server.port)
  try {
    const room = new PeerRoom(browser, running, proxy.port)
    await room.grow(2)
    const [one, other] = room.pages
    if (!one || !other) throw new Error('two are there')
    await one.page.evaluate(() => {
      const view = (window.peer ?? window.tandem)?.view
      view?.dispatch({ selection: { anchor: view.state.doc.line(10).to } })
    })
    await other.goToEnd()
    await sleep(BEFORE_MS)
    const edits = quick ? EDITS / 10 : EDITS
    const before = { cpu: running.server.cpuMs(), bytes: proxy.bytes, length: await one.length() }
    await Promise.all([one.edit(edits / 2, PACE_MS), other.edit(edits / 2, PACE_MS)])
    for (const page of room.pages) await page.hasLength(before.length + edits)
    await sleep(AFTER_MS)
    const times = EDITS / edits
    results.add('work_cpu', product.name, (running.server.cpuMs() - before.cpu) * times)
    results.add('work_bytes', product.name, ((proxy.bytes - before.bytes) * times) / 1_000)
  } finally {
    await proxy.close()
    await running.server.remove()
  }
}

export const serverWork: Measure = {
  name: 'server_work',
  rounds: (ofRun) => ofRun,
  run,
}
