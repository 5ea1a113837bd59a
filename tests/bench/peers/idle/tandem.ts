import { randomUUID } from 'node:crypto'
import { io } from 'socket.io-client'
import type { Reply } from '../../../../shared/protocol/signaling.ts'
import { openWhenAsked } from './idle_process.ts'

const WITHIN_MS = 20_000

openWhenAsked(async (url, roomId) => {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false })
  const request = { roomId, userName: 'Member', clientId: randomUUID().slice(0, 8), userKey: randomUUID() }
  const reply: Reply<'join'> = await socket.timeout(WITHIN_MS).emitWithAck('join', request)
  if (!reply.ok) throw new Error(reply.error.code)
})
