import type { Language } from '../protocol/language.ts'
import type { Reason } from '../protocol/reasons.ts'
import { type Replica, versionOf } from '../room/replica.ts'
import type { Part } from './part.ts'
import type { People } from './people.ts'
import type { Rights } from './rights.ts'
import type { Facts } from './status_report.ts'

interface Session {
  readonly loaded: boolean
  readonly denied: Reason | null
  readonly server: boolean
  readonly language: Language
  readonly kept: boolean
  readonly part: Part
  readonly people: People
  readonly rights: Rights
  readonly replica: Replica
}

/** What the parts of a session know, for its status. */
export function factsOf(session: Session): Facts {
  const { loaded, denied, server, language, kept, part, people, rights, replica } = session
  const { hosting, following, host, obstacle } = part
  const path = hosting ? 'hosting' : following?.path
  return {
    loaded,
    path: path === 'hosting' || path === 'direct' || path === 'relay' ? path : path ? 'direct' : 'none',
    latency: following?.latency ?? null,
    self: people.self,
    user: people.selfUser?.userId ?? null,
    host,
    guests: hosting?.peers.length ?? 0,
    obstacle,
    denied,
    epoch: replica.epoch,
    version: versionOf(replica),
    saved: replica.saved,
    pending: replica.pending.length,
    role: rights.role,
    server,
    language,
    kept,
  }
}
