import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { toBase64url } from '../../shared/access/base64url.ts'
import { linkSecretOf, OWNER_KEY_CHARS } from '../../shared/access/secrets.ts'
import { type RoomId, randomKey } from '../../shared/base/ids.ts'
import { freePort } from '../support/free_port.ts'
import { Loud } from '../support/loud_server.ts'
import { MemoryKeys } from '../support/private_room.ts'
import { countInMemory } from '../support/process_memory.ts'
import { RedisServer } from '../support/redis_server.ts'
import { RelayMember } from '../support/relay_member.ts'
import { tempDir } from '../support/temp_dir.ts'
import { until } from '../support/until.ts'

/** Typed into a private room, and into an open one: the search that must not find the one has to find the other. */
const HIDDEN = 'HIDDEN-7c41e0b9-HIDDEN'
const OPEN = 'OPENED-52d8aa13-OPENED'

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const isSaved = ({ session }: RelayMember) => ['saved', 'synced'].includes(session.status().state)

/** Two people in a room over the relay, one of whom types a text; the first one makes the room. */
async function write(url: string, roomId: string, text: string, keys: readonly MemoryKeys[], seed: number) {
  const ann = new RelayMember({ url, roomId, seed, ...(keys[0] && { keys: keys[0] }) })
  ends.push(() => ann.leave())
  await ann.entered()
  if (keys[0]) await until('the room is private', () => ann.session.rights.rules?.encryption !== undefined)
  if (keys[0] && keys[1]) keys[1].link = linkSecretOf(keys[0].ownerKey() ?? '', roomId as RoomId, 'editor', 1)
  const bob = new RelayMember({ url, roomId, seed: seed + 1, ...(keys[1] && { keys: keys[1] }) })
  ends.push(() => bob.leave())
  await bob.entered()
  bob.type(text)
  await until('it is with both, and saved', () => ann.text === text && isSaved(ann) && isSaved(bob))
}

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesIn(path) : [path]
  })
}

test.each(['embedded', 'redis'] as const)(
  'X10: what is typed into a private room is nowhere in the %s store’s bytes, the server’s memory or its logs',
  async (store) => {
    const redis = store === 'redis' ? await RedisServer.run() : null
    if (redis) ends.push(() => redis.stop())
    const data = await tempDir()
    ends.push(() => data.remove())
    const env = { LOG_LEVEL: 'debug', DATA_DIR: data.path, REDIS_URL: redis?.url ?? '' }
    const loud = new Loud(await freePort(), env)
    ends.push(() => loud.stop())
    await loud.ready()
    const owner = new MemoryKeys({
      owner: randomKey(Math.random, OWNER_KEY_CHARS),
      isPrivate: false,
      claim: { visibility: 'private', anyone: null },
    })
    const guest = new MemoryKeys({ link: null })
    await write(loud.url, 'a-private-room', HIDDEN, [owner, guest], 10)
    await write(loud.url, 'an-open-room', OPEN, [], 20)
    // Read as pages and visitors do.
    for (const room of ['a-private-room', 'an-open-room'])
      for (const path of [`/api/room/${room}`, `/api/room/${room}/log`])
        await (await fetch(loud.url + path)).text()

    const secrets = [
      owner.ownerKey(),
      guest.linkSecret(),
      toBase64url(owner.content?.key ?? new Uint8Array()),
    ]
    expect(secrets.every((secret) => secret !== null && secret.length >= 22)).toBe(true)
    const sought = [OPEN, HIDDEN, ...secrets.map((secret) => secret ?? '')]
    const [open, ...hidden] = countInMemory(loud.child.pid ?? 0, sought)
    expect(open).toBeGreaterThan(0)
    expect(hidden).toEqual(sought.slice(1).map(() => 0))
    if (redis) {
      const [opened, ...found] = countInMemory(redis.pid, sought)
      expect(opened).toBeGreaterThan(0)
      expect(found).toEqual(hidden)
    } else {
      const bytes = Buffer.concat(filesIn(data.path).map((path) => readFileSync(path)))
      expect(bytes.includes(OPEN)).toBe(true)
      for (const secret of sought.slice(1)) expect(bytes.includes(secret)).toBe(false)
    }
    for (const secret of sought) expect(loud.said).not.toContain(secret)
  },
)
