import { WebrtcProvider } from 'y-webrtc'
import { startEditor } from './editor.ts'

startEditor(({ server, room, doc, awareness }) => {
  // No STUN server: by default it asks those of others.
  const peerOpts = { config: { iceServers: [] } }
  const provider = new WebrtcProvider(room, doc, { signaling: [server], awareness, peerOpts })
  return (members) => {
    const connections = [...(provider.room?.webrtcConns.values() ?? [])]
    const up = connections.filter(({ connected }) => connected).length
    return up >= Math.min(members - 1, provider.maxConns)
  }
})
