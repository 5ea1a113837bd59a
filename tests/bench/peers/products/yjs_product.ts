import { fileURLToPath } from 'node:url'
import { freePort } from '../../../support/free_port.ts'
import type { PageName } from '../built_pages.ts'
import type { Product } from '../product.ts'
import { ServerChild } from '../server_child.ts'

interface YjsServer {
  /** Its script, from the benchmark's folder. */
  readonly script: string
  /** What it calls the folder that it keeps its rooms in. */
  readonly dirVariable?: string
}

/** One of those that share a Yjs text in a bare page, with a server of its own. */
export function yjsProduct(
  facts: Omit<Product, 'start' | 'idle' | 'name' | 'hosted'> & { readonly page: PageName },
  { script, dirVariable }: YjsServer,
): Product {
  const { page, ...rest } = facts
  const product: Product = {
    ...rest,
    name: page.replace('_', '-'),
    hosted: false,
    idle: `${page}.mjs`,
    async start(pages) {
      const address = await pages.url(page)
      const server = await ServerChild.run({
        args: [fileURLToPath(new URL(`../${script}`, import.meta.url))],
        port: await freePort(),
        env: {},
        ...(dirVariable !== undefined && { dirVariable }),
      })
      const at = (port: number) => `ws://127.0.0.1:${port}`
      return {
        product,
        server,
        pageUrl: (roomId, port = server.port) =>
          `${address}?${new URLSearchParams({ room: roomId, server: at(port) })}`,
        idleUrl: at(server.port),
      }
    },
  }
  return product
}
