import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { RoomPage } from './room_page.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe complains of in the page as it is now: rule and element. */
export async function complaints(room: RoomPage): Promise<unknown> {
  const devtools = await room.person.newCDPSession(room.page)
  // Through the tools of the browser: the page's policy lets no script in.
  await devtools.send('Runtime.evaluate', { expression: AXE })
  const expression = `axe.run().then(({ violations }) =>
    JSON.stringify(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])))`
  const { result } = await devtools.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
  })
  await devtools.detach()
  return JSON.parse(String(result.value))
}
