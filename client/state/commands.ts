import { createContext, createSignal, onCleanup, useContext } from 'solid-js'
import { assert } from '../../shared/base/assert.ts'
import { isPressed, type KeyPress } from './keys.ts'
import type { TextStorage } from './storage.ts'

/** Something that a person can have done on the page, by key, palette, menu or button. */
export interface Command {
  /** Stays the same: what was used last is remembered by it. */
  readonly id: string
  readonly title: string
  /** What a menu calls it, which has less room and needs no words to be found by. */
  readonly menuTitle?: string
  /** In the editor's notation, such as `Mod-Shift-p`; the first is the one that is shown. */
  readonly keys?: readonly string[]
  /** The same on a Mac, where it differs. */
  readonly macKeys?: readonly string[]
  /** The editor listens for its keys itself, and only while it has the focus. */
  readonly inEditor?: boolean
  /** Its keys come before the editor's keymap, whichever that is. */
  readonly first?: boolean
  /** Whether it makes sense now; always when not given. */
  available?(): boolean
  run(): void
}

/** Every action of a page: the one way to have something done. */
export interface Commands {
  /** On a Mac: `Mod` is Command. */
  readonly mac: boolean
  /** In the order in which they were added. */
  all(): readonly Command[]
  /** What can be run now; what was used last comes first. */
  offered(): readonly Command[]
  keysOf(command: Command): readonly string[]
  /** Returns the function that takes them away again. */
  add(commands: readonly Command[]): () => void
  /** Runs what has this id; answers whether there is such a thing and it is available. */
  run(id: string): boolean
  /** Runs it and remembers it as the last used. */
  use(id: string): void
  /**
   * Runs what is on this key, unless the editor listens for it; answers whether there was something. `first`: of what
   * comes before the editor's keymap, else of the rest.
   */
  press(press: KeyPress, first: boolean): boolean
}

/** A JSON array of ids, the last used first. */
const RECENT_KEY = 'tandem.recentCommands'
/** Commands that are remembered, and characters of what is read back at most. */
const RECENT = 6
const RECENT_CHARS = 2_000

/** The ids out of storage; whatever else stands there counts as nothing. */
export function parseRecent(text: string | null): readonly string[] {
  if (text === null || text.length > RECENT_CHARS) return []
  try {
    const list: unknown = JSON.parse(text)
    if (!Array.isArray(list)) return []
    return list.filter((id): id is string => typeof id === 'string').slice(0, RECENT)
  } catch {
    // Not ours, or cut short.
    return []
  }
}

/** An empty registry. */
export function createCommands(storage: TextStorage, mac: boolean): Commands {
  const [all, setAll] = createSignal<readonly Command[]>([])
  const [recent, setRecent] = createSignal(parseRecent(storage.get(RECENT_KEY)))
  const find = (id: string) => all().find((command) => command.id === id)
  const isAvailable = (command: Command) => command.available?.() ?? true
  const keysOf = (command: Command) => (mac ? command.macKeys : undefined) ?? command.keys ?? []
  const run = (id: string) => {
    const command = find(id)
    if (command === undefined || !isAvailable(command)) return false
    command.run()
    return true
  }
  return {
    mac,
    all,
    keysOf,
    offered() {
      const now = all().filter(isAvailable)
      const rank = (command: Command) => {
        const at = recent().indexOf(command.id)
        return at === -1 ? RECENT : at
      }
      return now.sort((a, b) => rank(a) - rank(b))
    },
    add(commands) {
      for (const { id } of commands) assert(find(id) === undefined, `two commands are called ${id}`)
      setAll([...all(), ...commands])
      return () => setAll((list) => list.filter((command) => !commands.includes(command)))
    },
    run,
    use(id) {
      const ids = [id, ...recent().filter((other) => other !== id)].slice(0, RECENT)
      setRecent(ids)
      storage.set(RECENT_KEY, JSON.stringify(ids))
      run(id)
    },
    press(press, first) {
      const command = all().find(
        (one) =>
          one.inEditor !== true &&
          (one.first ?? false) === first &&
          keysOf(one).some((key) => isPressed(key, press, mac)),
      )
      return command !== undefined && run(command.id)
    },
  }
}

/** The commands of the page around a component; null outside of a room. */
export const CommandsContext = createContext<Commands | null>(null)

/** Adds commands for as long as the component is there. */
export function contribute(...commands: readonly Command[]): void {
  const registry = useContext(CommandsContext)
  if (registry !== null) onCleanup(registry.add(commands))
}
