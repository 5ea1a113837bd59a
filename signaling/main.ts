#!/usr/bin/env node
import { answerInstead } from './cli/server_options.ts'
import { type Config, readConfig } from './config/config.ts'
import type { Edges } from './edges.ts'
import { fault, nodeEnv } from './node_env.ts'
import { startServer } from './server.ts'
import { StoreDown } from './store/room_store.ts'

/** A stop that takes longer, after what DRAIN_SECONDS says, is forced. */
const STOP_MS = 8_000

function leave(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

/** Why the server did not start, for the person who started it. */
function startFailure(thrown: unknown, config: Config): string {
  if (thrown instanceof StoreDown) return thrown.message
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null
  const at = `${config.host}:${config.port}`
  if (code === 'EADDRINUSE') return `Port ${config.port} is already in use. Choose another one with PORT=…`
  if (code === 'EACCES') return `No permission to listen at ${at}, or to use the folder ${config.dataDir}.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `This machine has no address ${config.host}: check HOST.`
  return `The server could not start: ${JSON.stringify(fault(thrown))}`
}

async function main(): Promise<void> {
  const answer = answerInstead(process.argv.slice(2))
  if (answer) {
    const stream = answer.code === 0 ? process.stdout : process.stderr
    stream.write(`${answer.sentence}\n`)
    process.exitCode = answer.code
    return
  }
  const read = readConfig(process.env)
  if (!read.ok) leave(read.problems.join('\n'))
  const { config } = read
  const env = nodeEnv(config.logLevel)
  const die = (event: string) => (thrown: unknown) => {
    env.log('error', event, fault(thrown))
    process.exit(1)
  }
  process.on('unhandledRejection', die('unhandled rejection'))
  process.on('uncaughtException', die('uncaught exception'))

  let server: Edges
  try {
    server = await startServer({ config, env })
  } catch (thrown) {
    leave(startFailure(thrown, config))
  }
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    env.timer(config.drainSeconds * 1_000 + STOP_MS, () =>
      leave('The server did not stop in time and was ended.'),
    )
    server.stop().then(() => process.exit(0), die('stop failed'))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.stdout.write(`Tandem is at ${server.url}\n`)
}

await main()
