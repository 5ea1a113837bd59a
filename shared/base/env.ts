/** What the pure core may know of the world. Everything that is not a function of its input is handed in here. */
export interface Env {
  /** Milliseconds since 1970. May jump; the core never assumes that two peers agree on it. */
  now(): number
  /** Calls back once after at least `ms`; the returned function cancels, also after the fact. */
  timer(ms: number, callback: () => void): () => void
  /** Uniform in [0, 1). Where secrets are made, the edge hands in a cryptographic source. */
  random(): number
  /** Names and numbers only: never text that a person typed, never a secret. */
  log(level: LogLevel, event: string, fields?: LogFields): void
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'
export type LogFields = Readonly<Record<string, string | number | boolean | null>>
