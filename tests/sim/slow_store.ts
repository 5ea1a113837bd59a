import { type RoomStore, StoreDown } from '../../signaling/store/room_store.ts'
import type { VirtualClock } from '../support/virtual_clock.ts'

/** A store that takes its time before and after each act, and can be out of reach. */
export function slowStore(
  store: () => RoomStore,
  clock: VirtualClock,
  delay: () => number,
  up: () => boolean,
): RoomStore {
  const pause = () => new Promise<void>((resolve) => clock.timer(delay(), resolve))
  const slowly = async <T>(act: () => Promise<T>): Promise<T> => {
    await pause()
    if (!up()) throw new StoreDown('down')
    const answer = await act()
    await pause()
    if (!up()) throw new StoreDown('down')
    return answer
  }
  return {
    fence: (...args) => slowly(() => store().fence(...args)),
    append: (...args) => slowly(() => store().append(...args)),
    seed: (...args) => slowly(() => store().seed(...args)),
    load: (...args) => slowly(() => store().load(...args)),
    find: (...args) => slowly(() => store().find(...args)),
    list: (...args) => slowly(() => store().list(...args)),
    compact: (...args) => slowly(() => store().compact(...args)),
    sweep: (...args) => slowly(() => store().sweep(...args)),
    ping: () => slowly(() => store().ping()),
    close: () => store().close(),
  }
}
