import { newClientId, randomKey } from '../../shared/base/ids.ts'
import type { Reason } from '../../shared/protocol/reasons.ts'
import { userName } from '../../shared/protocol/signaling.ts'
import { Session } from '../../shared/session/session.ts'
import { Vault } from '../../shared/session/vault.ts'
import type { Wrtc } from '../edge/handshake.ts'
import { USER_KEY_CHARS } from '../edge/identity_store.ts'
import { KeysStore } from '../edge/keys_store.ts'
import { generateName } from '../edge/names.ts'
import { Network } from '../edge/network.ts'
import { claimOf, freshState } from '../state/new_room.ts'
import { isFinal } from './denials.ts'
import { JoinedSession } from './joined_session.ts'
import { libraryEnv } from './library_env.ts'
import { readPlace } from './place.ts'
import type { JoinOptions, TandemSession } from './session_api.ts'
import { SessionError } from './session_error.ts'

/** Who waits longer for a room's content gives up, in milliseconds. */
const TIMEOUT_MS = 30_000
/**
 * Joins a room like a browser does, and resolves once its content is known and its host reached. A room that is not there
 * yet is made, for everybody who knows its id. Rejects with `SessionError`: `badRoomId`, `badRequest` (the server's address) or `badName` for what makes no
 * sense, `unreachable` when the time is over, else with what the server answered.
 */
export async function createSession(options: JoinOptions): Promise<TandemSession> {
  const place = readPlace(options)
  if (!place.ok) throw new SessionError(place.reason)
  const { roomId, origin, ...opening } = place.value
  const env = libraryEnv(options.log)
  const name = userName.safeParse(options.name ?? generateName(env.random))
  if (!name.success) throw new SessionError('badName')
  const wrtc = options.wrtc as Wrtc | undefined
  const network = new Network({ env, url: origin, ...(wrtc && { wrtc }) })
  const session = new Session({
    env,
    signaling: network.signaling,
    dialers: network.dialers,
    roomId,
    userName: name.data,
    userKey: randomKey(env.random, USER_KEY_CHARS),
    clientId: newClientId(env.random),
    keys: new KeysStore(new Map(), env.random).forRoom(roomId, {
      ...opening,
      claim: claimOf(opening.isPrivate ? freshState(true) : null),
    }),
    makeVault: (vault) => new Vault(vault),
    entered: network.entered,
  })
  const end = (): void => {
    session.leave()
    network.stop()
  }
  const outcome = loaded(session, options.timeout ?? TIMEOUT_MS)
  session.start()
  const failed = await outcome
  if (failed === null) return new JoinedSession(session, roomId, env, end)
  end()
  throw new SessionError(failed)
}

/**
 * Null once the room's content is known, as its host has it or, when there is no way to a host in time, as it is stored;
 * why it will not be, otherwise.
 */
function loaded(session: Session, withinMs: number): Promise<Reason | null> {
  return new Promise((resolve) => {
    const settle = (reason: Reason | null): void => {
      stop()
      clearTimeout(timer)
      resolve(reason)
    }
    let isKnown = false
    const stop = session.on((event) => {
      const { denied, path } = session.status()
      isKnown ||= event.type === 'loaded'
      if (isKnown && path !== 'none') settle(null)
      else if (denied !== null && isFinal(denied)) settle(denied)
    })
    // Holds the process: somebody waits for this.
    const timer = setTimeout(() => settle(isKnown ? null : 'unreachable'), withinMs)
  })
}
