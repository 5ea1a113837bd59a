import { StoreDown } from '../store/room_store.ts'
import { VERSION } from '../version.ts'
import { type Answer, done, misused, refused } from './answer.ts'
import { readArguments } from './arguments.ts'
import { BACKUP } from './backup_command.ts'
import type { Command, Terminal } from './command.ts'
import { EXPORT } from './export_command.ts'
import { HOST } from './host_command.ts'
import { IMPORT } from './import_command.ts'
import { ROOMS } from './rooms_command.ts'

/** What `tandem` does, by the word behind it. */
const COMMANDS: Readonly<Record<string, Command>> = {
  rooms: ROOMS,
  export: EXPORT,
  import: IMPORT,
  backup: BACKUP,
  host: HOST,
}

const HINT = 'tandem --help says what there is.'

const help = (): string =>
  [
    'Looks after the rooms of a Tandem server, which may run meanwhile. The settings are the server’s: DATA_DIR or REDIS_URL',
    'say where the rooms are. Only host goes over the network, to a server that runs.\n',
    ...Object.values(COMMANDS).map(({ usage, meaning }) => `  tandem ${usage}\n      ${meaning}`),
    '  tandem --version\n      Says which version it is.',
  ].join('\n')

/** Does what is asked. Never rejects but with a fault of ours. */
export async function runTandem(args: readonly string[], terminal: Terminal): Promise<Answer> {
  const [word, ...rest] = args
  if (word === undefined) return misused(help())
  if (word === '--help' || word === 'help') return done(help())
  if (word === '--version') return done(VERSION)
  const command = Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined
  if (command === undefined) return misused(`There is no command ${word}. ${HINT}`)
  const asked = readArguments(rest, { ...command.options, help: 'flag' })
  if (!asked.ok) return misused(`${asked.reason} It is: tandem ${command.usage}`)
  if (asked.value.flags.has('help')) return done(`tandem ${command.usage}\n${command.meaning}`)
  if (asked.value.operands.length !== command.operands) return misused(`It is: tandem ${command.usage}`)
  try {
    return await command.run(asked.value, terminal)
  } catch (thrown) {
    if (thrown instanceof StoreDown) return refused(thrown.message)
    throw thrown
  }
}
