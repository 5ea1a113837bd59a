import { WebsocketProvider } from 'y-websocket'
import { startEditor } from './editor.ts'

startEditor(({ server, room, doc, awareness }) => {
  const provider = new WebsocketProvider(server, room, doc, { awareness, disableBc: true })
  return () => provider.synced
})
