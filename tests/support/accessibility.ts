import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { RoomPage } from './room_page.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Resolves when nothing moves or fades any more, but for what does so without end. */
const STILL = `(async () => {
  const ending = () => document.getAnimations().filter(({ playState, effect }) =>
    playState === 'running' && effect?.getComputedTiming().endTime !== Infinity)
  for (let moving = ending(); moving.length > 0; moving = ending())
    await Promise.allSettled(moving.map(({ finished }) => finished))
})()`

/** Of each violation the rule, and of each element that breaks it its markup and why, with the colours that were met. */
const COMPLAINTS = `axe.run().then(({ violations }) => JSON.stringify(violations.map(({ id, nodes }) =>
  [id, nodes.map(({ html, any, all, none }) =>
    [html.slice(0, 200), ...[...any, ...all, ...none].map(({ message }) => message)])])))`

/** What axe complains of in the page once it stands still: in between two states colours are in between too. */
export async function complaints(room: RoomPage): Promise<unknown> {
  const devtools = await room.person.newCDPSession(room.page)
  // Through the tools of the browser: the page's policy lets no script in.
  await devtools.send('Runtime.evaluate', { expression: AXE })
  await devtools.send('Runtime.evaluate', { expression: STILL, awaitPromise: true })
  const { result } = await devtools.send('Runtime.evaluate', {
    expression: COMPLAINTS,
    awaitPromise: true,
    returnByValue: true,
  })
  await devtools.detach()
  return JSON.parse(String(result.value))
}
