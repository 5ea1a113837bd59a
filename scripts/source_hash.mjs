import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Every file at or below `path`, sorted, relative to `root`; none when it does not exist.
 *
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
export function filesBelow(root, path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false })
  if (stat === undefined) return []
  if (!stat.isDirectory()) return [path]
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesBelow(root, `${path}/${name}`))
}

/**
 * A hash of the names and contents of all files at or below `inputs`, but for prose (.md). Equal trees have
 * equal hashes, whatever their times say.
 *
 * @param {string} root
 * @param {readonly string[]} inputs paths relative to `root`
 */
export function sourceHash(root, inputs) {
  const hash = createHash('sha256')
  for (const file of inputs.flatMap((input) => filesBelow(root, input))) {
    if (file.endsWith('.md')) continue
    const bytes = readFileSync(join(root, file))
    hash.update(`${file}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}
