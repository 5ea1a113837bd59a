import { type RoomStore, StoreDown } from '../../signaling/store/room_store.ts'

type Act = Exclude<keyof RoomStore, 'close'>

/** A store that notes the order of its calls, and can be out of reach or take its time. */
export class RecordingStore {
  /** Every call that was answered or refused so far: `fence`, `load`, … */
  calls: Act[] = []
  /** What is out of reach: everything, some acts, or nothing. */
  down: 'all' | readonly Act[] = []
  /** What is done, but its answer lost. */
  mute: readonly Act[] = []
  readonly port: RoomStore
  readonly #held = new Map<Act, Promise<void>>()

  constructor(store: RoomStore) {
    const act =
      <A extends unknown[], T>(name: Act, call: (...args: A) => Promise<T>) =>
      async (...args: A): Promise<T> => {
        await this.#held.get(name)
        this.calls.push(name)
        if (this.down === 'all' || this.down.includes(name)) throw new StoreDown('down')
        const answer = await call(...args)
        if (this.mute.includes(name)) throw new StoreDown('no answer')
        return answer
      }
    this.port = {
      fence: act('fence', store.fence.bind(store)),
      append: act('append', store.append.bind(store)),
      seed: act('seed', store.seed.bind(store)),
      setAccess: act('setAccess', store.setAccess.bind(store)),
      load: act('load', store.load.bind(store)),
      find: act('find', store.find.bind(store)),
      list: act('list', store.list.bind(store)),
      compact: act('compact', store.compact.bind(store)),
      visited: act('visited', store.visited.bind(store)),
      visits: act('visits', store.visits.bind(store)),
      count: act('count', store.count.bind(store)),
      sweep: act('sweep', store.sweep.bind(store)),
      ping: act('ping', store.ping.bind(store)),
      close: () => store.close(),
    }
  }

  /** From now on such calls wait, before they do anything, until the answered function is called. */
  hold(name: Act): () => void {
    let release: () => void = () => undefined
    this.#held.set(name, new Promise((resolve) => (release = resolve)))
    return () => {
      this.#held.delete(name)
      release()
    }
  }
}
