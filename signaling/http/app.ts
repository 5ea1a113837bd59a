import cors from '@fastify/cors'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Env } from '../../shared/base/env.ts'
import { BODY_BYTES } from '../../shared/protocol/limits.ts'
import type { Config } from '../config/config.ts'
import type { Limits } from '../limits.ts'
import type { Meter } from '../metrics/meter.ts'
import { fault } from '../node_env.ts'
import { trustOf, visitorOf } from '../origins.ts'
import { errorBody } from '../refusal.ts'
import { followAt, requestIdsOf } from '../trace.ts'
import { countAnswers } from './count_answers.ts'
import { type HttpFailure, toFailure } from './errors.ts'
import { sendMissingPage } from './page.ts'
import { SecureResponse } from './policy.ts'
import { refuseRaw } from './raw.ts'
import { sendTooFast } from './too_fast.ts'
import { traceRequests } from './trace_requests.ts'

/** How long slow visitors are waited for, in milliseconds. */
export interface Patience {
  /** For the head of a request, also for the first byte on a new connection. */
  readonly headMs: number
  /** For a whole request. */
  readonly requestMs: number
  /** For a connection on which nothing moves. */
  readonly idleMs: number
  /** Between two looks for what has taken too long. */
  readonly lookMs: number
}

export const PATIENCE: Patience = { headMs: 10_000, requestMs: 30_000, idleMs: 60_000, lookMs: 2_500 }

/** Paths that answer JSON whatever happens. */
const isApi = (url: string) => /^\/(api(\/|\?|$)|healthz|readyz|metrics|autocomplete(\?|$))/.test(url)

const sendFailure = (reply: FastifyReply, { status, code }: HttpFailure): FastifyReply =>
  reply.code(status).type('application/json; charset=utf-8').serializer(JSON.stringify).send(errorBody(code))

/**
 * Fastify with everything that holds for every route: security headers, limits, validation, and answers to what
 * is wrong, which are always `{error: {code, message}}`. Routes are added afterwards.
 */
export async function createApp(
  config: Config,
  env: Env,
  limits: Limits,
  meter: Meter,
  patience: Patience = PATIENCE,
): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    requestIdHeader: false,
    genReqId: requestIdsOf(config.trustProxy),
    trustProxy: trustOf(config.trustProxy),
    bodyLimit: BODY_BYTES,
    requestTimeout: patience.requestMs,
    connectionTimeout: patience.idleMs,
    http: {
      ServerResponse: SecureResponse,
      headersTimeout: patience.headMs,
      requestTimeout: patience.requestMs,
      connectionsCheckingInterval: patience.lookMs,
    },
    forceCloseConnections: true,
    return503OnClosing: false,
    frameworkErrors: (error, _request, reply) => {
      sendFailure(reply, toFailure(error))
    },
    clientErrorHandler: (error, socket) => {
      const reason = refuseRaw(error, socket)
      if (reason) meter.refused(reason, 'http')
    },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler((error: Error, request, reply) => {
    const failure = toFailure(error)
    if (failure.status === 500) env.log('error', 'http failed', { request: request.id, ...fault(error) })
    return sendFailure(reply, failure)
  })

  traceRequests(app, env, followAt(config.logLevel))
  countAnswers(app, meter)
  app.addHook('onRequest', async (request, reply) => {
    if (isApi(request.url)) reply.header('cache-control', 'no-store')
  })
  if (config.origins.length > 0) {
    await app.register(cors, {
      origin: [...config.origins],
      methods: ['GET', 'HEAD', 'POST'],
      exposedHeaders: ['link', 'retry-after', 'x-request-id'],
    })
  }
  const visitor = visitorOf(config.trustProxy)
  // Also for what is not there.
  app.addHook('onRequest', async (request, reply) => {
    const wait = await limits.wait(['http', visitor(request.raw)])
    if (wait > 0) return sendTooFast(reply, wait)
  })
  app.setNotFoundHandler(sendMissing)

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
