import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { build, type Plugin } from 'vite'

const NAME = 'service_worker.js'
const INDEX = 'index.html'
/** Files below this folder have a hash of their content in their name. */
const HASHED = 'assets/'

/** Builds the service worker into one file of its own beside the page, with the list of all files of the page. */
export function serviceWorker(entry: string): Plugin {
  let root = ''
  let folder = ''
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved(config) {
      root = config.root
      folder = resolve(config.root, config.build.outDir)
    },
    // Before the files are compressed, when all of them are written.
    async writeBundle() {
      await build({
        configFile: false,
        root,
        logLevel: 'warn',
        publicDir: false,
        define: { KEPT_FILES: JSON.stringify(await filesIn(folder)) },
        build: {
          outDir: folder,
          emptyOutDir: false,
          target: 'es2022',
          rolldownOptions: {
            input: join(root, entry),
            output: { format: 'iife', entryFileNames: NAME },
          },
        },
      })
    },
  }
}

async function filesIn(folder: string) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    // The build's own notes are no part of the page.
    .filter((file) => !file.startsWith('.'))
    .sort()
  return Promise.all(
    files.map(async (file) => {
      const hash = createHash('sha256').update(await readFile(join(folder, file)))
      const revision = file.startsWith(HASHED) ? null : hash.digest('base64url').slice(0, 16)
      return { url: file === INDEX ? '/' : `/${file}`, revision }
    }),
  )
}
