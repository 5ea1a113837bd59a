import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from '../../../scripts/children.mjs'
import { missingPackages } from '../../../scripts/packages.mjs'

const FOLDER = fileURLToPath(new URL('.', import.meta.url))

const read = (path: string) =>
  existsSync(join(FOLDER, path)) ? JSON.parse(readFileSync(join(FOLDER, path), 'utf8')) : null

/** Installs the other products into this folder, unless they are there. Throws when npm cannot. */
export async function ensurePeers(): Promise<void> {
  if (missingPackages(read('package-lock.json'), read('node_modules/.package-lock.json')).length === 0) return
  console.error('Installing the other products…')
  const args = ['ci', '--prefix', FOLDER, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { code, output } = await run('npm', args, { quiet: true })
  if (code !== 0) throw new Error(`${output.trim()}\n\nThe other products could not be installed.`)
}

/** The versions of the other products that are measured, by package. */
export const peerVersions = (): Readonly<Record<string, string>> => read('package.json').dependencies
