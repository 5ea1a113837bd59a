import { type ChangeSet, EditorSelection, Text } from '@codemirror/state'
import { expect } from 'vitest'
import type { LogFields } from '../../shared/base/env.ts'
import {
  asEpoch,
  asVersion,
  type ClientId,
  MAIN_FILE,
  type PeerId,
  type RoomId,
  START,
  type UserId,
} from '../../shared/base/ids.ts'
import type { ShownCursor } from '../../shared/presence/cursor_table.ts'
import { DEFAULT_LANGUAGE } from '../../shared/protocol/language.ts'
import type { Message, User, Welcome } from '../../shared/protocol/messages.ts'
import { type CloseReason, REASONS, type Reason } from '../../shared/protocol/reasons.ts'
import type {
  Failure,
  Reply,
  ReplyBody,
  Request,
  ServerLimits,
  Standing,
} from '../../shared/protocol/signaling.ts'
import { type Cursor, followEdit, mapCursor } from '../../shared/room/cursor.ts'
import { Channel } from '../../shared/session/channel.ts'
import type { KeysPort } from '../../shared/session/keys_port.ts'
import { Session } from '../../shared/session/session.ts'
import type { SessionOptions } from '../../shared/session/session_options.ts'
import type { SessionEvent } from '../../shared/session/session_port.ts'
import type { SignalingListener, SignalingPort } from '../../shared/session/signaling_port.ts'
import type { Notice } from '../../shared/session/status.ts'
import { Vault } from '../../shared/session/vault.ts'
import type { Dialer, Link } from '../../shared/transport/link.ts'
import { LoopbackHub } from '../../shared/transport/loopback.ts'
import { storedWelcome } from '../../signaling/rooms/stored_room.ts'
import type { StoredRoom } from '../../signaling/store/room_store.ts'
import { type DiskPort, JournalDisk } from './journal_disk.ts'
import { replacing } from './room_story.ts'
import { VirtualClock } from './virtual_clock.ts'

type Name = Parameters<SignalingPort['request']>[0]
interface Asked {
  readonly name: Name
  readonly body: unknown
  readonly replied: (reply: never) => void
  answered: boolean
}

export const peerOf = (name: string): PeerId => `peer-${name}` as PeerId
const clientOf = (name: string): ClientId => `client-${name}` as ClientId

const NAMES: string[] = []
/** A person as the server tells of them; their ids are made of their name. */
export function userNamed(name: string): User {
  if (!NAMES.includes(name)) NAMES.push(name)
  return {
    peerId: peerOf(name),
    clientId: clientOf(name),
    userId: `user-${name}` as UserId,
    userName: name,
    color: NAMES.indexOf(name),
  }
}

export const failure = (code: Reason, retryAfter?: number): Failure => ({
  ok: false,
  error: { code, message: REASONS[code], ...(retryAfter !== undefined && { retryAfter }) },
})

/** The server as one page sees it. Says only what the test says, but for `saves`. */
export class ScriptedServer implements SignalingPort {
  readonly #scene: SessionScene
  #listener: SignalingListener | null = null
  #up = false
  readonly asked: Asked[] = []
  /** While true, appends are taken into the scene's store, and acknowledged after 5 ms. */
  saves = true
  closed = false

  constructor(scene: SessionScene) {
    this.#scene = scene
  }

  listen(listener: SignalingListener): void {
    this.#listener = listener
  }

  connect(): void {
    // The test says when the connection is up.
  }

  close(): void {
    this.closed = true
    this.#up = false
  }

  request<N extends Name>(name: N, body: Request<N>, replied: (reply: Reply<N>) => void): void {
    if (!this.#up) {
      this.#scene.clock.timer(0, () => replied(failure('lost')))
      return
    }
    const asked: Asked = { name, body, replied: replied as (reply: never) => void, answered: false }
    this.asked.push(asked)
    if (name === 'append' && this.saves)
      this.#scene.clock.timer(5, () => asked.answered || this.acknowledge())
  }

