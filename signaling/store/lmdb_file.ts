import { execFile } from 'node:child_process'
import { mkdir, open } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { reasonOf } from './store_down.ts'

/** Layout of the two meta pages at the head of `data.mdb`; offsets in bytes, little-endian, on 64-bit machines. */
const MAGIC = { offset: 24, value: 0xbeefc0de }
const FORMAT = { offset: 28, value: 2 }
const PAGE_SIZE = { offset: 48, least: 512, most: 65_536 }
const LAST_PAGE = { offset: 144 }
const META_BYTES = 168

/** Reads every key and value of every database in a file; a damaged file ends the process that runs it. */
const WALK = `
const root = require(process.argv[1]).open({ path: process.argv[2], noSubdir: false, readOnly: true, encoding: 'binary' })
for (const name of [...root.getKeys()]) for (const { value } of root.openDB(name, { encoding: 'binary' }).getRange()) value.length
root.close()
`

/**
 * Looks at a directory before LMDB maps its file: reading a damaged file through a map ends the process.
 * Makes the directory when there is none. Answers null when it can be opened, else a sentence for the operator.
 */
export async function examine(path: string): Promise<string | null> {
  try {
    await mkdir(path, { recursive: true })
    const file = await open(join(path, 'data.mdb'), 'r+').catch(absent)
    if (!file) return null
    try {
      const { size } = await file.stat()
      if (size === 0) return null
      const foreign = `The file data.mdb in ${path} is not a room store, or it is damaged. Move it away or restore a backup.`
      const page = Buffer.alloc(META_BYTES)
      await file.read(page, 0, META_BYTES, 0)
      const pageSize = page.readUInt32LE(PAGE_SIZE.offset)
      if (!isMeta(page) || pageSize < PAGE_SIZE.least || pageSize > PAGE_SIZE.most) return foreign
      const other = Buffer.alloc(META_BYTES)
      await file.read(other, 0, META_BYTES, pageSize)
      if (!isMeta(other)) return foreign
      const lastPage = Math.max(
        ...[page, other].map((meta) => Number(meta.readBigUInt64LE(LAST_PAGE.offset))),
      )
      // A file may rightly be shorter than its last page, when that page was freed before it was ever written.
      if (size < (lastPage + 1) * pageSize && !(await canBeWalked(path))) return foreign
      return null
    } finally {
      await file.close()
    }
  } catch (error) {
    return `The data directory ${path} cannot be used (${reasonOf(error)}).`
  }
}

const isMeta = (page: Buffer): boolean =>
  page.readUInt32LE(MAGIC.offset) === MAGIC.value && page.readUInt16LE(FORMAT.offset) === FORMAT.value

function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}

async function canBeWalked(path: string): Promise<boolean> {
  const lmdb = createRequire(import.meta.url).resolve('lmdb')
  return promisify(execFile)(process.execPath, ['-e', WALK, lmdb, path]).then(
    () => true,
    () => false,
  )
}
