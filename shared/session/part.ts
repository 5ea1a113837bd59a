import type { ContentKey } from '../access/content_key.ts'
import { type Epoch, NO_EPOCH, type PeerId, START } from '../base/ids.ts'
import { ok } from '../base/result.ts'
import type { User, Welcome } from '../protocol/messages.ts'
import type { Reason } from '../protocol/reasons.ts'
import type { ReplyBody, Standing } from '../protocol/signaling.ts'
import { noUpdate, versionOf } from '../room/replica.ts'
import type { Dialer, Link } from '../transport/link.ts'
import type { End } from '../transport/secured_link.ts'
import type { Context } from './context.ts'
import { Following } from './following.ts'
import { Hosting } from './hosting.ts'
import type { KeysPort } from './keys_port.ts'
import { type PeerLink, pathOf } from './link_report.ts'
import { Seen } from './seen.ts'
import { openStored, takeStored } from './stored_log.ts'

/** The server's word on who is host of which epoch, with the store's log for whoever has to take it. */
export type HostWord = Pick<ReplyBody<'join'>, 'epoch' | 'host' | 'stored'>

interface PartOptions {
  readonly context: Context
  readonly dialers: { readonly direct?: Dialer; readonly relay?: Dialer }
  /** The room's content is known, here or from the store. */
  readonly isLoaded: () => boolean
  /** This page was named host, but the store's log did not come along: it has to be asked for again. */
  readonly enterLater: () => void
  /** Somebody else than before is host. */
  readonly newHost: (host: PeerId) => void
  readonly keys: KeysPort | null
  /** The store has so many entries less than this browser saw saved. */
  readonly storeOlder: (missing: number) => void
}

/** Which part this page plays, host or guest, by the server's word; null of either while nobody is host. */
export class Part {
  readonly #options: PartOptions
  readonly #context: Context
  /** Links that came before this page knew that it is host. */
  readonly #parked = new Set<Link>()
  readonly #seen: Seen
  #current: Hosting | Following | null = null
  #host: PeerId | null = null
  #epoch: Epoch = NO_EPOCH
  #divergences = 0
  /** The server's relay may be used. */
  relay = true

  constructor(options: PartOptions) {
    this.#options = options
    this.#context = options.context
    const { keys, storeOlder } = options
    this.#seen = new Seen({ ...options.context, keys, older: storeOlder })
  }

  get current(): Hosting | Following | null {
    return this.#current
  }

  get hosting(): Hosting | null {
    return this.#current?.kind === 'hosting' ? this.#current : null
  }

  get following(): Following | null {
    return this.#current?.kind === 'following' ? this.#current : null
  }

  /** Whom this page can tell what is only news; null while there is nobody. */
  get way(): Hosting | Following | null {
    return this.following?.joined === false ? null : this.#current
  }

  /** The host that the server named last. */
  get host(): PeerId | null {
    return this.#host
  }

  /** The peers that this page is connected with, and how: a guest has one, its host. */
  get links(): readonly PeerLink[] {
    const { hosting, following } = this
    if (hosting) return hosting.links
    if (!following || following.path === null) return []
    return [{ peer: following.host, path: pathOf(following.path), latency: following.latency }]
  }

  /** Why there is no way to the host; `relayOff` when it is that no direct one was found and the relay is off. */
  get obstacle(): Reason | null {
    const reason = this.following?.obstacle ?? null
    return reason === 'unreachable' && !this.relay ? 'relayOff' : reason
  }

  get divergences(): number {
    return this.#divergences + (this.following?.divergences ?? 0)
  }

