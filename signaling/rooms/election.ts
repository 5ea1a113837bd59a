import type { Epoch, PeerId } from '../../shared/base/ids.ts'
import type { Standing } from '../../shared/protocol/signaling.ts'

/** A page's word for an epoch counts up to here, so that nobody can use up the numbers: as many again remain. */
export const HIGHEST_HEARD = 2 ** 52

/** A member that may be promoted. Lower `order`: longer in the room. */
export interface Candidate {
  readonly peerId: PeerId
  readonly order: number
  /** Null when it did not answer in time. */
  readonly standing: Standing | null
}

/** Whether somebody still hears from the host of this epoch without the server's help. */
export const isVouchedFor = (candidates: readonly Candidate[], epoch: Epoch): boolean =>
  candidates.some(({ standing }) => standing?.vouches === true && standing.epoch === epoch)

/**
 * Who becomes host: the longest log of the highest epoch, then who has been in the room longest. Members that did
 * not answer come last. Null for an empty room. Which one is chosen is a matter of stability, not of safety.
 */
export function chooseHost(candidates: readonly Candidate[]): Candidate | null {
  const rank = ({ standing }: Candidate) => (standing ? [standing.epoch, standing.version] : [-1, -1])
  return (
    [...candidates].sort((a, b) => {
      const [epochA = 0, versionA = 0] = rank(a)
      const [epochB = 0, versionB = 0] = rank(b)
      return epochB - epochA || versionB - versionA || a.order - b.order
    })[0] ?? null
  )
}

/** The highest epoch that a member has heard of. */
export const highestEpoch = (candidates: readonly Candidate[]): number =>
  Math.max(0, ...candidates.map(({ standing }) => standing?.epoch ?? 0))
