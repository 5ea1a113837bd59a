import type { IncomingMessage } from 'node:http'
import proxyAddr from '@fastify/proxy-addr'
import type { Config } from './config.ts'

type Trust = (address: string, hop: number) => boolean

/** Which proxies are believed: `hop` 0 is the one that connected to us. */
export function trustOf(setting: Config['trustProxy']): Trust {
  if (typeof setting === 'boolean') return () => setting
  if (typeof setting === 'number') return (_address, hop) => hop < setting
  return proxyAddr.compile([...setting])
}

/** The visitor's address, as far as the proxies are trusted. */
export const addressOf = (request: IncomingMessage, trust: Trust): string => proxyAddr(request, trust) ?? ''

/**
 * Whether a page may open a connection: it came from this server, or its origin is listed. Programs that are
 * not browsers send no origin and are let in; the check protects people's browsers, not the server.
 */
export function allowsOrigin(request: IncomingMessage, allowed: readonly string[], trust: Trust): boolean {
  const origin = request.headers.origin
  if (origin === undefined) return true
  if (!/^https?:\/\//.test(origin) || !URL.canParse(origin)) return false
  const { protocol, host } = new URL(origin)
  if (allowed.includes(`${protocol}//${host}`)) return true
  const own = ownHost(request, trust)
  const url = `${protocol}//${own}`
  return own !== undefined && URL.canParse(url) && new URL(url).host === host
}

function ownHost(request: IncomingMessage, trust: Trust): string | undefined {
  const forwarded = request.headers['x-forwarded-host']
  const peer = request.socket.remoteAddress ?? ''
  return typeof forwarded === 'string' && trust(peer, 0)
    ? forwarded.split(',')[0]?.trim()
    : request.headers.host
}
