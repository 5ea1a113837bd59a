import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Env } from '../../shared/base/env.ts'
import type { AuthConfig } from '../config/config.ts'
import type { Limits } from '../limits.ts'
import type { VisitStore } from '../store/visits.ts'
import { Cookie } from './cookies.ts'
import { serveMyRooms } from './my_rooms.ts'
import { Provider } from './provider.ts'
import type { Gate } from './session.ts'
import { Sessions } from './sessions.ts'
import { sendSignInNeeded, serveSignIn } from './sign_in_routes.ts'
import { SignIns } from './sign_ins.ts'

const MARK = '<meta name="tandem-sign-in" content="oidc">'
/** The description of the interface tells nothing of anybody. */
const OPEN_TO_ALL = '/api/openapi.json'

interface ServeOptions {
  readonly limits: Limits
  /** Under what a visitor is counted. */
  readonly visitor: (request: IncomingMessage) => string
  readonly visits: VisitStore
}

export interface Auth {
  /** What tells the page, in its head, that one signs in here. */
  readonly mark: string
  readonly gate: Gate
  /** Adds its routes, and has every route below `/api` that is added later ask for a session. */
  serve(app: FastifyInstance, options: ServeOptions): void
}

/** Sign-in by an OpenID Connect provider, which need not be there yet. Only who asks for it loads what it needs. */
export async function openAuth(config: AuthConfig, env: Env): Promise<Auth> {
  const [client, jose] = await Promise.all([import('openid-client'), import('jose')])
  const { publicUrl, sessionSecret: secret, sessionHours: hours } = config
  const { now } = env
  const cookie = (name: string) => new Cookie(name, publicUrl.startsWith('https:'))
  const sessions = new Sessions({ jose, cookie: cookie('session'), secret, hours, now })
  const signIns = new SignIns({ jose, cookie: cookie('sign_in'), secret, now })
  const redirectUri = `${publicUrl}/auth/callback`
  const provider = new Provider({ config, client, jose, env, redirectUri })
  return {
    mark: MARK,
    gate: sessions,
    serve(app, { limits, visitor, visits }) {
      serveSignIn(app, { provider, sessions, signIns, publicUrl, limits, visitor })
      app.addHook('onRequest', async (request, reply) => {
        const { url } = request.routeOptions
        if (!url?.startsWith('/api/') || url === OPEN_TO_ALL) return
        if ((await sessions.sessionOf(request.headers.cookie)) === null) return sendSignInNeeded(reply)
      })
      serveMyRooms(app, sessions, visits)
    },
  }
}