  get listener(): SignalingListener {
    if (!this.#listener) throw new Error('the session listens')
    return this.#listener
  }

  up(): void {
    this.#up = true
    this.listener.up()
  }

  /** The connection breaks: what was asked is lost. */
  down(): void {
    this.#up = false
    for (const asked of this.waiting()) this.#reply(asked, failure('lost'))
    this.listener.down()
  }

  /** What was asked and not answered yet. */
  waiting(name?: Name): Asked[] {
    return this.asked.filter((asked) => !asked.answered && (!name || asked.name === name))
  }

  /** Every append that was asked, answered or not: where it begins, and how many entries it has. */
  get appends(): { from: number; entries: number; epoch: number }[] {
    return this.asked
      .filter(({ name }) => name === 'append')
      .map(({ body }) => {
        const { from, entries, epoch } = body as Request<'append'>
        return { from, entries: entries.length, epoch }
      })
  }

  /** Answers the oldest question of that name. */
  answer<N extends Name>(name: N, reply: Reply<N>): void {
    const [asked] = this.waiting(name)
    if (!asked) throw new Error(`no ${name} waits for an answer`)
    this.#reply(asked, reply)
  }

  /** Takes the oldest append into the scene's store and says so. */
  acknowledge(): void {
    const [asked] = this.waiting('append')
    if (!asked) throw new Error('no append waits for an answer')
    const { epoch, from, entries } = asked.body as Request<'append'>
    const { stored } = this.#scene
    if (stored.epoch === epoch && stored.version === from)
      this.#scene.stored = {
        ...stored,
        version: asVersion(from + entries.length),
        entries: [...stored.entries, ...entries],
      }
    const { version, epoch: now } = this.#scene.stored
    this.#reply(asked, { ok: true, epoch: now, version })
  }

  /** Asks where the page stands. */
  standing(): { readonly answer: Standing | null } {
    const asked: { answer: Standing | null } = { answer: null }
    this.listener.standing({ epoch: asEpoch(0) }, (answer) => {
      asked.answer = answer
    })
    return asked
  }

  #reply(asked: Asked, reply: unknown): void {
    asked.answered = true
    asked.replied(reply as never)
  }
}

/** On what terms the server lets a page in. */
type Terms = Pick<ReplyBody<'join'>, 'limits' | 'rules' | 'made' | 'iceSeconds'>

interface PageOptions {
  /** What gives it a right to the room. */
  readonly keys?: KeysPort
  readonly relay?: boolean
  /** Where it keeps what is not saved. */
  readonly disk?: JournalDisk
  /** What the page is told of the store before it enters. */
  readonly early?: SessionOptions['early']
}

/** A page: the real session, the server that the test plays, and an editor that holds what it was shown. */
export class ScenePage {
  readonly name: string
  readonly session: Session
  readonly server: ScriptedServer
  readonly events: SessionEvent[] = []
  readonly logged: { event: string; fields: LogFields | undefined }[] = []
  readonly links: Link[] = []
  #shown = Text.empty
  #cursor: Cursor | null = null
  readonly #scene: SessionScene

  /** This page's place on a disk, where it has one. */
  readonly journal: DiskPort | null

