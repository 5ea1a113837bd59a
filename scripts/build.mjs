import './node_version.mjs'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { guardChildren, run } from './children.mjs'
import { ensurePackages } from './packages.mjs'
import { Failure, main, ROOT, say } from './project.mjs'
import { sourceHash } from './source_hash.mjs'

/**
 * What is built, from what, and where to. The hash of the inputs is kept in the output as `.stamp`: another
 * hash means that the output is stale.
 */
const PARTS = [
  {
    name: 'client',
    title: 'page',
    config: 'vite.config.ts',
    inputs: [
      'client',
      'shared',
      'vite.config.ts',
      'scripts/admin_page.ts',
      'scripts/precompress.ts',
      'scripts/service_worker.ts',
      'scripts/trust_templates.ts',
      'tsconfig.base.json',
      'package-lock.json',
    ],
    main: 'index.html',
  },
  {
    name: 'signaling',
    title: 'server',
    config: 'vite.signaling.config.ts',
    inputs: [
      'signaling',
      'client/edge',
      'client/library',
      'client/state',
      'shared',
      'vite.signaling.config.ts',
      'tsconfig.base.json',
      'package-lock.json',
    ],
    main: 'main.js',
  },
  {
    name: 'library',
    title: 'library',
    config: 'vite.library.config.ts',
    inputs: [
      'client/edge',
      'client/library',
      'client/state',
      'shared',
      'vite.library.config.ts',
      'scripts/declarations.ts',
      'tsconfig.base.json',
      'package-lock.json',
    ],
    main: 'session.js',
  },
]

/** @typedef {(typeof PARTS)[number]} Part */

const DIST = join(ROOT, 'dist')
/** The server's entry; it starts when it is imported. */
export const SERVER = join(DIST, 'signaling', 'main.js')

/** @param {Part} part @param {string} hash */
function isFresh(part, hash) {
  const stamp = join(DIST, part.name, '.stamp')
  return (
    existsSync(join(DIST, part.name, part.main)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
  )
}

/** Puts the finished folder in the place of the old one. Another build may do the same at this moment. */
function replace(/** @type {string} */ finished, /** @type {string} */ place) {
  const old = `${finished}.old`
  try {
    if (existsSync(place)) renameSync(place, old)
    renameSync(finished, place)
  } catch (error) {
    // The other build was faster, with the same sources: its folder serves as well.
    if (!existsSync(place)) throw error
  } finally {
    rmSync(finished, { recursive: true, force: true })
    rmSync(old, { recursive: true, force: true })
  }
}

/** @param {Part} part @param {string} hash */
async function buildPart(part, hash) {
  const out = join(DIST, `.${part.name}-${process.pid}`)
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  const args = [
    vite,
    'build',
    '--config',
    part.config,
    '--outDir',
    out,
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ]
  const { code, output } = await run(process.execPath, args, {
    env: { ...process.env, NODE_ENV: 'production', ...(process.stderr.isTTY ? {} : { NO_COLOR: '1' }) },
    quiet: true,
  })
  if (code !== 0) {
    rmSync(out, { recursive: true, force: true })
    throw new Failure(`${output.trim()}\n\nThe ${part.title} could not be built: see the error above.`)
  }
  if (output.trim() !== '') say(output.trim())
  writeFileSync(join(out, '.stamp'), hash)
  replace(out, join(DIST, part.name))
}

/** Removes what builds that were killed left behind. */
function sweep() {
  for (const name of readdirSync(DIST)) {
    const pid = /^\.(?:client|signaling|library)-(\d+)/.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(DIST, name), { recursive: true, force: true })
  }
}

function isAlive(/** @type {number} */ pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/**
 * Builds what is stale, both at once. A build that fails leaves the former output in place and throws `Failure`.
 *
 * @param {{ all?: boolean }} [options] `all`: also what is fresh
 */
export async function ensureBuilt({ all = false } = {}) {
  const stale = PARTS.map((part) => ({ part, hash: sourceHash(ROOT, part.inputs) })).filter(
    ({ part, hash }) => all || !isFresh(part, hash),
  )
  if (stale.length === 0) return
  say(`Building the ${stale.map(({ part }) => part.title).join(' and the ')}…`)
  mkdirSync(DIST, { recursive: true })
  sweep()
  const results = await Promise.allSettled(stale.map(({ part, hash }) => buildPart(part, hash)))
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => {
    guardChildren()
    await ensurePackages()
    await ensureBuilt({ all: true })
  })
}
