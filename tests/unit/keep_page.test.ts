import { describe, expect, test } from 'vitest'
import { keepPage } from '../../client/edge/keep_page.ts'

/** A page that loads and rests when told to, in a browser that takes service workers or does not. */
function opened(browser: { readonly worker: boolean; readonly saveData?: boolean }) {
  const registered: string[] = []
  const rings: (() => void)[] = []
  const load: (() => void)[] = []
  const page = {
    addEventListener: (_type: string, listener: () => void) => load.push(listener),
    setTimeout: (ring: () => void) => rings.push(ring),
  }
  const serviceWorker = {
    register: (script: string) => {
      registered.push(script)
      return Promise.reject(new Error('not now'))
    },
  }
  keepPage(
    page as unknown as Window,
    {
      ...(browser.worker && { serviceWorker }),
      connection: { saveData: browser.saveData },
    } as unknown as Navigator,
  )
  const ring = (list: (() => void)[]) => {
    for (const each of list.splice(0)) each()
  }
  return { registered, loaded: () => ring(load), rested: () => ring(rings) }
}

describe('P21: the page is kept', () => {
  test('once it was loaded and rested, and a refusal is nothing to anybody', () => {
    const { registered, loaded, rested } = opened({ worker: true })
    rested()
    expect(registered).toEqual([])
    loaded()
    expect(registered).toEqual([])
    rested()
    expect(registered).toEqual(['/service_worker.js'])
  })

  test('not where that cannot be, nor where the person wants little to be fetched', () => {
    for (const browser of [{ worker: false }, { worker: true, saveData: true }]) {
      const { registered, loaded, rested } = opened(browser)
      loaded()
      rested()
      expect(registered).toEqual([])
    }
  })
})
