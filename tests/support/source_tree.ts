import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The project's folder, with a slash at the end. */
export const PROJECT = fileURLToPath(new URL('../../', import.meta.url))

/** The .ts and .tsx files at and below a folder of the project: path with `/`, to text; sorted by path. */
export function sourceTree(...folders: readonly string[]): Map<string, string> {
  const tree = new Map<string, string>()
  const walk = (folder: string): void => {
    const entries = readdirSync(PROJECT + folder, { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${folder}/${entry.name}`
      // The benchmark of other products has packages of its own.
      if (entry.name === 'node_modules') continue
      if (entry.isDirectory()) walk(path)
      else if (/\.tsx?$/.test(entry.name)) tree.set(path, readFileSync(PROJECT + path, 'utf8'))
    }
  }
  folders.forEach(walk)
  return tree
}
