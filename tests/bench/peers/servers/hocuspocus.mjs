import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Database } from '@hocuspocus/extension-database'
import { Server } from '@hocuspocus/server'

/**
 * Hocuspocus with its defaults, which keeps each document in a file of DATA_DIR: the whole state, as its own extensions for
 * databases store it, two seconds after a change and at the latest ten.
 */
const { PORT = '0', DATA_DIR = '.' } = process.env

/** @param {string} name */
const path = (name) => join(DATA_DIR, `${encodeURIComponent(name)}.yjs`)

const database = new Database({
  fetch: async ({ documentName }) => (existsSync(path(documentName)) ? readFile(path(documentName)) : null),
  store: async ({ documentName, state }) => {
    await writeFile(`${path(documentName)}.new`, state)
    await rename(`${path(documentName)}.new`, path(documentName))
  },
})

await new Server({ port: Number(PORT), quiet: true, extensions: [database] }).listen()
