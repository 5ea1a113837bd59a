import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Overview } from '../../shared/protocol/overview.ts'
import { Cookie } from '../auth/cookies.ts'
import { sendSignInNeeded } from '../auth/sign_in_routes.ts'
import { sendUnbuiltPage } from '../http/page.ts'
import type { TokenGuard } from '../http/token_guard.ts'
import { sendTooFast } from '../http/too_fast.ts'
import { errorBody } from '../refusal.ts'
import { type AdminSessions, SESSION_S } from './admin_sessions.ts'

/** Where the built page is, in the folder of all pages. */
const INDEX = 'admin/index.html'

interface AdminRoutesOptions {
  readonly guard: TokenGuard
  readonly sessions: AdminSessions
  readonly clientDir: string
  /** Whether a request comes from a page of this server, or from no page. */
  readonly isOurs: (request: FastifyRequest['raw']) => boolean
  /** With what was sampled after that time, in milliseconds since 1970. */
  readonly overview: (after: number) => Overview
}

const shown = z.object({ token: z.string().max(4_096) })
const since = z.object({ after: z.coerce.number().int().nonnegative().default(0) })
const COOKIES = { plain: new Cookie('admin', false, 'strict'), secure: new Cookie('admin', true, 'strict') }

/** Over https no plain connection can set or read it. */
const cookieOf = ({ protocol }: FastifyRequest): Cookie =>
  protocol === 'https' ? COOKIES.secure : COOKIES.plain

/** /admin: the page for whoever runs the server, its sign-in, and what it shows. */
export function serveAdmin(app: FastifyInstance, options: AdminRoutesOptions): void {
  const { guard, sessions, isOurs } = options
  const file = path.resolve(options.clientDir, INDEX)
  const page = existsSync(file) ? readFileSync(file, 'utf8') : null
  const idOf = (request: FastifyRequest) => cookieOf(request).read(request.headers.cookie)
  const hidden = { schema: { hide: true } }
  const sendPage = (_request: FastifyRequest, reply: FastifyReply) =>
    page === null
      ? sendUnbuiltPage(reply)
      : reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page)
  app.get('/admin', hidden, sendPage)
  app.get('/admin/', hidden, sendPage)

  app.addHook('onRequest', async (request, reply) => {
    const { url } = request.routeOptions
    if (url !== '/admin/session' && url !== '/admin/overview') return
    reply.header('cache-control', 'no-store')
    if (!isOurs(request.raw)) return reply.code(403).send(errorBody('notAllowed'))
  })
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.post('/admin/session', { schema: { hide: true, body: shown } }, async (request, reply) => {
    const right = await guard.check(request.raw, request.body.token)
    if (typeof right === 'object') return sendTooFast(reply, right.wait)
    if (!right) return reply.code(403).send(errorBody('notAllowed'))
    sessions.end(idOf(request))
    return reply.header('set-cookie', cookieOf(request).keep(sessions.begin(), SESSION_S)).code(204).send()
  })
  app.delete('/admin/session', hidden, async (request, reply) => {
    sessions.end(idOf(request))
    return reply.header('set-cookie', cookieOf(request).remove()).code(204).send()
  })
  typed.get('/admin/overview', { schema: { hide: true, querystring: since } }, async (request, reply) => {
    if (!sessions.holds(idOf(request))) return sendSignInNeeded(reply)
    return options.overview(request.query.after)
  })
}
