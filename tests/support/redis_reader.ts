import { createClient, RESP_TYPES } from 'redis'
import { MAIN_FILE } from '../../shared/base/ids.ts'
import type { Span } from '../../shared/protocol/change.ts'
import { decodeEntry, decodeSnapshot } from '../../shared/protocol/codec/store.ts'

/** What is in Redis of a room, read with another client than the server's and folded with nothing but strings. */
export interface RedisRoom {
  readonly version: number
  readonly language: string
  /** The main file, line ends as line feeds. */
  readonly text: string
}

/** Null when there is no such room. Nobody may write to it meanwhile. Throws when what is there cannot be read. */
export async function readRoom(url: string, roomId: string): Promise<RedisRoom | null> {
  const client = createClient({ url }).withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer })
  await client.connect()
  try {
    const key = `tandem:{${roomId}}`
    const [version, language, entries, snapshot] = await Promise.all([
      client.hGet(`${key}:record`, 'version'),
      client.hGet(`${key}:record`, 'language'),
      client.lRange(`${key}:log`, 0, -1),
      client.get(`${key}:snapshot`),
    ])
    if (version === null || language === null) return null
    return { version: Number(version), language: String(language), text: fold(snapshot, entries) }
  } finally {
    client.destroy()
  }
}

function fold(snapshot: Buffer | null, entries: readonly Buffer[]): string {
  let text = ''
  if (snapshot !== null) {
    const decoded = decodeSnapshot(new Uint8Array(snapshot))
    if (!decoded.ok) throw new Error(`the snapshot in Redis: ${decoded.reason}`)
    text = decoded.value.files.find((file) => file.file === MAIN_FILE)?.text ?? ''
  }
  for (const bytes of entries) {
    const decoded = decodeEntry(new Uint8Array(bytes))
    if (!decoded.ok) throw new Error(`an entry in Redis: ${decoded.reason}`)
    const { change } = decoded.value
    if (change.kind === 'edit' && change.file === MAIN_FILE) text = applySpans(text, change.spans)
  }
  return text
}

function applySpans(text: string, spans: readonly Span[]): string {
  let result = ''
  let at = 0
  for (const [skip, remove, insert] of spans) {
    result += text.slice(at, at + skip) + insert
    at += skip + remove
  }
  return result + text.slice(at)
}
