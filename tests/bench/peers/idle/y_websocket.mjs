import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { openWhenAsked } from './idle_process.ts'

openWhenAsked(
  (url, room) =>
    new Promise((resolve) => {
      const provider = new WebsocketProvider(url, room, new Y.Doc(), {
        WebSocketPolyfill: WebSocket,
        disableBc: true,
      })
      provider.once('sync', resolve)
    }),
)
