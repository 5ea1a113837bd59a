import { setTimeout as sleep } from 'node:timers/promises'
import { CountingProxy } from '../counting_proxy.ts'
import type { Measure, Turn } from '../measure.ts'
import { PeerRoom } from '../peer_room.ts'

const KEYS = 40
/** Fast typing. */
const PACE_MS = 150
/** After the last key, so that what is saved or told a little later counts. */
const AFTER_MS = 2_500

/** What both browsers of a room and the server send each other while one of them types, beyond TCP's and UDP's headers. */
async function run({ product, quick, browser, pages, results }: Turn): Promise<void> {
  const running = await product.start(pages)
  const proxy = await CountingProxy.listen(running.server.port)
  try {
    const room = new PeerRoom(browser, running, proxy.port)
    await room.grow(2)
    const typist = room.pages[1]
    if (!typist) throw new Error('somebody types')
    await typist.goToEnd()
    await sleep(AFTER_MS)
    const direct = async (): Promise<number> => {
      const sent = await Promise.all(room.pages.map((page) => page.directBytes()))
      return sent.reduce((sum, bytes) => sum + bytes, 0)
    }
    const before = { server: proxy.bytes, direct: await direct() }
    const keys = quick ? 20 : KEYS
    for (let i = 0; i < keys; i++) {
      await typist.page.keyboard.press('y')
      await sleep(PACE_MS)
    }
    await room.even()
    await sleep(AFTER_MS)
    const server = (proxy.bytes - before.server) / keys
    results.add('bytes_server', product.name, server)
    results.add('bytes_all', product.name, server + ((await direct()) - before.direct) / keys)
  } finally {
    await proxy.close()
    await running.server.remove()
  }
}

export const typedBytes: Measure = { name: 'typed_bytes', rounds: (ofRun) => Math.ceil(ofRun / 2), run }
