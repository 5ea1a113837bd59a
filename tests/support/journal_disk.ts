import type { JournalImage, JournalWrite } from '../../shared/room/journal.ts'
import type { JournalListener, JournalPort } from '../../shared/session/journal_port.ts'

interface Place {
  image: JournalImage | null
  /** The page that has it, for as long as it lives. */
  holder: DiskPort | null
}

/** The image after a write, as the contract says. */
export function written(image: JournalImage | null, write: JournalWrite): JournalImage {
  const base = write.base ?? image?.base
  if (!base) throw new Error('the first write brings the base')
  const chunks = new Map(write.base ? [] : image?.chunks)
  for (const n of chunks.keys()) if (n >= write.end) chunks.delete(n)
  for (const [n, bytes] of write.chunks) chunks.set(n, bytes)
  return { base, chunks, tail: write.tail }
}

/** A browser's disk in memory, for the pages of one room. */
export class JournalDisk {
  readonly #later: (act: () => void) => void
  readonly #places = new Set<Place>()
  readonly #ports = new Set<DiskPort>()
  /** Nothing is written while it is full. */
  full = false

  /** @param later does something in a while, in the order of the calls */
  constructor(later: (act: () => void) => void) {
    this.#later = later
  }

  /** What is on it, of dead pages and of living ones. */
  get images(): JournalImage[] {
    return [...this.#places].flatMap(({ image }) => image ?? [])
  }

  /** Another page's place. */
  port(): DiskPort {
    const port = new DiskPort({
      later: this.#later,
      disk: this,
      place: () => {
        const place: Place = { image: null, holder: port }
        this.#places.add(place)
        return place
      },
      opened: () => {
        this.#ports.add(port)
        this.#offer()
      },
      gone: () => {
        this.#ports.delete(port)
        for (const place of this.#places) {
          if (place.holder !== port) continue
          place.holder = null
          if (!place.image) this.#places.delete(place)
        }
        this.#offer()
      },
      forget: (place) => this.#places.delete(place),
    })
    return port
  }

  /** What dead pages left goes to one living page. */
  #offer(): void {
    const [port] = this.#ports
    if (!port) return
    for (const place of this.#places) {
      if (place.holder || !place.image) continue
      place.holder = port
      port.find(place, place.image)
    }
  }
}

interface DiskPortOptions {
  readonly later: (act: () => void) => void
  readonly disk: JournalDisk
  readonly place: () => Place
  readonly opened: () => void
  readonly gone: () => void
  readonly forget: (place: Place) => void
}

export class DiskPort implements JournalPort {
  readonly #options: DiskPortOptions
  #place: Place | null = null
  #listener: JournalListener | null = null
  #dead = false
  #closing = false

  constructor(options: DiskPortOptions) {
    this.#options = options
  }

  open(listener: JournalListener): void {
    this.#listener = listener
    this.#do(() => {
      this.#options.opened()
      listener.ready(true)
    })
  }

  write(write: JournalWrite, done: (written: boolean) => void): void {
    this.#do(() => {
      const { disk } = this.#options
      if (!disk.full) {
        this.#place ??= this.#options.place()
        this.#place.image = written(this.#place.image, write)
      }
      if (!this.#closing) done(!disk.full)
    })
  }

  clear(): void {
    this.#do(() => {
      if (this.#place) this.#place.image = null
    })
  }

  close(): void {
    this.#closing = true
    this.#do(() => this.die())
  }

  /** The page dies: what is under way is lost. */
  die(): void {
    if (this.#dead) return
    this.#dead = true
    this.#options.gone()
  }

  find(place: Place, image: JournalImage): void {
    this.#listener?.found(image, () => this.#options.forget(place))
  }

  #do(act: () => void): void {
    this.#options.later(() => {
      if (!this.#dead) act()
    })
  }
}
