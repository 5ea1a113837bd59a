import type { JournalImage, JournalWrite } from '../room/journal.ts'

/**
 * A page's place on this browser's disk for one room. It belongs to this page alone for as long as the page
 * lives; what a dead page left there is found by one living page of the room, by no more than one at a time.
 */
export interface JournalPort {
  /** Looks for what dead pages left; `ready` comes once, after what was there at the start. */
  open(listener: JournalListener): void
  /** All of it or nothing; one at a time. False when it is not on disk. */
  write(write: JournalWrite, done: (written: boolean) => void): void
  /** Removes what this page wrote. */
  clear(): void
  /** Lets go of the place, after what is under way. */
  close(): void
}

export interface JournalListener {
  /** @param forget removes it for good: to be called once its content is in this page's own journal */
  found(image: JournalImage, forget: () => void): void
  /** @param works false where there is no disk to write to */
  ready(works: boolean): void
}
