import { yjsProduct } from './yjs_product.ts'

/** Its own server, which keeps each update in LevelDB. */
export const yWebsocket = yjsProduct(
  { page: 'y_websocket', title: 'y-websocket', direct: false, keeps: true },
  { script: 'node_modules/@y/websocket-server/src/server.js', dirVariable: 'YPERSISTENCE' },
)
