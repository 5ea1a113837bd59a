import { execFileSync } from 'node:child_process'
import { cpus, release, totalmem, type } from 'node:os'
import { findProgram } from '../../../support/chromium.ts'

/** What a measurement depends on, without what tells one machine from another of its kind. */
export interface Machine {
  readonly cores: number
  readonly memoryGiB: number
  readonly system: string
  readonly node: string
  readonly chromium: string
}

export function machine(): Machine {
  const said = execFileSync(findProgram('chromium'), ['--version'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  }).toString()
  return {
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().replace(/^(\d+\.\d+).*/, '$1')}`,
    node: process.versions.node,
    chromium: /\d+(?:\.\d+)+/.exec(said)?.[0] ?? 'unknown',
  }
}
