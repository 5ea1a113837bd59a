import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './children.mjs'
import { Failure, ROOT, say } from './project.mjs'

/**
 * @typedef {{ version?: string, optional?: boolean, link?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lock
 */

/** @param {string} path @returns {Lock | null} null when there is no such file or it is not JSON. */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(join(ROOT, path), 'utf8'))
  } catch {
    return null
  }
}

/**
 * The places in the lock file whose package is not installed in the locked version. Optional packages may be
 * absent: most of them are for other systems.
 *
 * @param {Lock} lock the project's lock file
 * @param {Lock | null} installed what npm noted in node_modules after its last install
 */
export function missingPackages(lock, installed) {
  const there = installed?.packages ?? {}
  return Object.entries(lock.packages ?? {})
    .filter(([place, wanted]) => {
      if (place === '' || wanted.link) return false
      const found = there[place]
      return found ? found.version !== wanted.version : !wanted.optional
    })
    .map(([place]) => place)
}

/**
 * Throws `Failure` when the folder of packages is a link: npm would empty the folder that it leads to, which is
 * somebody else's.
 *
 * @param {string} root the project's folder
 */
export function refuseLinkedPackages(root) {
  if (!lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) return
  throw new Failure(
    'node_modules is a link, and what it leads to is not what package-lock.json names. Installing would empty that ' +
      'folder. Nothing was changed: remove the link and run this again.',
  )
}

/** Installs what the lock file names, unless it is there. Throws `Failure` when npm cannot. */
export async function ensurePackages() {
  const lock = readLock('package-lock.json')
  if (lock === null) throw new Failure('package-lock.json is missing or damaged: restore it with git.')
  if (missingPackages(lock, readLock('node_modules/.package-lock.json')).length === 0) return
  refuseLinkedPackages(ROOT)
  say('Installing packages…')
  // Whatever NODE_ENV says, the build needs the development packages. No package needs its install script.
  const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const own = process.env.npm_execpath
  const { code, output } =
    own && /npm-cli\.c?js$/.test(own)
      ? await run(process.execPath, [own, ...args], { quiet: true })
      : await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { quiet: true })
  if (code !== 0) {
    throw new Failure(
      `${output.trim()}\n\nThe packages could not be installed: npm ended with code ${code} and said the above. ` +
        'It needs the npm registry, or a mirror of it, on the network.',
    )
  }
}
