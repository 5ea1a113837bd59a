import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer, withFolder } from '../signaling/fakes.ts'
import { Chromium } from '../support/chromium.ts'
import { until } from '../support/until.ts'

/** A page with what may need permission: an editor in a shadow root, and a WebSocket. */
const page = (modules: string) => `
import { EditorView, basicSetup } from '${modules}/codemirror/dist/index.js'
import { io } from '${modules}/socket.io-client/build/esm/index.js'
window.violations = []
document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective))
const root = document.body.attachShadow({ mode: 'open' })
new EditorView({ parent: root, root, extensions: [basicSetup] })
const socket = io({ transports: ['websocket'] })
socket.on('connect', () => { window.connected = socket.io.engine.transport.name })
`

let browser: Chromium
beforeAll(async () => {
  browser = await Chromium.launch()
})
afterAll(() => browser.close())

async function withBuiltPage(use: (server: TestServer) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    await writeFile(path.join(folder, 'main.js'), page(path.resolve('node_modules')))
    await writeFile(
      path.join(folder, 'index.html'),
      '<!doctype html><html><head></head><body><script type="module" src="./main.js"></script></body></html>',
    )
    await build({
      root: folder,
      configFile: false,
      logLevel: 'error',
      build: { outDir: 'dist', minify: false },
    })
    const server = await startTestServer({ CLIENT_DIR: path.join(folder, 'dist') })
    try {
      await use(server)
    } finally {
      await server.stop()
    }
  })
}

test('W6: the editor’s styles and the WebSocket work under the policy; what is injected does not', async () => {
  await withBuiltPage(async ({ url }) => {
    const tab = await (await browser.person()).newPage()
    await tab.goto(`${url}/r/some-room`)
    // Not waitForFunction: it evaluates text within the page, which the policy forbids.
    await until('the socket is up', () => tab.evaluate<string | undefined>('window.connected'))
    expect(await tab.evaluate('window.connected')).toBe('websocket')
    // The rule comes from CodeMirror's own style sheet.
    expect(
      await tab.evaluate('getComputedStyle(document.body.shadowRoot.querySelector(".cm-scroller")).display'),
    ).toBe('flex')
    expect(await tab.evaluate('window.violations')).toEqual([])

    await tab
      .evaluate(`{
      const style = document.createElement('style')
      style.textContent = 'body { opacity: 0.5 }'
      document.head.append(style)
      import('data:text/javascript,window.injected=true').catch(() => undefined)
      const tried = [
        () => { document.body.setAttribute('onclick', 'window.injected = true') },
        () => { document.createElement('div').innerHTML = '<img src="nothing:" onerror="window.injected = true">' },
        () => { document.createElement('script').textContent = 'window.injected = true' },
        () => { document.createElement('script').src = 'data:text/javascript,window.injected=true' },
        () => trustedTypes.createPolicy('other', { createHTML: (html) => html }),
      ]
      window.thrown = tried.filter((one) => { try { one(); return false } catch { return true } }).length
      new WebSocket('ws://127.0.0.1:9/')
    }`)
      .catch(() => undefined)
    await until('all are refused', () => tab.evaluate<boolean>('window.violations.length >= 8'))
    const violated = (await tab.evaluate('window.violations')) as string[]
    expect(violated).toEqual(
      expect.arrayContaining([
        'style-src-elem',
        'script-src-elem',
        'connect-src',
        'require-trusted-types-for',
        'trusted-types',
      ]),
    )
    expect(await tab.evaluate('window.thrown')).toBe(5)
    expect(await tab.evaluate('getComputedStyle(document.body).opacity')).toBe('1')
    expect(await tab.evaluate('window.injected')).toBeUndefined()
    await tab.close()
  })
})
