import { formatNumber } from '../../figure.ts'
import { type Results, spread } from '../results.ts'

export interface Verdict {
  readonly target: string
  /** What was found, in words. */
  readonly measured: string
  readonly verdict: 'held' | 'missed' | 'not measured'
}

const OURS = 'tandem'

const middle = (results: Results, figure: string, product: string): number =>
  spread(results.values(figure, product))?.middle ?? Number.NaN

/** Our figure against another one's, both the middle of their rounds. */
function times(target: string, ours: number, others: number, most: number): Verdict {
  const found = ours / others
  if (Number.isNaN(found)) return { target, measured: '', verdict: 'not measured' }
  return { target, measured: `${formatNumber(found)} times`, verdict: found <= most ? 'held' : 'missed' }
}

/** What is held against this product, out of the same run. A lost edit in one round is enough. */
export function verdicts(results: Results, others: readonly string[]): Verdict[] {
  const ours = (figure: string) => middle(results, figure, OURS)
  const measured = others
    .map((name) => middle(results, 'key_2', name))
    .filter((value) => !Number.isNaN(value))
  const best = measured.length === 0 ? Number.NaN : Math.min(...measured)
  const nothingLost = (target: string, figure: string): Verdict => {
    const values = results.values(figure, OURS)
    if (values.length === 0) return { target, measured: '', verdict: 'not measured' }
    const most = Math.max(...values)
    return { target, measured: `${formatNumber(most)} at most`, verdict: most === 0 ? 'held' : 'missed' }
  }
  return [
    times(
      'Server CPU for 10,000 edits at most 0.05 of y-websocket’s',
      ours('work_cpu'),
      middle(results, 'work_cpu', 'y-websocket'),
      0.05,
    ),
    times('Key to screen, 2 browsers, not above the best of the others', ours('key_2'), best, 1),
    times(
      'Key to screen, 8 browsers, at most 0.8 of y-webrtc’s',
      ours('key_8'),
      middle(results, 'key_8', 'y-webrtc'),
      0.8,
    ),
    times(
      'Opening 1 MB at most 0.7 of Hocuspocus’',
      ours('open_1m'),
      middle(results, 'open_1m', 'hocuspocus'),
      0.7,
    ),
    nothingLost('No edit lost with a killed server', 'server_lost'),
    nothingLost('No edit lost with a killed host', 'host_lost'),
  ]
}

/** The most browsers of those tried whose 95 of 100 keys took at most so long; null when none did. */
export function mostMembers(
  results: Results,
  product: string,
  tried: readonly number[],
  mostMs: number,
): number | null {
  const fine = tried.filter((members) => middle(results, `key_${members}_p95`, product) <= mostMs)
  return fine.at(-1) ?? null
}
