import type { ClientId, Epoch, Seq, Version } from '../../shared/base/ids.ts'
import type { Entry, Identity } from '../../shared/room/entry.ts'
import { versionOf } from '../../shared/room/replica.ts'
import type { Session } from '../../shared/session/session.ts'
import type { StatusPath } from '../../shared/session/status.ts'

/** What one page has been through so far. */
export class Watch {
  readonly #session: Session
  /** The last seq of each author that this page ever held, confirmed or pending. */
  readonly held = new Map<ClientId, Seq>()
  /** The edits that were made here without a host. */
  readonly offline: Identity[] = []
  #key = ''
  #epoch: Epoch | null = null
  #version = 0
  #tail: { readonly entry: Entry; readonly version: Version } | null = null
  #path: StatusPath = 'none'
  forks = 0
  relays = 0
  upgrades = 0
  /** The length of the log fell although the epoch stayed. */
  fell = false

  constructor(session: Session) {
    this.#session = session
    session.on((event) => {
      if (event.type === 'status') this.#moved(session.status().path)
    })
  }

  /** An edit was made here. */
  edited(): void {
    const last = this.#session.replica.pending.at(-1)
    if (last && this.#session.status().path === 'none')
      this.offline.push({ clientId: last.clientId, seq: last.seq })
  }

  /** To be called after every step. Answers whether something happened to the room here. */
  look(): boolean {
    const { replica } = this.#session
    const version = versionOf(replica)
    const key = `${replica.epoch} ${version} ${replica.pending.length} ${replica.self.nextSeq}`
    if (key === this.#key) return false
    this.#key = key
    this.fell ||= replica.epoch === this.#epoch && version < this.#version
    this.#epoch = replica.epoch
    this.#version = version
    const tail = this.#tail
    if (tail && tail.version > replica.log.start) {
      const now = replica.log.entries[tail.version - 1 - replica.log.start]
      if (now?.epoch !== tail.entry.epoch) this.forks += 1
    }
    const entry = replica.log.entries.at(-1)
    this.#tail = entry ? { entry, version } : null
    for (const [clientId, seq] of replica.doc.seqs) this.#hold(clientId, seq)
    for (const { clientId, seq } of replica.pending) this.#hold(clientId, seq)
    return true
  }

  #hold(clientId: ClientId, seq: Seq): void {
    if (seq > (this.held.get(clientId) ?? -1)) this.held.set(clientId, seq)
  }

  #moved(path: StatusPath): void {
    if (path === this.#path) return
    if (path === 'relay') this.relays += 1
    if (path === 'direct' && this.#path === 'relay') this.upgrades += 1
    this.#path = path
  }
}
