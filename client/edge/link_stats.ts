export interface LinkStats {
  /** `host`, `srflx`, `prflx` or `relay` (TURN). */
  readonly localType: string
  readonly remoteType: string
  /** Round trip in milliseconds; null while it has not been measured. */
  readonly rtt: number | null
  readonly bytesSent: number
  readonly bytesReceived: number
}

type Report = Readonly<Record<string, unknown>>

const asNumber = (value: unknown): number | null => (typeof value === 'number' ? value : null)
const asText = (value: unknown): string => (typeof value === 'string' ? value : 'unknown')

/** The pair in use: named by the transport, or marked as such where browsers have no transport report. */
function usedPair(reports: ReadonlyMap<string, Report>): Report | null {
  for (const report of reports.values()) {
    if (report.type !== 'transport' || typeof report.selectedCandidatePairId !== 'string') continue
    const pair = reports.get(report.selectedCandidatePairId)
    if (pair !== undefined) return pair
  }
  for (const report of reports.values()) {
    if (report.type !== 'candidate-pair') continue
    if (report.selected === true || (report.nominated === true && report.state === 'succeeded')) return report
  }
  return null
}

/** What the reports of `RTCPeerConnection.getStats` say of the pair in use; null while there is none. */
export function readStats(reports: ReadonlyMap<string, Report>): LinkStats | null {
  const pair = usedPair(reports)
  if (pair === null) return null
  const seconds = asNumber(pair.currentRoundTripTime)
  const typeOf = (id: unknown): string =>
    asText(typeof id === 'string' ? reports.get(id)?.candidateType : undefined)
  return {
    localType: typeOf(pair.localCandidateId),
    remoteType: typeOf(pair.remoteCandidateId),
    rtt: seconds === null ? null : seconds * 1_000,
    bytesSent: asNumber(pair.bytesSent) ?? 0,
    bytesReceived: asNumber(pair.bytesReceived) ?? 0,
  }
}
