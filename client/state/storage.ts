/** Texts by key that outlive the page where the browser allows it, and live as long as the page where not. */
export interface TextStorage {
  get(key: string): string | null
  set(key: string, value: string): void
  /** Calls back when another page of this browser has changed something; null stands for any key. */
  onChange(listener: (key: string | null) => void): void
}

/**
 * Over the browser's local storage; falls back to memory when that is blocked or full.
 *
 * @param events where other pages' changes are told: the window
 */
export function browserStorage(
  open: () => Storage,
  events?: { addEventListener(type: 'storage', listener: (event: StorageEvent) => void): void },
): TextStorage {
  const memory = new Map<string, string>()
  return {
    get(key) {
      try {
        return memory.get(key) ?? open().getItem(key)
      } catch {
        return memory.get(key) ?? null
      }
    },
    set(key, value) {
      try {
        open().setItem(key, value)
        memory.delete(key)
      } catch {
        memory.set(key, value)
      }
    },
    onChange: (listener) => events?.addEventListener('storage', ({ key }) => listener(key)),
  }
}
