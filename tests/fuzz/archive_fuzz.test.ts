import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { RoomId } from '../../shared/base/ids.ts'
import { readArchive, writeArchive } from '../../signaling/archive/archive.ts'
import { PrivateRoom } from '../support/private_room.ts'
import { seeded } from '../support/random.ts'
import { storedRoom } from '../support/stored_room.ts'

const SEED = Number(process.env.FUZZ_SEED ?? 20_250_601)
const COUNT = 30_000

test('S24: whatever a file says, it is taken or refused, and what is taken is written as it was', () => {
  const random = seeded(SEED)
  const below = (n: number): number => Math.floor(random() * n)
  const files = [
    writeArchive(storedRoom(['one', 'two', 'three'])),
    writeArchive(storedRoom(['one', 'two', 'three'], 2)),
    writeArchive({ ...storedRoom([]), access: new PrivateRoom('stored' as RoomId).access }),
  ]
  const seen = { taken: 0, refused: 0 }
  for (let run = 0; run < COUNT; run++) {
    let file = Buffer.from(files[below(files.length)] ?? [])
    for (let changes = 1 + below(4); changes > 0; changes--) {
      const at = below(file.length - 32)
      const kind = below(4)
      if (kind === 0) file[at] = below(256)
      if (kind === 1) file[at] = (file[at] ?? 0) ^ (1 << below(8))
      if (kind === 2) file = Buffer.concat([file.subarray(0, at), file.subarray(at + 1 + below(8))])
      if (kind === 3)
        file = Buffer.concat([file.subarray(0, at), file.subarray(below(at + 1), at), file.subarray(at)])
      if (file.length < 40) file = Buffer.concat([file, Buffer.alloc(40)])
    }
    // Most with a sum that fits, or nothing behind it was ever looked at.
    const body = file.subarray(0, -32)
    const sum = createHash('sha256').update(body).digest()
    const given = below(8) === 0 ? file : Buffer.concat([body, sum])
    const read = readArchive(given)
    if (read.ok) {
      seen.taken++
      const again = readArchive(writeArchive({ ...read.value, host: storedRoom([]).host }))
      expect(again.ok && again.value).toEqual(read.value)
    } else {
      seen.refused++
      expect(read.reason).toMatch(/^(The|This|Something) .*\.$/)
    }
  }
  expect(seen.taken).toBeGreaterThan(COUNT / 200)
  expect(seen.refused).toBeGreaterThan(COUNT / 2)
})
