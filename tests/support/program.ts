import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from './server_process.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** What a program that ended left: its exit code (null: a signal ended it) and what it wrote. */
export interface Ended {
  readonly code: number | null
  readonly data: Buffer
  readonly out: string
  readonly err: string
}

/** Runs a built program of the server, as it is shipped, until it ends; `input` is what it reads. */
export async function runProgram(
  name: 'main' | 'tandem',
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input?: Uint8Array,
): Promise<Ended> {
  await ensureBuilt()
  const child = spawn(process.execPath, [`dist/signaling/${name}.js`, ...args], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', REDIS_URL: '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const out: Buffer[] = []
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  await once(child, 'close')
  const data = Buffer.concat(out)
  return { code: child.exitCode, data, out: data.toString(), err }
}
