import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

/** What is read at once, in bytes. */
const CHUNK = 4 * 1024 * 1024

/** How often each of these texts is in a process's memory, as UTF-8 or as UTF-16: all that may be read there. */
export function countInMemory(pid: number, texts: readonly string[]): number[] {
  const patterns = texts.map((text) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')])
  const overlap = Math.max(...patterns.flat().map(({ length }) => length)) - 1
  const counts = texts.map(() => 0)
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  let read = 0
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
      const [, from = '', to = ''] = /^([0-9a-f]+)-([0-9a-f]+) r/.exec(line) ?? []
      if (from === '' || /\[v(var|syscall|dso)/.test(line)) continue
      const end = Number.parseInt(to, 16)
      for (let at = Number.parseInt(from, 16); at < end; at += CHUNK) {
        const chunk = Buffer.alloc(Math.min(CHUNK + overlap, end - at))
        let length = 0
        try {
          length = readSync(memory, chunk, 0, chunk.length, at)
        } catch {
          // Reserved, and never used.
          continue
        }
        read += length
        const bytes = chunk.subarray(0, length)
        for (const [i, forms] of patterns.entries())
          for (const form of forms)
            for (let found = bytes.indexOf(form); found >= 0; found = bytes.indexOf(form, found + 1))
              counts[i] = (counts[i] ?? 0) + 1
      }
    }
  } finally {
    closeSync(memory)
  }
  if (read === 0) throw new Error('nothing could be read')
  return counts
}
