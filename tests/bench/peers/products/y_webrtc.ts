import { yjsProduct } from './yjs_product.ts'

/** Its own signaling server. Every browser is connected with every other one, and nothing is kept. */
export const yWebrtc = yjsProduct(
  { page: 'y_webrtc', title: 'y-webrtc', direct: true, keeps: false },
  { script: 'node_modules/y-webrtc/bin/server.js' },
)
