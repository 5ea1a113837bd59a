import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'
import { precompress } from '../../../scripts/precompress.ts'
import { freePort } from '../../support/free_port.ts'
import type { TempDir } from '../../support/temp_dir.ts'
import { ServerChild } from './server_child.ts'

/** The products that have no page of their own: each is a file in pages/. */
export type PageName = 'y_websocket' | 'hocuspocus' | 'y_webrtc'

const ROOT = fileURLToPath(new URL('./pages', import.meta.url))
const SERVER = fileURLToPath(new URL('./servers/pages.mjs', import.meta.url))

const entry = (name: PageName): Plugin => ({
  name: 'entry',
  transformIndexHtml: { order: 'pre', handler: (html) => html.replace('SCRIPT', `${name}.ts`) },
})

/** Builds a product's page for production into a folder of its own below the given one. */
async function buildPage(name: PageName, folder: TempDir): Promise<void> {
  await build({
    root: ROOT,
    base: `/${name}/`,
    configFile: false,
    logLevel: 'silent',
    plugins: [entry(name), precompress()],
    build: {
      outDir: join(folder.path, name),
      target: 'es2022',
      modulePreload: { polyfill: false },
      rolldownOptions: { input: join(ROOT, 'page.html') },
    },
  })
}

/** The bare pages of other products, built once for a whole run and served from a process of their own. */
export class BuiltPages {
  readonly #server: ServerChild
  readonly #port: number
  readonly #built = new Map<PageName, Promise<void>>()

  private constructor(server: ServerChild, port: number) {
    this.#server = server
    this.#port = port
  }

  /** End it with `remove`. */
  static async serve(): Promise<BuiltPages> {
    const port = await freePort()
    const server = await ServerChild.run({ args: [SERVER], port, env: {} })
    return new BuiltPages(server, port)
  }

  /** Where a product's page is, without what its address says further. */
  async url(name: PageName): Promise<string> {
    const built = this.#built.get(name) ?? buildPage(name, this.#server.dir)
    this.#built.set(name, built)
    await built
    return `http://127.0.0.1:${this.#port}/${name}/page.html`
  }

  async remove(): Promise<void> {
    await this.#server.remove()
  }
}
