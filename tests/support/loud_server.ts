import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { until } from './until.ts'

/** The server from its sources, whose every word is kept. */
export class Loud {
  readonly url: string
  /** Everything it said after the line that tells its address. */
  said = ''
  readonly child: ChildProcessWithoutNullStreams

  constructor(port: number, env: Readonly<Record<string, string>>) {
    this.url = `http://127.0.0.1:${port}`
    this.child = spawn(process.execPath, ['--import', 'tsx', 'signaling/main.ts'], {
      env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: `${port}`, TRUST_PROXY: 'on', ...env },
    })
    const hear = (chunk: Buffer): void => {
      this.said += chunk.toString()
    }
    this.child.stdout.on('data', hear)
    this.child.stderr.on('data', hear)
  }

  async ready(): Promise<void> {
    const line = `Tandem is at ${this.url}\n`
    await until('it says where it is', () => this.said.includes(line))
    this.said = this.said.replace(line, '')
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const gone = once(this.child, 'close')
    this.child.kill('SIGTERM')
    await gone
  }
}
