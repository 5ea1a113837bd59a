import { once } from 'node:events'
import WebSocket from 'ws'
import { openWhenAsked } from './idle_process.ts'

// What a page says to its signaling server. The pages' own connections are none of the server's.
openWhenAsked(async (url, room) => {
  const socket = new WebSocket(url)
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'subscribe', topics: [room] }))
  socket.send(JSON.stringify({ type: 'ping' }))
  await once(socket, 'message')
})
