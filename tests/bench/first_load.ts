import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { Request } from 'playwright-core'
import { Chromium } from '../support/chromium.ts'
import { ServerProcess } from '../support/server_process.ts'
import { type Figure, figure } from './figure.ts'

const MOST_KB = 220
/** Files that are told by name: the largest. */
const NAMED = 5

declare global {
  interface Window {
    /** When the text could be typed into, on the page's clock. */
    editableAt?: number
  }
}

/** Runs in the page before its scripts: another process would see too late that the text can be typed into. */
function watchEditable(): void {
  const look = new MutationObserver(() => {
    if (document.querySelector('[data-testid=editor][data-access=edit]') === null) return
    look.disconnect()
    window.editableAt = performance.now()
  })
  look.observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-access'],
  })
}

const isScript = (type: string | undefined): boolean => /\bjavascript\b/.test(type ?? '')

/**
 * The JavaScript that a person's first visit to a room transfers, compressed as the real server sends it to a real
 * browser, from the address until the text can be typed into. What was asked for before then counts.
 */
export async function firstLoad(): Promise<Figure[]> {
  const server = await ServerProcess.run()
  try {
    const browser = await Chromium.launch()
    try {
      const person = await browser.person()
      const page = await person.newPage()
      const requests: Request[] = []
      page.on('request', (request) => requests.push(request))
      await page.addInitScript(watchEditable)
      await page.goto(server.roomUrl(randomUUID()))
      await page.getByTestId('editor').and(page.locator('[data-access=edit]')).waitFor()
      const asked = [...requests]
      // A file is in the page's own list once it is there.
      for (const request of asked) await (await request.response())?.finished()
      const later = await page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .filter(({ startTime }) => startTime > (window.editableAt ?? Number.POSITIVE_INFINITY))
          .map(({ name }) => name),
      )
      const before = asked.filter((request) => !later.includes(request.url()))
      const scripts: { name: string; kb: number; encoding: string }[] = []
      for (const request of before) {
        const response = await request.response()
        if (response === null || !isScript(response.headers()['content-type'])) continue
        await response.finished()
        const { responseBodySize } = await request.sizes()
        const encoding = response.headers()['content-encoding'] ?? 'not compressed'
        scripts.push({
          name: basename(new URL(request.url()).pathname),
          kb: responseBodySize / 1_000,
          encoding,
        })
      }
      if (scripts.length === 0) throw new Error('the page loaded no script')
      scripts.sort((a, b) => b.kb - a.kb)
      const sum = scripts.reduce((all, { kb }) => all + kb, 0)
      return [
        figure('first_load: JavaScript', sum, 'kB', `at most ${MOST_KB}`),
        figure('first_load: files', scripts.length, ''),
        ...scripts
          .slice(0, NAMED)
          .map(({ name, kb, encoding }) => figure(`first_load: ${name}`, kb, 'kB', encoding)),
      ]
    } finally {
      await browser.close()
    }
  } finally {
    await server.remove()
  }
}
