import { asFileId, asSeq, asVersion, type FileId, parseClientId, parseUserId } from '../../base/ids.ts'
import { LINE_ENDS, ROLES, type WireFile, type WireSnapshot } from '../change.ts'
import { LANGUAGES } from '../language.ts'
import { AUTHORS, FILE_NAME_UNITS, FILES, ROOM_UNITS } from '../limits.ts'
import { place } from './changes.ts'
import { readRuns, writeRuns } from './lists.ts'
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

export function writeSnapshot(writer: Writer, snapshot: WireSnapshot): void {
  writer.varint(snapshot.version)
  writeRuns(writer, snapshot.runs)
  writer.varint(snapshot.seqs.length)
  for (const [clientId, seq] of snapshot.seqs) {
    writer.text(clientId)
    writer.varint(seq)
  }
  writer.byte(place(LANGUAGES, snapshot.language))
  writer.varint(snapshot.roles.length)
  for (const [user, role] of snapshot.roles) {
    writer.text(user)
    writer.byte(place(ROLES, role))
  }
  writer.varint(snapshot.files.length)
  for (const file of snapshot.files) {
    writer.varint(file.file)
    writer.text(file.name)
    writer.byte(place(LINE_ENDS, file.lineEnd))
    writer.byte(file.deleted ? 1 : 0)
    writer.text(file.text)
  }
}

/** A snapshot in which no author, user or file comes twice; meaningless after a fault of the reader. */
export function readSnapshot(reader: Reader): WireSnapshot {
  const version = asVersion(reader.varint())
  const runs = readRuns(reader, version)
  const seqs = readMap(reader, AUTHORS, () => [reader.id(parseClientId), asSeq(reader.varint())] as const)
  const language = reader.pick(LANGUAGES, LANGUAGES[0])
  const roles = readMap(
    reader,
    AUTHORS,
    () => [reader.id(parseUserId), reader.pick(ROLES, ROLES[0])] as const,
  )
  let units = 0
  const files = readMap(reader, FILES, (): readonly [FileId, WireFile] => {
    const file = asFileId(reader.natural(0xffff_ffff))
    const name = reader.text(FILE_NAME_UNITS)
    const lineEnd = reader.pick(LINE_ENDS, LINE_ENDS[0])
    const deleted = reader.pick([false, true], false)
    const text = reader.text(ROOM_UNITS - units)
    if (text.includes('\r')) reader.fail('malformed')
    units += text.length
    return [file, { file, name, lineEnd, deleted, text }]
  })
  return { version, runs, seqs, language, roles, files: files.map(([, file]) => file) }
}

/** Pairs of which no two have the same key. */
function readMap<K, V>(reader: Reader, most: number, pair: () => readonly [K, V]): (readonly [K, V])[] {
  const pairs: (readonly [K, V])[] = []
  const keys = new Set<K>()
  for (let left = reader.count(most); left > 0 && reader.ok; left--) {
    const next = pair()
    pairs.push(next)
    keys.add(next[0])
  }
  if (keys.size !== pairs.length) reader.fail('malformed')
  return pairs
}
