import { HocuspocusProvider } from '@hocuspocus/provider'
import { startEditor } from './editor.ts'

startEditor(({ server, room, doc, awareness }) => {
  const provider = new HocuspocusProvider({ url: server, name: room, document: doc, awareness })
  return () => provider.isSynced
})
