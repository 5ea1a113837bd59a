import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import proxyAddr from '@fastify/proxy-addr'
import type { Config } from './config/config.ts'

type Trust = (address: string, hop: number) => boolean

/** Which proxies are believed: `hop` 0 is the one that connected to us. */
export function trustOf(setting: Config['trustProxy']): Trust {
  if (typeof setting === 'boolean') return () => setting
  if (typeof setting === 'number') return (_address, hop) => hop < setting
  return proxyAddr.compile([...setting])
}

/** The visitor's address, as far as the proxies are trusted. */
export const addressOf = (request: IncomingMessage, trust: Trust): string => proxyAddr(request, trust) ?? ''

const V6_GROUPS = 8
const V6_NETWORK_GROUPS = 4

/**
 * What an address is counted under: an IPv6 address by its network of 64 bits, all of which one visitor has, and an
 * IPv4 address that is written as one of IPv6 as itself.
 */
export function networkOf(address: string): string {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (v4 !== undefined) return v4
  if (!isIPv6(address)) return address
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::')
  const groups = head === '' ? [] : head.split(':')
  const end = tail === undefined || tail === '' ? [] : tail.split(':')
  while (tail !== undefined && groups.length + end.length < V6_GROUPS) groups.push('0')
  const network = [...groups, ...end]
    .slice(0, V6_NETWORK_GROUPS)
    .map((group) => group.replace(/^0+(?=.)/, ''))
  return `${network.join(':')}::/64`
}

/** Answers under what the visitor of a request is counted. */
export function visitorOf(setting: Config['trustProxy']): (request: IncomingMessage) => string {
  const trust = trustOf(setting)
  return (request) => networkOf(addressOf(request, trust))
}

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
