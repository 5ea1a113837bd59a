import type { Socket } from 'node:net'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Env } from '../../shared/base/env.ts'
import { BODY_BYTES } from '../../shared/protocol/limits.ts'
import type { Config } from '../config.ts'
import { fault } from '../node_env.ts'
import { trustOf } from '../origins.ts'
import { errorBody } from '../refusal.ts'
import { type HttpFailure, toFailure } from './errors.ts'
import { sendMissingPage } from './page.ts'
import { CONTENT_POLICY } from './policy.ts'

const REQUEST_TIMEOUT_MS = 30_000
const CONNECTION_TIMEOUT_MS = 60_000
const MINUTE_MS = 60_000

/** Paths that answer JSON whatever happens. */
const isApi = (url: string) => /^\/(api(\/|\?|$)|healthz|autocomplete(\?|$))/.test(url)

const sendFailure = (reply: FastifyReply, { status, code }: HttpFailure): FastifyReply =>
  reply.code(status).type('application/json; charset=utf-8').serializer(JSON.stringify).send(errorBody(code))

/**
 * Fastify with everything that holds for every route: security headers, limits, validation, and answers to what
 * is wrong, which are always `{error: {code, message}}`. Routes are added afterwards.
 */
export async function createApp(config: Config, env: Env): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    trustProxy: trustOf(config.trustProxy),
    bodyLimit: BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    forceCloseConnections: true,
    return503OnClosing: false,
    frameworkErrors: (error, _request, reply) => {
      sendFailure(reply, toFailure(error))
    },
    clientErrorHandler: (error, socket) => refuseRaw(error, socket),
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler((error: Error, _request, reply) => {
    const failure = toFailure(error)
    if (failure.status === 500) env.log('error', 'http failed', fault(error))
    return sendFailure(reply, failure)
  })

  // HSTS is for whoever has a certificate, which is the proxy in front; the policy is set below.
  await app.register(helmet, { contentSecurityPolicy: false, strictTransportSecurity: false })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('content-security-policy', CONTENT_POLICY)
    if (isApi(request.url)) reply.header('cache-control', 'no-store')
  })
  if (config.origins.length > 0) {
    await app.register(cors, {
      origin: [...config.origins],
      methods: ['GET', 'HEAD', 'POST'],
      exposedHeaders: ['link'],
    })
  }
  const { httpPerMinute, autocompletePerMinute } = config.rates
  const limited = httpPerMinute > 0
  if (limited || autocompletePerMinute > 0) {
    await app.register(rateLimit, { global: limited, max: httpPerMinute, timeWindow: MINUTE_MS })
  }
  app.setNotFoundHandler(limited ? { preHandler: app.rateLimit() } : {}, sendMissing)

  await app.register(swagger, {
    openapi: {
      info: { title: 'Tandem', description: 'What the signaling server answers over HTTP', version: '1' },
    },
    transform: jsonSchemaTransform,
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger())
  return app
}

function sendMissing(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const page = (request.method === 'GET' || request.method === 'HEAD') && !isApi(request.url)
  return page ? sendMissingPage(reply) : sendFailure(reply, { status: 404, code: 'notFound' })
}

/** Answers what Node itself could not read as HTTP. */
function refuseRaw(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [status, code] = rawFailure(error.code)
  const body = JSON.stringify(errorBody(code))
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}

function rawFailure(code: string | undefined) {
  if (code === 'HPE_HEADER_OVERFLOW') return ['431 Request Header Fields Too Large', 'tooLarge'] as const
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return ['408 Request Timeout', 'slow'] as const
  return ['400 Bad Request', 'malformed'] as const
}
