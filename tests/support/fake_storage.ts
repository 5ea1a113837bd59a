import type { TextStorage } from '../../client/state/storage.ts'

/** Storage in memory; `elsewhere` changes it as another page of the browser would. */
export interface FakeStorage extends TextStorage {
  elsewhere(key: string, value: string): void
}

export function fakeStorage(initial: Readonly<Record<string, string>> = {}): FakeStorage {
  const kept = new Map(Object.entries(initial))
  const listeners: ((key: string | null) => void)[] = []
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => void kept.set(key, value),
    onChange: (listener) => void listeners.push(listener),
    elsewhere(key, value) {
      kept.set(key, value)
      for (const listener of listeners) listener(key)
    },
  }
}
