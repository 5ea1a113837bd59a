import { ChangeSet, EditorSelection, Text } from '@codemirror/state'
import { RelayDialer } from '../../client/edge/relay_dialer.ts'
import { type ClientId, type FileId, newClientId, type PeerId, type RoomId } from '../../shared/base/ids.ts'
import type { WireSetting } from '../../shared/protocol/change.ts'
import { type Cursor, mapCursor } from '../../shared/room/cursor.ts'
import { edit, type Keep } from '../../shared/room/replica.ts'
import { mayJoin } from '../../shared/room/split.ts'
import type { JournalPort } from '../../shared/session/journal_port.ts'
import type { KeysPort } from '../../shared/session/keys_port.ts'
import { Session } from '../../shared/session/session.ts'
import { TIMINGS } from '../../shared/session/timings.ts'
import { Vault } from '../../shared/session/vault.ts'
import type { DiskPort } from '../support/journal_disk.ts'
import { int, type Random } from '../support/random.ts'
import type { Browser } from './browser.ts'
import { PageLoop } from './page_loop.ts'
import { SimConnection } from './sim_connection.ts'
import { type DirectNetwork, SimDialer } from './sim_direct.ts'
import { Watch } from './watch.ts'

/** Wall clocks begin here, so that one that is hours behind still shows a time. */
const WALL_MS = 100_000_000
/** No run lasts so long. */
const NEVER_MS = 1_000_000_000

export interface PageOptions {
  readonly network: DirectNetwork
  readonly random: Random
  readonly roomId: RoomId
  readonly userName: string
  /** Stands in all that is typed here, once or more, so that nobody's text can pass for somebody else's. */
  readonly mark: string
  /** Milliseconds that the wall clock is wrong. */
  readonly skew: number
  readonly keep: Keep | undefined
  /** Where people are is told. */
  readonly cursors: boolean
  /** The browser that it is in. */
  readonly browser: Browser
  /** What gives a right to a private room. */
  readonly keys: KeysPort | null
  /** What is stored of the room, read before the page enters; null where it cannot be had. Not every page looks. */
  readonly early: ((page: Page) => Promise<Uint8Array | null>) | null
  /** Whether this page can reach the server. */
  readonly reachable: (page: Page) => boolean
}

/** One page of one person: the real session with simulated edges, and an editor that holds what it was shown. */
export class Page {
  readonly userName: string
  readonly mark: string
  readonly session: Session
  readonly clientId: ClientId
  readonly loop: PageLoop
  readonly connection: SimConnection
  readonly dialer: SimDialer
  readonly watch: Watch
  readonly browser: Browser
  readonly #journal: DiskPort
  peerId: PeerId | null = null
  /** What the editors show, one for each file. */
  readonly shown = new Map<FileId, Text>()
  loaded = false
  /** Where this person is, once they did anything. */
  cursor: Cursor | null = null

  constructor({
    network,
    random,
    roomId,
    userName,
    mark,
    skew,
    keep,
    cursors,
    browser,
    keys,
    early,
    reachable,
  }: PageOptions) {
    const { clock } = network
    this.userName = userName
    this.mark = mark
    this.loop = new PageLoop(clock)
    const env = {
      ...clock.env(int(random, 0, 0xffff_ffff)),
      now: () => WALL_MS + clock.now + skew,
      timer: (ms: number, callback: () => void) => this.loop.timer(ms, callback),
    }
    this.clientId = newClientId(random)
    this.browser = browser
    this.#journal = browser.disk.port()
    this.connection = new SimConnection(network, this.loop, () => reachable(this))
    this.dialer = new SimDialer(network, this.loop, () => this.peerId)
    this.session = new Session({
      env,
      signaling: this.connection,
      dialers: { direct: this.dialer, relay: new RelayDialer({ env, wire: this.connection }) },
      roomId,
      userName,
      userKey: browser.userKey,
      clientId: this.clientId,
      journal: inLoop(this.#journal, this.loop),
      makeVault: (options) => new Vault(options),
      ...(keep && { keep }),
      ...(keys && { keys }),
      ...(early && { early: (then) => void early(this).then((log) => this.loop.run(() => then(log))) }),
      ...(!cursors && { timings: { ...TIMINGS, cursor: NEVER_MS } }),
      entered: ({ self }) => {
        this.peerId = self
      },
    })
    this.watch = new Watch(this.session)
    this.session.on((event) => {
      if (event.type === 'change') {
        this.shown.set(event.file, event.changes.apply(this.textOf(event.file)))
        this.#goTo(this.cursor && mapCursor(this.cursor, event))
      }
      if (event.type === 'loaded') this.loaded = true
    })
    this.session.start()
  }

  get alive(): boolean {
    return this.loop.alive
  }

  /** What the editor of a file shows. */
  textOf(file: FileId): Text {
    return this.shown.get(file) ?? Text.empty
  }

  edit(file: FileId, from: number, to: number, insert: string): void {
    const text = this.textOf(file)
    const changes = ChangeSet.of({ from, to, insert }, text.length)
    this.shown.set(file, changes.apply(text))
    this.session.edit(file, changes)
    // The caret of a bracket that closes itself is not where the edit ends.
    const typed = EditorSelection.single(from + insert.length - (insert.endsWith(')') ? 1 : 0))
    this.#goTo({ file, selection: typed, top: 0, length: text.length - (to - from) + insert.length })
    this.watch.edited()
  }

  /** The person goes to a place, and selects up to another. */
  select(file: FileId, anchor: number, head: number): void {
    const { length } = this.textOf(file)
    this.#goTo({ file, selection: EditorSelection.single(anchor, head), top: Math.min(anchor, head), length })
  }

  #goTo(cursor: Cursor | null): void {
    this.cursor = cursor
    this.session.presence.setCursor(cursor)
  }

  /** A change for which the session has no act of its own yet; what it sets besides makes it pushed. */
  set(change: WireSetting): void {
    edit(this.session.replica, change, mayJoin)
    const files = this.session.files()
    const file = files.at(-1)
    if (file) this.session.setLineEnd(file.file, file.lineEnd === '\n' ? '\r\n' : '\n')
    this.watch.edited()
  }

  /** The browser dies. */
  kill(): void {
    this.#journal.die()
    this.connection.kill()
    this.dialer.breakOff()
    this.loop.kill()
  }

  /** The tab is closed. */
  leave(): void {
    this.session.leave()
    this.loop.kill()
  }
}

/** What the disk says reaches the page in its turn. */
const inLoop = (port: DiskPort, loop: PageLoop): JournalPort => ({
  open: ({ found, ready }) =>
    port.open({
      found: (image, forget) => loop.run(() => found(image, forget)),
      ready: (works) => loop.run(() => ready(works)),
    }),
  write: (write, done) => port.write(write, (written) => loop.run(() => done(written))),
  clear: () => port.clear(),
  close: () => port.close(),
})