  /** Plays the part that the word gives this page; a word about an older epoch is old news. */
  take({ epoch, host, stored }: HostWord, self: PeerId | null): void {
    if (epoch < this.#epoch) return
    const before = this.#host
    this.#epoch = epoch
    this.#host = host
    if (host !== null && host === self) this.#beHost(epoch, stored)
    else {
      if (this.hosting) this.stop('hostChanged')
      if (stored) this.takeEarly(stored)
      if (host !== null) this.#follow(host, epoch)
    }
    if (before !== null && host !== null && host !== before) this.#options.newHost(host)
  }

  /** What the store holds, for a page that knows nothing of the room yet; the host's welcome goes on from there. */
  takeEarly(stored: Uint8Array): void {
    if (versionOf(this.#context.replica) === 0 && !this.#options.isLoaded()) this.#takeStored(stored)
  }

  stop(reason: Reason): void {
    if (reason === 'left') this.#seen.leave()
    this.#set(null, reason)
  }

  /** What is saved, or who may read it, may differ. */
  changed(): void {
    this.#seen.changed()
  }

  /** Others are in the room now. A host that came back is dialled at once, however long its guest meant to wait. */
  usersChanged(before: readonly User[]): void {
    this.hosting?.usersChanged()
    const host = this.following?.host
    const has = (users: readonly User[]): boolean => users.some(({ peerId }) => peerId === host)
    if (host !== undefined && has(this.#context.users()) && !has(before)) this.following?.retryNow()
  }

  /** The key to a private room that counts now is here. */
  unlocked(): void {
    const key = this.#context.privacy.vault?.key
    if (key) this.#current?.keyChanged(key)
    this.#context.changed()
  }

  /** Hands the next key of a private room to its host. */
  shareKey(key: ContentKey): void {
    this.following?.shareKey(key)
  }

  /** Takes a link that somebody dialled to this page. */
  accept(link: Link): void {
    if (this.hosting) return this.hosting.accept(this.#secured(link, 'host'))
    const { env, timings } = this.#context
    this.#parked.add(link)
    env.timer(timings.park, () => {
      if (this.#parked.delete(link)) link.close('notHosting')
    })
  }

  /** Where this page stands, at once or after it heard from its host. */
  standing(answer: (standing: Standing) => void): void {
    const part = this.#current
    const { replica } = this.#context
    const standing = (vouches: boolean): Standing => ({
      epoch: replica.epoch,
      version: versionOf(replica),
      hosting: part?.kind === 'hosting' && part === this.#current,
      vouches: vouches && part === this.#current,
    })
    if (part?.kind === 'following') part.vouch((vouches) => answer(standing(vouches)))
    else answer(standing(false))
  }

  #beHost(epoch: Epoch, stored: Uint8Array | null): void {
    if (this.hosting?.epoch === epoch) return this.hosting.resume()
    this.stop('hostChanged')
    // Without the store's log nothing may be committed: what it holds is asked for again.
    const taken = stored && this.#takeStored(stored)
    if (!taken) return this.#options.enterLater()
    this.#context.replica.epoch = epoch
    this.#set(new Hosting(this.#context, epoch, taken.snapshot?.version ?? START), 'hostChanged')
    this.#context.loaded()
    for (const link of this.#parked) this.accept(link)
    this.#parked.clear()
  }

  #follow(host: PeerId, epoch: Epoch): void {
    const { direct, relay } = this.#options.dialers
    // The way to it may have been lost with the server.
    if (this.following?.host === host && this.following.epoch === epoch) return this.following.retryNow()
    this.stop('hostChanged')
    const dialers = {
      ...(direct && { direct: this.#securing(direct) }),
      ...(relay && this.relay && { relay: this.#securing(relay) }),
    }
    this.#set(new Following(this.#context, host, epoch, dialers), 'hostChanged')
  }

  /** A dialer whose links are those of this room: what its peer has to prove first depends on that. */
  #securing(dialer: Dialer): Dialer {
    return {
      path: dialer.path,
      dial: (peer, opened) =>
        dialer.dial(peer, (result) => opened(result.ok ? ok(this.#secured(result.value, 'guest')) : result)),
      accept: (accepted) => dialer.accept(accepted),
      stop: (reason) => dialer.stop(reason),
    }
  }

  #secured(link: Link, end: End): Link {
    return this.#context.privacy.vault?.secured(link, end, this.#epoch) ?? link
  }

  #set(part: Hosting | Following | null, reason: Reason): void {
    this.#divergences += this.following?.divergences ?? 0
    this.#current?.stop(reason)
    this.#current = part
    this.#context.partChanged()
  }

  /** What the store holds. Answers it where it made sense. */
  #takeStored(stored: Uint8Array): Welcome | null {
    const { env, replica, presence, privacy } = this.#context
    const opened = openStored(stored, privacy.vault)
    if (!opened.ok) {
      env.log('error', 'stored room', { reason: opened.reason, version: versionOf(replica) })
      return null
    }
    const update = noUpdate()
    presence.drift()
    this.#seen.stored(opened.value.saved)
    const reason = takeStored(replica, opened.value, update)
    this.#context.show(update)
    if (reason === null) this.#context.loaded()
    else env.log('error', 'stored room', { reason, version: versionOf(replica) })
    return reason === null || reason === 'storeBehind' ? opened.value : null
  }
}
