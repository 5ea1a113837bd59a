import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { parseRoomId } from '../../shared/base/ids.ts'

/** Files below these folders have a hash of their content in their name. */
const HASHED = /^(?:admin[\\/])?assets[\\/]/
/** Those of the administrator's page. */
const ADMIN = /^\/*admin(?:\/|$)/i
const INDEX = 'index.html'

/** A page without script, for what is not there and the like; all of it is ours. */
export const plainPage = (title: string, text: string, link = { href: '/', text: 'Tandem' }) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>${title}</title><h1>${title}</h1><p>${text}</p><p><a href="${link.href}">${link.text}</a></p></html>\n`

export const sendMissingPage = (reply: FastifyReply): FastifyReply =>
  reply.code(404).type('text/html; charset=utf-8').send(plainPage('Not found', 'There is nothing here.'))

export const sendUnbuiltPage = (reply: FastifyReply): FastifyReply =>
  reply
    .code(503)
    .type('text/html; charset=utf-8')
    .send(plainPage('Not built', 'This server has no page to show yet: it has to be built first.'))

/**
 * The built page: `/` and `/r/:room_id` answer index.html, everything else is a file, compressed when the build
 * made it so. A folder without index.html is a server that still lacks its page.
 *
 * @param mark what this server has to say in the head of its page
 * @param hasAdmin whether files of the administrator's page are there, too
 */
export async function servePage(
  app: FastifyInstance,
  clientDir: string,
  mark = '',
  hasAdmin = false,
): Promise<void> {
  const root = path.resolve(clientDir)
  const built = existsSync(path.join(root, INDEX))
  if (built) await serveFiles(app, root, hasAdmin)
  const marked =
    built && mark !== ''
      ? readFileSync(path.join(root, INDEX), 'utf8').replace('</head>', `${mark}</head>`)
      : null
  const sendIndex = (reply: FastifyReply) => {
    if (!built) return sendUnbuiltPage(reply)
    if (marked === null) return reply.sendFile(INDEX)
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(marked)
  }
  const hidden = { schema: { hide: true } }
  if (marked !== null) app.get(`/${INDEX}`, hidden, (_request, reply) => sendIndex(reply))
  app.get('/', hidden, (_request, reply) => sendIndex(reply))
  app.get('/r/:room_id', hidden, (request: FastifyRequest<{ Params: { room_id: string } }>, reply) =>
    parseRoomId(request.params.room_id) === null ? sendMissingPage(reply) : sendIndex(reply),
  )
}

async function serveFiles(app: FastifyInstance, root: string, hasAdmin: boolean): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    index: false,
    preCompressed: true,
    dotfiles: 'ignore',
    allowedPath: (file) => hasAdmin || !ADMIN.test(file),
    cacheControl: false,
    setHeaders: (reply, file) => {
      const hashed = HASHED.test(path.relative(root, file))
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}
