import type { Answer } from './answer.ts'
import type { Arguments, OptionKinds } from './arguments.ts'

/** Where a command reads and writes, besides the rooms. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether what is written goes to a person's screen. */
  readonly isScreen: boolean
  /** Resolves when it was taken. */
  write(what: string | Uint8Array): Promise<void>
  /** All that comes in; null where that is more than so many bytes. */
  read(most: number): Promise<Uint8Array | null>
  /** Resolves when the person or the system wants an end (SIGINT, SIGTERM), or `over` does; the process lives on until then. */
  stopped(over: AbortSignal): Promise<void>
}

/** One thing that `tandem` does. */
export interface Command {
  /** Its operands and options, as help shows them. */
  readonly usage: string
  readonly meaning: string
  readonly options: OptionKinds
  /** How many operands it takes. */
  readonly operands: number
  /** Rejects with `StoreDown` only, and with what is a fault of ours. */
  run(asked: Arguments, terminal: Terminal): Promise<Answer>
}