  constructor(scene: SessionScene, name: string, { relay = false, disk, early, keys }: PageOptions = {}) {
    this.#scene = scene
    this.journal = disk?.port() ?? null
    this.name = name
    this.server = new ScriptedServer(scene)
    const env = scene.clock.env(scene.pages.length, (_level, event, fields) =>
      this.logged.push({ event, fields }),
    )
    this.session = new Session({
      env,
      signaling: this.server,
      dialers: {
        direct: this.#tapped(scene.direct.dialer(peerOf(name))),
        ...(relay && { relay: this.#tapped(scene.relay.dialer(peerOf(name))) }),
      },
      roomId: 'room' as RoomId,
      userName: name,
      userKey: 'k'.repeat(32),
      clientId: clientOf(name),
      makeVault: (options) => new Vault(options),
      ...(this.journal && { journal: this.journal }),
      ...(early && { early }),
      ...(keys && { keys }),
    })
    this.session.on((event) => {
      this.events.push(event)
      if (event.type !== 'change' || event.file !== MAIN_FILE) return
      this.#shown = event.changes.apply(this.#shown)
      this.#goTo(this.#cursor && mapCursor(this.#cursor, event))
    })
    this.session.start()
  }

  /** What the editor shows; it has to be what the session holds. */
  get text(): string {
    expect(this.#shown.sliceString(0)).toBe(this.session.text(MAIN_FILE).sliceString(0))
    return this.#shown.sliceString(0)
  }

  get notices(): Notice[] {
    return this.events.flatMap((event) => (event.type === 'notice' ? [event.notice] : []))
  }

  get state(): string {
    return this.session.status().state
  }

  type(at: number, insert: string, remove = 0): void {
    this.edit(replacing(this.#shown.length, at, remove, insert))
  }

  /** An edit in the editor, which leaves the caret behind the last thing typed, or wherever else `caret` says. */
  edit(changes: ChangeSet, caret?: number): void {
    this.#shown = changes.apply(this.#shown)
    this.session.edit(MAIN_FILE, changes)
    const moved = this.#cursor && followEdit(this.#cursor, { file: MAIN_FILE, changes })
    const at = caret === undefined ? null : EditorSelection.single(caret)
    this.#goTo(moved && at ? { ...moved, selection: at } : moved)
  }

  /** The editor's selection; from the first one on the editor keeps it and tells of it. */
  select(selection: EditorSelection | number, top = 0): void {
    const ranges = typeof selection === 'number' ? EditorSelection.single(selection) : selection
    this.#goTo({ file: MAIN_FILE, selection: ranges, top, length: this.#shown.length })
  }

  /** Where this page's own caret is. */
  get caret(): number | null {
    return this.#cursor?.selection.main.head ?? null
  }

  /** Where this page shows the carets of these people; null where it shows none. */
  caretsOf(...names: string[]): (number | null)[] {
    return names.map((name) => this.cursorOf(name)?.selection.main.head ?? null)
  }

  cursorOf(name: string): ShownCursor | null {
    return this.session.presence.cursors.find(({ user }) => user.userName === name) ?? null
  }

  #goTo(cursor: Cursor | null): void {
    this.#cursor = cursor
    if (cursor) this.session.presence.setCursor(cursor)
  }

  /** The connection comes up and the server answers the join. The store's log comes with it unless told not to. */
  enter(host: string | null, { epoch = 1, stored = true }: { epoch?: number; stored?: boolean } = {}): void {
    this.server.up()
    this.entered(host, { epoch, stored })
  }

  /** The server answers the join that waits. */
  entered(
    host: string | null,
    { epoch = 1, stored = true, ...terms }: Terms & { epoch?: number; stored?: boolean } = {},
  ): void {
    // A guest asks its host for a sign of life before it says where it stands.
    if (this.server.waiting('join').length === 0) this.#scene.run(800)
    const body: ReplyBody<'join'> = {
      peerId: peerOf(this.name),
      userId: userNamed(this.name).userId,
      epoch: asEpoch(epoch),
      host: host === null ? null : peerOf(host),
      iceServers: [],
      relay: true,
      stored: stored ? this.#scene.storedAt(epoch) : null,
      ...terms,
    }
    this.server.answer('join', { ok: true, ...body })
  }

  /** The server names another host; whoever becomes host gets the store's log. */
  hostChanged(host: string | null, epoch: number): void {
    this.server.listener.hostChanged({
      epoch: asEpoch(epoch),
      host: host === null ? null : peerOf(host),
      stored: host === this.name ? this.#scene.storedAt(epoch) : null,
    })
  }

  /** Every link of this page breaks. */
  breakLinks(): void {
    for (const link of this.links.splice(0)) link.close('lost')
  }

  #tapped(dialer: Dialer): Dialer {
    return {
      path: dialer.path,
      dial: (peer, opened) =>
        dialer.dial(peer, (result) => {
          if (result.ok) this.links.push(result.value)
          opened(result)
        }),
      accept: (accepted) =>
        dialer.accept((link) => {
          this.links.push(link)
          accepted(link)
        }),
      stop: (reason) => dialer.stop(reason),
    }
  }
}

/** The messages of one type. */
type MessageOf<T> = Message extends infer M
  ? M extends { type: infer U }
    ? T extends U
      ? M
      : never
    : never
  : never

/** One end of a link by hand: says what the test says, and keeps what it hears. */
export class Puppet {
  readonly heard: Message[] = []
  readonly #channel: Channel
  closed: CloseReason | null = null

  constructor(link: Link, author?: ClientId) {
    this.#channel = new Channel(link, author)
    this.#channel.listen({
      message: (message) => {
        // A guest's edits need no name on its link.
        if (message.type === 'join') this.#channel.author = message.clientId
        this.heard.push(message)
      },
      closed: (reason) => {
        this.closed = reason
      },
    })
  }

  say(message: Message): void {
    this.#channel.send(message)
  }

  /** Bytes as one message, whatever they are. */
  raw(message: Uint8Array): void {
    this.#channel.post(message)
  }

  close(reason: CloseReason): void {
    this.#channel.close(reason)
  }

  /** What it heard of one kind, the last one last. */
  of<T extends Message['type']>(type: T): MessageOf<T>[] {
    return this.heard.filter((message) => message.type === type) as MessageOf<T>[]
  }

  /** What it heard last, signs of life aside. */
  get last(): Message | undefined {
    return this.heard.filter(({ type }) => type !== 'ping' && type !== 'pong').at(-1)
  }
}

/** Real sessions on a clock that the test moves, links within this process, and a server that the test plays. */
export class SessionScene {
  readonly clock = new VirtualClock()
  readonly direct = new LoopbackHub(this.clock)
  readonly relay = new LoopbackHub(this.clock)
  readonly pages: ScenePage[] = []
  readonly #guests = new Map<string, Dialer>()
  stored: StoredRoom = {
    roomId: 'room' as RoomId,
    epoch: asEpoch(1),
    host: peerOf('nobody'),
    version: START,
    snapshotVersion: START,
    language: DEFAULT_LANGUAGE,
    createdAt: 0,
    updatedAt: 0,
    access: null,
    snapshot: null,
    entries: [],
  }

