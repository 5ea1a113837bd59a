import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { plainPage } from '../http/page.ts'
import { failures } from '../http/schemas.ts'
import { sendTooFast } from '../http/too_fast.ts'
import type { Limits } from '../limits.ts'
import { errorBody } from '../refusal.ts'
import { accountOf, nameIn } from './claims.ts'
import { type Provider, ProviderAway, SignInRefused } from './provider.ts'
import { DONE_PATH, returnTo } from './return_to.ts'
import type { Session } from './session.ts'
import type { Sessions } from './sessions.ts'
import type { SignIns } from './sign_ins.ts'

/** When to try a provider again that is away, in seconds. */
const AWAY_S = 10
/** Whoever's provider tells no name. */
const NAMELESS = 'Somebody'

interface SignInRoutesOptions {
  readonly provider: Provider
  readonly sessions: Sessions
  readonly signIns: SignIns
  /** The page's origin. */
  readonly publicUrl: string
  readonly limits: Limits
  /** Under what a visitor is counted. */
  readonly visitor: (request: IncomingMessage) => string
}

const me = z.object({
  name: z.string(),
  ends_at: z.iso.datetime().describe('When one has to sign in again'),
})
const hidden = { schema: { hide: true } }

/** Tells who has to sign in, on every route in the same way. */
export const sendSignInNeeded = (reply: FastifyReply): FastifyReply =>
  reply
    .code(401)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(errorBody('signInNeeded'))

/** A page without script, for a browser that was sent here. */
const sendPage = (reply: FastifyReply, status: number, page: string): FastifyReply =>
  reply.code(status).type('text/html; charset=utf-8').send(page)

/** /auth/…: to sign in, to sign out, and who one is. */
export function serveSignIn(app: FastifyInstance, options: SignInRoutesOptions): void {
  const { provider, sessions, signIns, publicUrl, limits, visitor } = options
  const again = (to: string) => ({
    href: `${publicUrl}/auth/login?to=${encodeURIComponent(to)}`,
    text: 'Sign in',
  })

  const sendFailed = (reply: FastifyReply, thrown: unknown, to: string): FastifyReply => {
    if (thrown instanceof ProviderAway) {
      const words =
        'The sign-in provider does not answer. Nothing is lost; try again in a moment, or tell whoever runs this server.'
      const page = plainPage('Sign-in is not possible now', words, again(to))
      return sendPage(reply.header('retry-after', String(AWAY_S)), 503, page)
    }
    if (!(thrown instanceof SignInRefused)) throw thrown
    const words =
      'The provider did not confirm who you are, or this sign-in was not begun in this browser, took too long, or was finished already. Begin again.'
    return sendPage(reply, 400, plainPage('You are not signed in', words, again(to)))
  }

  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url?.startsWith('/auth/')) reply.header('cache-control', 'no-store')
  })

  app.get('/auth/login', hidden, async (request: FastifyRequest, reply) => {
    const to = returnTo(new URLSearchParams(queryOf(request)).get('to'))
    try {
      const { url, pending } = await provider.begin()
      reply.header('set-cookie', await signIns.begin(request.headers.cookie, { ...pending, to }))
      return reply.redirect(url.href, 302)
    } catch (thrown) {
      return sendFailed(reply, thrown, to)
    }
  })

  app.get('/auth/callback', hidden, async (request: FastifyRequest, reply) => {
    // Each attempt costs the provider work too: who fails often waits.
    const wait = await limits.untilFree('misses', visitor(request.raw))
    if (wait > 0) return sendTooFast(reply, wait)
    const query = queryOf(request)
    const state = new URLSearchParams(query).get('state')
    const { signIn, header } = await signIns.take(request.headers.cookie, state)
    reply.header('set-cookie', header)
    try {
      if (signIn === null) throw new SignInRefused('not begun here')
      const claims = await provider.finish(query, signIn)
      reply.header('set-cookie', await sessions.begin(accountOf(claims), nameIn(claims) ?? NAMELESS))
      return reply.redirect(signIn.to, 302)
    } catch (thrown) {
      if (thrown instanceof SignInRefused) await limits.wait(['misses', visitor(request.raw)])
      return sendFailed(reply, thrown, signIn?.to ?? '/')
    }
  })

  app.get(DONE_PATH, hidden, (_request, reply) =>
    sendPage(reply, 200, plainPage('You are signed in', 'Close this tab and go back to your room.')),
  )

  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.get(
    '/auth/me',
    { schema: { summary: 'Who is signed in', response: { 200: me, ...failures } } },
    async (request, reply) => {
      const session = await sessions.sessionOf(request.headers.cookie)
      return session === null ? sendSignInNeeded(reply) : meOf(session)
    },
  )

  app.post('/auth/logout', hidden, async (request, reply) => {
    // Only the page itself: no other site signs anybody out.
    if ((request.headers.origin ?? publicUrl) !== publicUrl)
      return reply.code(403).send(errorBody('notAllowed'))
    return reply
      .header('set-cookie', sessions.end(await sessions.sessionOf(request.headers.cookie)))
      .code(204)
      .send()
  })
}

const meOf = ({ name, endsAt }: Session): z.output<typeof me> => ({
  name,
  ends_at: new Date(endsAt).toISOString(),
})

/** What follows the question mark of a request's address. */
const queryOf = ({ raw: { url = '' } }: FastifyRequest): string =>
  url.includes('?') ? url.slice(url.indexOf('?') + 1) : ''
