import type { SessionFile } from '../../client/library/index.ts'

/** What is called after its language has an ending that programs know. */
const ENDINGS: Readonly<Record<string, string>> = {
  python: '.py',
  javascript: '.js',
  typescript: '.ts',
  java: '.java',
  cpp: '.cpp',
}
/** In bytes: file systems take 255, and endings of ours come behind it. */
const MOST_BYTES = 200

/**
 * What each of the room's files is called in a folder, by its id. Names come from others: only the last part counts, nothing
 * that is hidden or leads elsewhere, and no two files have one name, not even where large and small letters are the same.
 */
export function folderNames(files: readonly SessionFile[], language: string): ReadonlyMap<number, string> {
  const names = new Map<number, string>()
  const taken = new Set<string>()
  for (const { id, name } of [...files].sort((a, b) => a.id - b.id)) {
    const plain = plainName(name)
    const dot = plain.lastIndexOf('.')
    const stem = dot > 0 ? plain.slice(0, dot) : plain
    const ending = dot > 0 ? plain.slice(dot) : (ENDINGS[language] ?? '')
    let free = stem + ending
    for (let n = id; taken.has(sameAs(free)); n++) free = `${stem}-${n}${ending}`
    taken.add(sameAs(free))
    names.set(id, free)
  }
  return names
}

function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const visible = last
    .replace(/\p{C}/gu, '')
    .replace(/^[.\s]+/, '')
    .trimEnd()
  let plain = ''
  let bytes = 0
  for (const sign of visible) {
    bytes += Buffer.byteLength(sign)
    if (bytes > MOST_BYTES) break
    plain += sign
  }
  return plain || 'file'
}

const sameAs = (name: string): string => name.normalize('NFKC').toLowerCase()
