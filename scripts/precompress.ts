import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const TEXT = /\.(?:js|css|html|svg|json|webmanifest|wasm|txt)$/
/** Below this a compressed copy saves nothing: it is one packet anyway. */
const LEAST_BYTES = 1_024

const brotli = promisify(brotliCompress)
const gz = promisify(gzip)

/** Writes `name.br` and `name.gz` beside every text of the output that they make smaller. */
export function precompress(): Plugin {
  let folder = ''
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir)
    },
    async closeBundle(error?: Error) {
      if (error) return
      const entries = await readdir(folder, { recursive: true, withFileTypes: true })
      const texts = entries.filter((entry) => entry.isFile() && TEXT.test(entry.name))
      await Promise.all(texts.map((entry) => compress(join(entry.parentPath, entry.name))))
    },
  }
}

async function compress(path: string) {
  const bytes = await readFile(path)
  if (bytes.length < LEAST_BYTES) return
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  }
  const copies: [string, Buffer][] = [
    ['.br', await brotli(bytes, { params })],
    ['.gz', await gz(bytes, { level: 9 })],
  ]
  for (const [ending, copy] of copies) if (copy.length < bytes.length) await writeFile(path + ending, copy)
}
