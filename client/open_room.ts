import { bearerOf } from '../shared/access/secrets.ts'
import { newClientId, type RoomId } from '../shared/base/ids.ts'
import type { KeysPort } from '../shared/session/keys_port.ts'
import { Session } from '../shared/session/session.ts'
import type { SessionPort } from '../shared/session/session_port.ts'
import { browserEnv } from './edge/browser_env.ts'
import { takeEarly } from './edge/early_log.ts'
import { IdentityStore } from './edge/identity_store.ts'
import { JournalStore } from './edge/journal_store.ts'
import { Network } from './edge/network.ts'
import { PageReports } from './edge/page_reports.ts'
import { PRIVATE_CODE } from './edge/private_code.ts'

/** A room's session, ready to start, and what belongs to it. */
export interface OpenedRoom {
  readonly session: SessionPort
  /** Takes a name for everyone at once and for the next visit; does nothing when it is none. */
  rename(name: string): void
  /** The network is back or the page is in front again: tries at once what would have waited. */
  wake(): void
  /** Leaves the room and lets go of the network. */
  leave(): void
}

/**
 * Puts a session together from the browser's parts. Nothing happens until it is started. Of a room that is known to be
 * private only once the code for that is here.
 */
export function openRoom(roomId: RoomId, keys: KeysPort): OpenedRoom {
  const env = browserEnv()
  const secret = keys.ownerKey() ?? keys.linkSecret()
  const bearer = secret === null ? null : bearerOf(secret, roomId)
  const identity = new IdentityStore(() => localStorage, env.random)
  const network = new Network({ env, privateCode: PRIVATE_CODE })
  const { signaling, dialers } = network
  const session = new Session({
    env,
    signaling,
    dialers,
    roomId,
    userName: identity.userName,
    userKey: identity.userKey,
    clientId: newClientId(env.random),
    keys,
    makeVault: PRIVATE_CODE.makeVault,
    journal: new JournalStore(env, roomId),
    early(then) {
      // Without the key there is nothing to be read in it; the server's answer to the join opens both.
      if (keys.isPrivate() && keys.contentKey() === null) then(null)
      else void takeEarly(roomId, bearer).then(then)
    },
    entered(reply) {
      network.entered(reply)
      reports.entered()
    },
  })
  const reports = new PageReports({ env, session, send: (report, then) => signaling.report(report, then) })
  return {
    session,
    rename(name) {
      const kept = identity.rename(name)
      if (kept !== null) session.setUserName(kept)
    },
    wake() {
      signaling.reconnectNow()
      session.wake()
    },
    leave() {
      reports.stop()
      session.leave()
      network.stop()
    },
  }
}
