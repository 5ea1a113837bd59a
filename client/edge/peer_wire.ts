import type { PeerId } from '../../shared/base/ids.ts'
import { REASON_CODES, type Reason } from '../../shared/protocol/reasons.ts'
import type { Request, ServerEvent } from '../../shared/protocol/signaling.ts'

/** Names a link between two peers: a uint32 that its dialler drew. */
export type LinkId = number

/** Null: the server passed it on. Otherwise why not; `lost` when the server is out of reach. */
export type Replied = (reason: Reason | null) => void

export type RelayEvent = ServerEvent<'relay'>
export type SignalEvent = ServerEvent<'signal'>

/** What dialers need of the signaling server: to pass something on to one member, in order, unread. */
export interface PeerWire {
  signal(to: PeerId, link: LinkId, data: string, replied: Replied): void
  relay(body: Request<'relay'>, replied: Replied): void
  /** Sets who hears of signals; call it once. */
  onSignal(listener: (event: SignalEvent) => void): void
  /** Sets who hears of relayed links, and that the server is out of reach; call it once. */
  onRelay(listener: (event: RelayEvent) => void, down: () => void): void
}

/** A fresh link id. */
export const newLinkId = (random: () => number): LinkId => Math.floor(random() * 2 ** 32)

/** What the other end gave as its reason to close; `lost` when that names none. */
export const closeReason = (code: unknown): Reason => REASON_CODES.find((known) => known === code) ?? 'lost'
