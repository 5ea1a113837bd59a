import { OWNER_KEY_CHARS, parseLinkSecret, parseOwnerKey } from '../../shared/access/secrets.ts'
import { parseRoomId, type RoomId, randomKey } from '../../shared/base/ids.ts'
import type { KeysPort } from '../../shared/session/rights.ts'

/** A JSON object by room id. */
const KEY = 'tandem.keys'
/** Rooms that keys are kept of; of more the oldest are let go, those that this browser owns last. */
export const ROOMS_KEPT = 500

/** Texts by key that outlive the page where the browser allows it. */
interface Texts {
  get(key: string): string | null
  set(key: string, value: string): void
}

interface Keys {
  readonly owner: string | null
  readonly link: string | null
}

/** What a room's page was opened with. */
interface Opening extends Keys {
  readonly claim: KeysPort['claim']
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** The keys out of storage; what makes no sense is left out. */
function parseKeys(text: string | null): Map<RoomId, Keys> {
  const keys = new Map<RoomId, Keys>()
  let all: unknown
  try {
    all = JSON.parse(text ?? '{}')
  } catch {
    // Not ours, or cut short.
    return keys
  }
  if (!isRecord(all)) return keys
  for (const [id, value] of Object.entries(all)) {
    const roomId = parseRoomId(id)
    if (roomId === null || !isRecord(value)) continue
    keys.set(roomId, { owner: parseOwnerKey(value.owner), link: parseLinkSecret(value.link) })
  }
  return keys
}

/** The keys to rooms that this browser profile has, remembered where the browser allows it. Nobody else hears of them. */
export class KeysStore {
  readonly #storage: Texts
  readonly #random: () => number

  /** @param random must be fit for secrets */
  constructor(storage: Texts, random: () => number) {
    this.#storage = storage
    this.#random = random
  }

  /** The keys to one room, those that its page was opened with taken in. */
  forRoom(roomId: RoomId, { owner, link, claim }: Opening): KeysPort {
    const put = (keys: Partial<Keys>) => this.#put(roomId, { ...this.#get(roomId), ...keys })
    if (owner !== null || link !== null)
      put({ ...(owner !== null && { owner }), ...(link !== null && { link }) })
    return {
      claim,
      ownerKey: () => this.#get(roomId).owner,
      linkSecret: () => this.#get(roomId).link,
      makeOwnerKey: () => {
        const made = randomKey(this.#random, OWNER_KEY_CHARS)
        put({ owner: made })
        return made
      },
      dropOwnerKey: () => put({ owner: null }),
    }
  }

  #get(roomId: RoomId): Keys {
    return parseKeys(this.#storage.get(KEY)).get(roomId) ?? { owner: null, link: null }
  }

  #put(roomId: RoomId, keys: Keys): void {
    const all = parseKeys(this.#storage.get(KEY))
    all.delete(roomId)
    all.set(roomId, keys)
    for (const isLast of [false, true])
      for (const [id, { owner }] of all)
        if (all.size > ROOMS_KEPT && (isLast || owner === null)) all.delete(id)
    this.#storage.set(KEY, JSON.stringify(Object.fromEntries(all)))
  }
}
