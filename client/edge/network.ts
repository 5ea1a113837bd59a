import type { Env } from '../../shared/base/env.ts'
import type { SessionOptions } from '../../shared/session/session_options.ts'
import type { Wrtc } from './handshake.ts'
import { PeerDialer } from './peer_dialer.ts'
import type { PrivateCode } from './private_code.ts'
import { RelayDialer } from './relay_dialer.ts'
import { SignalingClient } from './signaling_client.ts'

interface NetworkOptions {
  readonly env: Env
  /** The server's address; where the page came from unless given. */
  readonly url?: string
  readonly privateCode?: PrivateCode
  /** WebRTC for where there is none, as in Node. */
  readonly wrtc?: Wrtc
}

/** The ways of one session to the server and to its peers: direct ones only where there is WebRTC. */
export class Network {
  readonly signaling: SignalingClient
  readonly dialers: SessionOptions['dialers']
  readonly #relay: RelayDialer
  readonly #direct: PeerDialer | null

  constructor({ env, url, privateCode, wrtc }: NetworkOptions) {
    this.signaling = new SignalingClient({
      env,
      ...(url !== undefined && { url }),
      ...(privateCode && { privateCode }),
    })
    const wire = this.signaling
    this.#relay = new RelayDialer({ env, wire })
    const hasWebRtc = wrtc !== undefined || 'RTCPeerConnection' in globalThis
    this.#direct = hasWebRtc ? new PeerDialer({ env, wire, ...(wrtc && { wrtc }) }) : null
    this.dialers = { relay: this.#relay, ...(this.#direct && { direct: this.#direct }) }
  }

  /** What a session hears at each entrance. */
  readonly entered: NonNullable<SessionOptions['entered']> = ({ iceServers, iceTransport }) => {
    if (this.#direct === null) return
    this.#direct.iceServers = iceServers
    this.#direct.iceTransport = iceTransport
  }

  /** Closes the links that are left; after the session has left. */
  stop(): void {
    this.#direct?.stop('left')
    this.#relay.stop('left')
  }
}
