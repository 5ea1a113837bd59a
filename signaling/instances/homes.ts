import type { RoomId } from '../../shared/base/ids.ts'
import type { RedisClient } from '../store/redis_client.ts'
import { toStoreDown } from '../store/store_down.ts'
import { CLAIM, KEEP, RELEASE } from './home_scripts.ts'
import { type InstanceId, parseInstanceId } from './instance.ts'

/**
 * An instance that did not say for so long that it lives is dead to the others. Milliseconds, as all here. One that was
 * killed is known to be gone much sooner, by its connection; a Redis that stands still for a moment kills nobody.
 */
export const LIFE_MS = 5_000
/** So long a room stays at home where nobody says any more that it is. */
const HOME_MS = 3_600_000
/** How often a claim is tried anew when others are faster. */
const TRIES = 4

type Script = (...args: (string | number)[]) => Promise<unknown>
interface Scripts {
  claimHome: Script
  keepHome: Script
  releaseHome: Script
}

export const HOME_SCRIPTS = {
  claimHome: { lua: CLAIM, numberOfKeys: 1 },
  keepHome: { lua: KEEP, numberOfKeys: 1 },
  releaseHome: { lua: RELEASE, numberOfKeys: 1 },
}

/**
 * Where each room is at home: the one instance that decides who is in it and who is host. It is written in Redis, by
 * scripts, and holds while that instance says often enough that it lives. What it holds is never more than a
 * matter of order: that two hosts never write to one log is up to the epochs in the store.
 *
 * An instance that was taken for dead begins a new term, and keeps of its rooms those that nobody took meanwhile.
 * Every method rejects with `StoreDown`, and with nothing else.
 */
export class Homes {
  readonly #self: InstanceId
  readonly #redis: RedisClient & Scripts
  readonly #prefix: string
  #term = 0

  /** @param redis with HOME_SCRIPTS */
  constructor(self: InstanceId, redis: RedisClient, prefix = 'tandem') {
    this.#self = self
    this.#redis = redis as RedisClient & Scripts
    this.#prefix = prefix
  }

  /** Where the room is at home now: here, where it was nowhere. */
  claim(roomId: RoomId): Promise<InstanceId> {
    return call(async () => {
      let dead = ''
      for (let tries = 0; tries < TRIES; tries++) {
        const at = String(await this.#redis.claimHome(this.#homeKey(roomId), this.#here, HOME_MS, dead))
        if (at === this.#here) return this.#self
        const { instance, term } = parseHome(at)
        if (instance === this.#self) dead = at
        else if ((await this.#redis.get(this.#lifeKey(instance))) === term) return instance
        else dead = at
      }
      throw new Error('a room has no home for long')
    })
  }

  release(roomId: RoomId): Promise<void> {
    return call(async () => {
      await this.#redis.releaseHome(this.#homeKey(roomId), this.#here)
    })
  }

  /** Says that the room is still at home here, and how many are in it. Answers whether it is. */
  keep(roomId: RoomId, members: number, former = this.#here): Promise<boolean> {
    return call(
      async () =>
        (await this.#redis.keepHome(this.#homeKey(roomId), this.#here, HOME_MS, members, former)) === 1,
    )
  }

  /**
   * Says that this instance lives. Answers null, or, where it was silent for so long that the others may have taken its
   * rooms, what `keep` calls the former home of those that nobody took.
   */
  beat(): Promise<string | null> {
    return call(async () => {
      const key = this.#lifeKey(this.#self)
      if (this.#term > 0 && (await this.#redis.set(key, this.#term, 'PX', LIFE_MS, 'XX')) !== null)
        return null
      const former = this.#here
      this.#term += 1
      await this.#redis.set(key, this.#term, 'PX', LIFE_MS)
      return this.#term === 1 ? null : former
    })
  }

  /** Those of the instances that Redis has a connection with: one that was killed has none at once. */
  listening(instances: readonly InstanceId[]): Promise<ReadonlySet<InstanceId>> {
    return call(async () => {
      if (instances.length === 0) return new Set()
      const channels = instances.map((instance) => this.channelOf(instance))
      const nodes = 'nodes' in this.#redis ? this.#redis.nodes('master') : [this.#redis]
      const counts = await Promise.all(nodes.map((node) => node.call('PUBSUB', 'SHARDNUMSUB', ...channels)))
      const heard = new Set<unknown>()
      for (const flat of counts)
        if (Array.isArray(flat))
          for (let i = 0; i + 1 < flat.length; i += 2) if (Number(flat[i + 1]) > 0) heard.add(flat[i])
      return new Set(instances.filter((_, i) => heard.has(channels[i])))
    })
  }

  /** What an instance listens to for as long as it lives, so that Redis knows of it. */
  channelOf(instance: InstanceId): string {
    return `${this.#prefix}:{instances}:${instance}`
  }

  /** That instance does not live any more; if it does, it begins a new term. */
  declareDead(instance: InstanceId): Promise<void> {
    return call(async () => {
      await this.#redis.del(this.#lifeKey(instance))
    })
  }

  /** Those of the instances that live. */
  living(instances: readonly InstanceId[]): Promise<ReadonlySet<InstanceId>> {
    return call(async () => {
      if (instances.length === 0) return new Set()
      const terms = await this.#redis.mget(instances.map((instance) => this.#lifeKey(instance)))
      return new Set(instances.filter((_, i) => terms[i] !== null))
    })
  }

  /** How many are in each of the rooms, wherever that is at home. */
  async members(roomIds: readonly RoomId[]): Promise<number[]> {
    const found = await call(() =>
      Promise.all(roomIds.map((roomId) => this.#redis.hmget(this.#homeKey(roomId), 'home', 'members'))),
    )
    const homes = found.map(([at]) => (at ? parseHome(at).instance : null))
    const living = await this.living([...new Set(homes.filter((home) => home !== null))])
    return found.map(([, members], i) => {
      const home = homes[i]
      return home && living.has(home) ? Number(members) || 0 : 0
    })
  }

  get #here(): string {
    return `${this.#self}.${this.#term}`
  }

  #homeKey(roomId: RoomId): string {
    return `${this.#prefix}:{${roomId}}:home`
  }

  #lifeKey(instance: InstanceId): string {
    return `${this.#prefix}:{instances}:${instance}`
  }
}

function parseHome(text: string): { readonly instance: InstanceId; readonly term: string } {
  const [id, term = ''] = text.split('.')
  const instance = parseInstanceId(id)
  if (instance === null) throw new Error('the home of a room cannot be read')
  return { instance, term }
}

async function call<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw toStoreDown(error)
  }
}
