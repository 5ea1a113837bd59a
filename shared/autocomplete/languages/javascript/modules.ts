import { SYSTEM_MODULES } from './modules_system.ts'
import { TOOL_MODULES } from './modules_tools.ts'

const PLAIN: Readonly<Record<string, string>> = { ...SYSTEM_MODULES, ...TOOL_MODULES }
/** This one is there under `node:` only. */
const ONLY_PREFIXED = 'test'

/** What Node's modules export, by both names: `fs` and `node:fs`. */
export const MODULES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(PLAIN).flatMap(([name, block]) =>
    name === ONLY_PREFIXED
      ? [[`node:${name}`, block]]
      : [
          [`node:${name}`, block],
          [name, block],
        ],
  ),
)
