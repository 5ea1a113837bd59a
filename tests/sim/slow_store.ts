import { type RoomStore, StoreDown } from '../../signaling/store/room_store.ts'
import type { VirtualClock } from '../support/virtual_clock.ts'

/**
 * How the store does: `down` refuses at once; `hung` answers nothing until it is over, and then does what it was
 * asked, also what nobody waits for any more; `mute` does what it is asked, but its answers are lost; `slow` takes
 * its time for each act.
 */
export type StoreState = 'up' | 'down' | 'hung' | 'mute' | 'slow'

/** Whoever asks a store waits so long for the answer, in milliseconds. */
const PATIENCE_MS = 3_000

/** A slow store takes so many times longer. */
const SLOWER = 40

/** The weather around a store: its state, and who waits for the end of it. */
export class StoreWeather {
  #state: StoreState = 'up'
  #waiting: (() => void)[] = []

  get state(): StoreState {
    return this.#state
  }

  set(state: StoreState): void {
    this.#state = state
    if (state !== 'hung') for (const go of this.#waiting.splice(0)) go()
  }

  /** Resolves once the store does not hang any more. */
  over(): Promise<void> {
    if (this.#state !== 'hung') return Promise.resolve()
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
    })
  }
}

/** A store that takes its time before and after each act, and can be out of reach. */
export function slowStore(
  store: () => RoomStore,
  clock: VirtualClock,
  delay: () => number,
  weather: StoreWeather,
): RoomStore {
  const pause = () =>
    new Promise<void>((resolve) => clock.timer(delay() * (weather.state === 'slow' ? SLOWER : 1), resolve))
  const down = () => new StoreDown('down')
  const failing = (...states: StoreState[]) => states.includes(weather.state)
  const slowly = async <T>(act: () => Promise<T>): Promise<T> => {
    await pause()
    if (failing('down')) throw down()
    const landing = weather.over().then(act)
    const answer = await new Promise<T>((resolve, reject) => {
      if (failing('hung')) clock.timer(PATIENCE_MS, () => reject(down()))
      landing.then(resolve, reject)
    })
    await pause()
    if (failing('down', 'mute')) throw down()
    return answer
  }
  return {
    fence: (...args) => slowly(() => store().fence(...args)),
    append: (...args) => slowly(() => store().append(...args)),
    seed: (...args) => slowly(() => store().seed(...args)),
    setAccess: (...args) => slowly(() => store().setAccess(...args)),
    load: (...args) => slowly(() => store().load(...args)),
    find: (...args) => slowly(() => store().find(...args)),
    list: (...args) => slowly(() => store().list(...args)),
    compact: (...args) => slowly(() => store().compact(...args)),
    visited: (...args) => slowly(() => store().visited(...args)),
    visits: (...args) => slowly(() => store().visits(...args)),
    count: () => slowly(() => store().count()),
    sweep: (...args) => slowly(() => store().sweep(...args)),
    ping: () => slowly(() => store().ping()),
    close: () => store().close(),
  }
}