  page(name: string, options?: PageOptions): ScenePage {
    const page = new ScenePage(this, name, options)
    this.pages.push(page)
    return page
  }

  /** Pages of these people in one room: the first is host of epoch 1, the others have joined. */
  room(...names: string[]): ScenePage[] {
    return this.limited(undefined, ...names)
  }

  /** The same on a server with limits of its own. */
  limited(limits: ServerLimits | undefined, ...names: string[]): ScenePage[] {
    const pages = names.map((name) => this.page(name))
    const [host = ''] = names
    for (const page of pages) {
      page.server.up()
      this.members(...names)
      page.entered(host, limits && { limits })
    }
    this.run(200)
    for (const page of pages) expect(page.session.status().path).not.toBe('none')
    return pages
  }

  /** A browser's disk; what is done on it takes so many milliseconds. */
  disk(ms = 5): JournalDisk {
    return new JournalDisk((act) => this.clock.timer(ms, act))
  }

  /** The server tells every page who is in the room. */
  members(...names: string[]): void {
    for (const { server } of this.pages) server.listener.userJoined({ users: names.map(userNamed) })
  }

  run(ms = 50): void {
    this.clock.advance(ms)
  }

  /** The server begins an epoch: the store's log as whoever is host from now on gets it. */
  storedAt(epoch: number): Uint8Array {
    this.stored = { ...this.stored, epoch: asEpoch(Math.max(epoch, this.stored.epoch)) }
    return storedWelcome(this.stored, asEpoch(epoch))
  }

  /** A guest by hand, with an open link to a page; it has said nothing yet. */
  guest(name: string, host: string): Puppet {
    const dialer = this.#guests.get(name) ?? this.direct.dialer(peerOf(name))
    this.#guests.set(name, dialer)
    const puppets: Puppet[] = []
    dialer.dial(peerOf(host), (result) => {
      if (result.ok) puppets.push(new Puppet(result.value, clientOf(name)))
    })
    this.run()
    const [puppet] = puppets
    if (!puppet) throw new Error('the link opens')
    return puppet
  }

  /** A host by hand: a puppet for each link that is dialled to it. */
  hostByHand(name: string, hub = this.direct): Puppet[] {
    const puppets: Puppet[] = []
    hub.dialer(peerOf(name)).accept((link) => puppets.push(new Puppet(link)))
    return puppets
  }
}

export const joinOf = (name: string, part: Partial<Extract<Message, { type: 'join' }>> = {}): Message => ({
  type: 'join',
  epoch: asEpoch(0),
  version: START,
  floor: START,
  clientId: clientOf(name),
  runs: [],
  ...part,
})

export const welcomeOf = (epoch: number, part: Partial<Welcome> = {}): Welcome => ({
  type: 'welcome',
  epoch: asEpoch(epoch),
  from: START,
  snapshot: null,
  entries: [],
  saved: START,
  authors: [],
  clock: 1_000_000,
  ...part,
})
