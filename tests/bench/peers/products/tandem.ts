import { ensureBuilt, SERVER } from '../../../../scripts/build.mjs'
import { freePort } from '../../../support/free_port.ts'
import type { Product } from '../product.ts'
import { ServerChild } from '../server_child.ts'

/** All of the run's pages have one address: what limits an address is off. */
const LIMITS_OFF = {
  CONNECTIONS_PER_MINUTE: '0',
  CONNECTIONS_PER_ADDRESS: '0',
  HTTP_PER_MINUTE: '0',
  MISSES_PER_MINUTE: '0',
  JOINS_PER_ADDRESS_PER_10S: '0',
  ROOMS_PER_ADDRESS_PER_HOUR: '0',
}

/** The real page and server, as they are shipped, with the built-in store. */
export const tandem: Product = {
  name: 'tandem',
  title: 'Tandem',
  direct: true,
  keeps: true,
  hosted: true,
  idle: 'tandem.ts',
  async start() {
    await ensureBuilt()
    const server = await ServerChild.run({
      args: [SERVER],
      port: await freePort(),
      env: { REDIS_URL: '', ...LIMITS_OFF },
    })
    const url = `http://127.0.0.1:${server.port}`
    return {
      product: tandem,
      server,
      pageUrl: (roomId, port = server.port) => `http://127.0.0.1:${port}/r/${roomId}`,
      idleUrl: url,
    }
  },
}
