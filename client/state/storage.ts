/** Texts by key that outlive the page where the browser allows it, and live as long as the page where not. */
export interface TextStorage {
  get(key: string): string | null
  set(key: string, value: string): void
}

/** Over the browser's local storage; falls back to memory when that is blocked or full. */
export function browserStorage(open: () => Storage): TextStorage {
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
  }
}
