import wrtc from '@roamhq/wrtc'
import { PeerDialer } from '../../client/edge/peer_dialer.ts'
import type { PeerWire } from '../../client/edge/peer_wire.ts'
import { RelayDialer } from '../../client/edge/relay_dialer.ts'
import { SignalingClient } from '../../client/edge/signaling_client.ts'
import type { PeerId } from '../../shared/base/ids.ts'
import type { Dialer } from '../../shared/transport/link.ts'
import { LoopbackHub } from '../../shared/transport/loopback.ts'
import { addressFor, connected, Forwarder } from '../support/forwarder.ts'
import { nodeEnv } from '../support/node_env.ts'
import { type LinkBench, linkContract, PEER_A, PEER_B } from './link.contract.ts'

const self = { a: PEER_A, b: PEER_B }

linkContract('loopback', async () => {
  const hub = new LoopbackHub(nodeEnv(1))
  const [a, b] = [hub.dialer(PEER_A), hub.dialer(PEER_B)]
  return {
    a,
    b,
    self,
    close: async () => {
      a.stop('stopped')
      b.stop('stopped')
    },
  }
})

/** Two dialers, each with a real client of one real server. */
async function overServer(make: (wire: PeerWire, seed: number) => Dialer): Promise<LinkBench> {
  const server = new Forwarder()
  const url = await server.listen()
  const join = async (peer: PeerId, seed: number) => {
    const client = new SignalingClient({ env: nodeEnv(seed), url: addressFor(url, peer) })
    await connected(client)
    return { client, dialer: make(client, seed) }
  }
  const a = await join(PEER_A, 1)
  const b = await join(PEER_B, 2)
  return {
    a: a.dialer,
    b: b.dialer,
    self,
    close: async () => {
      a.dialer.stop('stopped')
      b.dialer.stop('stopped')
      a.client.close()
      b.client.close()
      await server.close()
    },
  }
}

linkContract('relay', () => overServer((wire, seed) => new RelayDialer({ env: nodeEnv(seed + 10), wire })))

linkContract('direct', () =>
  overServer((wire, seed) => new PeerDialer({ env: nodeEnv(seed + 10), wire, wrtc })),
)
