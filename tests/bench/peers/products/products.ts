import type { Product } from '../product.ts'
import { hocuspocus } from './hocuspocus.ts'
import { tandem } from './tandem.ts'
import { yWebrtc } from './y_webrtc.ts'
import { yWebsocket } from './y_websocket.ts'

/** In the order of the tables. */
export const PRODUCTS: readonly Product[] = [tandem, yWebsocket, hocuspocus, yWebrtc]
