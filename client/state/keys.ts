/** What a page needs to know of a key press. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

const MODIFIERS = ['Ctrl', 'Alt', 'Shift', 'Meta'] as const
type Modifier = (typeof MODIFIERS)[number]

interface Stroke {
  readonly key: string
  readonly modifiers: ReadonlySet<Modifier>
}

/** A key in the editor's notation, such as `Mod-Shift-p`, taken apart; `Mod` is Command on a Mac. */
function parse(key: string, mac: boolean): Stroke {
  const parts = key.split(/-(?!$)/)
  const name = parts.pop() ?? ''
  const modifiers = new Set(
    parts.map((part): Modifier => {
      if (part === 'Mod') return mac ? 'Meta' : 'Ctrl'
      if (part === 'Cmd') return 'Meta'
      const modifier = MODIFIERS.find((known) => known === part)
      if (modifier === undefined) throw new RangeError(`no modifier ${part}`)
      return modifier
    }),
  )
  return { key: name, modifiers }
}

/** The name that a key press has whatever the modifiers make of it: Alt gives letters of its own on a Mac. */
function nameOf({ key, code, altKey }: KeyPress): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  return (altKey && letter !== undefined ? letter : key).toLowerCase()
}

/** Whether this press is that key. */
export function isPressed(key: string, press: KeyPress, mac: boolean): boolean {
  const { key: name, modifiers } = parse(key, mac)
  const held = [press.ctrlKey, press.altKey, press.shiftKey, press.metaKey]
  return (
    nameOf(press) === name.toLowerCase() &&
    MODIFIERS.every((modifier, at) => held[at] === modifiers.has(modifier))
  )
}

const WORDS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}
const SIGNS: Readonly<Record<Modifier, string>> = { Ctrl: '⌃', Alt: '⌥', Shift: '⇧', Meta: '⌘' }

/** A key as people of this system write it: `Ctrl+Shift+P`, on a Mac `⇧⌘P`. */
export function keyWords(key: string, mac: boolean): string {
  const { key: name, modifiers } = parse(key, mac)
  const held = MODIFIERS.filter((modifier) => modifiers.has(modifier))
  const shown = WORDS[name] ?? (name.length === 1 ? name.toUpperCase() : name)
  return mac ? held.map((modifier) => SIGNS[modifier]).join('') + shown : [...held, shown].join('+')
}
