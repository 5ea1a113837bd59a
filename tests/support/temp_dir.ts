import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TempDir {
  readonly path: string
  remove(): Promise<void>
}

/** An empty directory of its own. Whoever makes it removes it. */
export async function tempDir(): Promise<TempDir> {
  const path = await mkdtemp(join(tmpdir(), 'tandem-test-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}
