import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'

/** The built pages of the other products, in a process of its own: DATA_DIR at PORT, compressed as they were built. */
const { PORT = '0', DATA_DIR = '.' } = process.env
const TYPES = { '.html': 'text/html', '.js': 'text/javascript' }

/** @param {string} path @returns {Promise<Buffer | null>} null when there is no such file */
async function read(path) {
  try {
    return await readFile(path)
  } catch {
    return null
  }
}

createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
  const path = join(DATA_DIR, pathname)
  const compressed = await read(`${path}.br`)
  const body = compressed ?? (await read(path))
  if (body === null) {
    response.writeHead(404).end()
    return
  }
  const type = TYPES[extname(path)] ?? 'application/octet-stream'
  response.writeHead(200, {
    'content-type': `${type}; charset=utf-8`,
    ...(compressed !== null && { 'content-encoding': 'br' }),
    'cache-control': type === 'text/html' ? 'no-cache' : 'public, max-age=31536000, immutable',
  })
  response.end(body)
}).listen(Number(PORT), '127.0.0.1')
