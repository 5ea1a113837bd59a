import type { ClientId, PeerId } from '../base/ids.ts'
import type { Role } from '../protocol/change.ts'
import type { Language } from '../protocol/language.ts'
import type { Edit } from '../room/entry.ts'
import type { ViewUpdate } from '../room/replica.ts'
import type { People } from './people.ts'
import { insertedText } from './refusal.ts'
import type { Notice } from './status.ts'

interface AnnouncerOptions {
  readonly clientId: ClientId
  readonly people: People
  readonly language: () => Language
  /** Whether this page's person wrote it, under whatever author. */
  readonly isMine: (edit: Edit) => boolean
  /** Entries under this page's name that it never made, so far. */
  readonly forged: () => number
  readonly notice: (notice: Notice) => void
}

/** Says what of all that happens is worth a line to the person. */
export class Announcer {
  readonly #options: AnnouncerOptions
  #role: Role | null = null
  #forged = 0

  constructor(options: AnnouncerOptions) {
    this.#options = options
  }

  /** What came in: another language, and what was refused of this person's own. */
  shown(update: ViewUpdate): void {
    const { clientId, people, language, isMine, forged, notice } = this.#options
    if (forged() > this.#forged) notice({ kind: 'forged' })
    this.#forged = forged()
    if (update.languageBy !== null && update.languageBy !== clientId) {
      const userName = people.byAuthor(update.languageBy)?.userName ?? null
      notice({ kind: 'language', userName, language: language() })
    }
    for (const { edit: refused, reason } of update.refused)
      if (isMine(refused)) notice({ kind: 'refused', reason, text: insertedText(refused) })
  }

  newHost(host: PeerId): void {
    const { people, notice } = this.#options
    const userName = people.nameOf(host)
    if (userName !== null) notice({ kind: 'host', userName, self: host === people.self })
  }

  /** What this person may do now. The first word on it is no news, nor that a room is one's own. */
  role(role: Role): void {
    const before = this.#role
    this.#role = role
    if (before === null || before === role || role === 'owner') return
    this.#options.notice({ kind: 'role', role })
  }
}
