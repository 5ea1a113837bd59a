import { randomUUID } from 'node:crypto'
import type { Request } from 'playwright-core'
import { until } from '../../../support/until.ts'
import type { Measure, Turn } from '../measure.ts'
import { watchEditable } from '../watch.ts'

const isScript = (type: string | undefined): boolean => /\bjavascript\b/.test(type ?? '')

/** Compressed JavaScript that a first visit to a room asks for until the text can be typed into. */
async function run({ product, browser, pages, results }: Turn): Promise<void> {
  const running = await product.start(pages)
  try {
    const page = await (await browser.person()).newPage()
    const requests: Request[] = []
    page.on('request', (request) => requests.push(request))
    await page.addInitScript(watchEditable)
    await page.goto(running.pageUrl(randomUUID()))
    await until('it can be typed into', () => page.evaluate(() => window.editableAt))
    const asked = [...requests]
    // A file is in the page's own list once it is there.
    for (const request of asked) await (await request.response())?.finished()
    const later = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ startTime }) => startTime > (window.editableAt ?? Number.POSITIVE_INFINITY))
        .map(({ name }) => name),
    )
    let bytes = 0
    for (const request of asked) {
      const response = await request.response()
      if (later.includes(request.url()) || !isScript(response?.headers()['content-type'])) continue
      bytes += (await request.sizes()).responseBodySize
    }
    if (bytes === 0) throw new Error('the page loaded no script')
    results.add('javascript', product.name, bytes / 1_000)
  } finally {
    await running.server.remove()
  }
}

export const javascript: Measure = { name: 'javascript', rounds: () => 1, run }
