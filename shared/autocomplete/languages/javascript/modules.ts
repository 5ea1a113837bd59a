import { SYSTEM_MODULES } from './modules_system.ts'
import { TOOL_MODULES } from './modules_tools.ts'

const PLAIN: Readonly<Record<string, string>> = { ...SYSTEM_MODULES, ...TOOL_MODULES }
/** This one is there under `node:` only. */
const ONLY_PREFIXED = 'test'

/** What Node's modules export, by both names: `fs` and `node:fs`. */
export const MODULES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(PLAIN).flatMap(([key, block]) => {
    const name = key.replace(/^node:/, '')
    const prefixed = [`node:${name}`, block]
    return name === ONLY_PREFIXED ? [prefixed] : [prefixed, [name, block]]
  }),
)
