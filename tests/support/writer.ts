import type { State, Status, StatusPath } from '../../shared/session/status.ts'
import { commentSign, fixtures } from './fixtures.ts'
import { seeded } from './random.ts'
import type { RoomPage } from './room_page.ts'
import { Typist } from './typist.ts'
import { until } from './until.ts'

/** What somebody does between two marks. */
const ACTIONS = 3

/** Somebody who writes into a page until told to stop, and notes meanwhile what the page says of itself. */
export class Writer {
  readonly page: RoomPage
  /** Words that are in the text once, and that nobody takes away. */
  readonly marks: string[] = []
  readonly states = new Set<State>()
  readonly paths = new Set<StatusPath>()
  /** Every round trip that the page told of, in milliseconds. */
  readonly latencies: number[] = []
  readonly #tag: string
  readonly #typist: Typist
  readonly #done: Promise<void>
  #stopped = false

  /** Writes from now on. The tag begins this writer's marks, the seed decides what is written. */
  constructor(page: RoomPage, tag: string, seed: number) {
    this.page = page
    this.#tag = tag
    const [source] = fixtures('python')
    if (source === undefined) throw new Error('there is no source to write')
    const comment = commentSign('python')
    this.#typist = new Typist({ random: seeded(seed), source: source.text, comment, keysPerAction: 5 })
    this.#done = this.#write()
    // Where the test fails before it stops the writer, its end is nobody's business.
    this.#done.catch(() => undefined)
  }

  /** Waits until so many more marks are written. */
  async more(marks: number): Promise<void> {
    const all = this.marks.length + marks
    const written = until(`${all} marks are written`, () => this.marks.length >= all, 120_000)
    await Promise.race([written, this.#done])
  }

  /** Resolves when the last key is pressed. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#done
  }

  async #write(): Promise<void> {
    while (!this.#stopped) {
      await this.page.letType(this.#typist, ACTIONS)
      const mark = `«${this.#tag}${this.marks.length}»`
      const text = await this.page.text()
      const at = text.length
      await this.page.perform({ kind: 'insert', gesture: 'mark', from: at, to: at, insert: mark }, text)
      this.marks.push(mark)
      this.#note(await statusOf(this.page))
    }
  }

  #note({ state, path, latency }: Status): void {
    this.states.add(state)
    this.paths.add(path)
    if (latency !== null && latency !== this.latencies.at(-1)) this.latencies.push(latency)
  }
}

/** Two people, who write until `stopWriters`; their marks begin with a and b. */
export const startWriters = ([ana, ben]: readonly [RoomPage, RoomPage], seed: number): [Writer, Writer] => [
  new Writer(ana, 'a', 2 * seed),
  new Writer(ben, 'b', 2 * seed + 1),
]

/** All marks that they wrote, once they stopped. */
export async function stopWriters(writers: readonly Writer[]): Promise<string[]> {
  await Promise.all(writers.map((writer) => writer.stop()))
  return writers.flatMap((writer) => writer.marks)
}

/** All that the session says of itself. */
export async function statusOf(page: RoomPage): Promise<Status> {
  const status = await page.page.evaluate(() => window.tandem?.session.status())
  if (status === undefined) throw new Error('the page is in no room')
  return status
}
