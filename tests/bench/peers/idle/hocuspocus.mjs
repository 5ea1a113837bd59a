import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { openWhenAsked } from './idle_process.ts'

openWhenAsked(
  (url, room) =>
    new Promise((resolve) => {
      const websocketProvider = new HocuspocusProviderWebsocket({ url, WebSocketPolyfill: WebSocket })
      const provider = new HocuspocusProvider({
        websocketProvider,
        name: room,
        document: new Y.Doc(),
        onSynced: () => resolve(),
      })
      provider.attach()
    }),
)
