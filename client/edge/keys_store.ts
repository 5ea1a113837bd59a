import { fromBase64url, toBase64url } from '../../shared/access/base64url.ts'
import type { ContentKey } from '../../shared/access/content_key.ts'
import { OWNER_KEY_CHARS, parseLinkSecret, parseOwnerKey } from '../../shared/access/secrets.ts'
import { parseRoomId, type RoomId, randomKey } from '../../shared/base/ids.ts'
import { CONTENT_KEY_BYTES, KEY_GENERATIONS } from '../../shared/protocol/limits.ts'
import type { KeysPort } from '../../shared/session/keys_port.ts'

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
  readonly isPrivate: boolean
  readonly content: ContentKey | null
  readonly offered: number
  readonly seen: number
}
const NONE: Keys = { owner: null, link: null, isPrivate: false, content: null, offered: 0, seen: 0 }

/** What a room's page was opened with. */
interface Opening extends Pick<Keys, 'owner' | 'link'> {
  readonly isPrivate?: boolean
  readonly claim: KeysPort['claim']
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** `generation:key`, the key in base64url. */
const formatContentKey = ({ generation, key }: ContentKey): string => `${generation}:${toBase64url(key)}`

function parseContentKey(text: unknown): ContentKey | null {
  const [, number, encoded] = /^(\d{1,4}):([\w-]{43})$/.exec(typeof text === 'string' ? text : '') ?? []
  const key = encoded === undefined ? null : fromBase64url(encoded, CONTENT_KEY_BYTES)
  return key && { generation: Number(number), key }
}

/** A natural number up to `most`, or 0. */
const parseCount = (value: unknown, most: number): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value <= most ? value : 0

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
    keys.set(roomId, {
      owner: parseOwnerKey(value.owner),
      link: parseLinkSecret(value.link),
      isPrivate: value.isPrivate === true,
      content: parseContentKey(value.content),
      offered: parseCount(value.offered, KEY_GENERATIONS),
      seen: parseCount(value.seen, Number.MAX_SAFE_INTEGER),
    })
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
  forRoom(roomId: RoomId, { owner, link, isPrivate, claim }: Opening): KeysPort {
    const put = (keys: Partial<Keys>) => this.#put(roomId, { ...this.#get(roomId), ...keys })
    if (owner !== null || link !== null)
      put({
        ...(owner !== null && { owner }),
        ...(link !== null && { link }),
        ...(isPrivate && { isPrivate }),
      })
    return {
      claim,
      ownerKey: () => this.#get(roomId).owner,
      linkSecret: () => this.#get(roomId).link,
      isPrivate: () => this.#get(roomId).isPrivate,
      contentKey: () => this.#get(roomId).content,
      keepContentKey: (content) => put({ content, isPrivate: true }),
      offered: () => this.#get(roomId).offered,
      keepOffered: (offered) => put({ offered }),
      seen: () => this.#get(roomId).seen,
      keepSeen: (seen) => put({ seen }),
      makeOwnerKey: () => {
        const made = randomKey(this.#random, OWNER_KEY_CHARS)
        put({ owner: made })
        return made
      },
      dropOwnerKey: () => put({ owner: null }),
    }
  }

  #get(roomId: RoomId): Keys {
    return parseKeys(this.#storage.get(KEY)).get(roomId) ?? NONE
  }

  #put(roomId: RoomId, keys: Keys): void {
    const all = parseKeys(this.#storage.get(KEY))
    all.delete(roomId)
    all.set(roomId, keys)
    for (const isLast of [false, true])
      for (const [id, { owner }] of all)
        if (all.size > ROOMS_KEPT && (isLast || owner === null)) all.delete(id)
    const texts = [...all].map(([id, { content, ...rest }]) => [
      id,
      { ...rest, content: content && formatContentKey(content) },
    ])
    this.#storage.set(KEY, JSON.stringify(Object.fromEntries(texts)))
  }
}
