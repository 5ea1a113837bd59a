import { z } from 'zod'
import type { LogLevel } from '../../shared/base/env.ts'
import { type IceServer, iceServer } from '../../shared/protocol/signaling.ts'
import { parseRedisUrl } from '../store/redis_url.ts'
import { iceUrlKind } from './ice_url.ts'

/** One environment variable: what it means, what it is when unset or empty, and how its text is read. */
export interface Setting<S extends z.ZodType = z.ZodType> {
  readonly fallback: string
  readonly meaning: string
  /** Ends the sentence "NAME must be …". */
  readonly wants: string
  readonly schema: S
  /** Its value may hold a password and is never repeated. */
  readonly secret: boolean
}

interface Kind<S extends z.ZodType> {
  readonly wants: string
  readonly schema: S
  readonly secret?: boolean
}

export const setting = <S extends z.ZodType>(
  fallback: string,
  meaning: string,
  kind: Kind<S>,
): Setting<S> => ({
  fallback,
  meaning,
  secret: false,
  ...kind,
})

export const whole = (min: number, max: number) => ({
  wants: `a whole number from ${min} to ${max}`,
  schema: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.int().min(min).max(max)),
})
export const onOff = {
  wants: '"on" or "off"',
  schema: z.enum(['on', 'off']).transform((text) => text === 'on'),
}
export const text = { wants: 'a text of 1 to 4096 characters', schema: z.string().min(1).max(4096) }
const list = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')

export const redisUrl = {
  wants:
    'a URL like redis://host:6379, rediss://…, redis-sentinel://host:26379,…/name or redis-cluster://host:6379,…',
  secret: true,
  schema: z.union([
    z.literal('').transform(() => null),
    z.string().refine((url) => parseRedisUrl(url) !== null),
  ]),
}

const urlsOf = ({ urls }: IceServer) => [urls].flat()

export const iceServers = {
  wants:
    'a JSON array like [{"urls": "stun:stun.example.org"}], TURN servers with "username" and "credential"',
  secret: true,
  schema: z
    .string()
    .transform((json, context) => {
      try {
        return JSON.parse(json) as unknown
      } catch {
        context.addIssue('not JSON')
        return z.NEVER
      }
    })
    .pipe(z.array(iceServer).max(16))
    .refine((servers) =>
      servers.every((server) => {
        const kinds = urlsOf(server).map(iceUrlKind)
        const isKnown = Boolean(server.username && server.credential)
        return kinds.length > 0 && !kinds.includes(null) && (isKnown || !kinds.includes('turn'))
      }),
    ),
}

export const turnUrls = {
  wants: 'a comma-separated list like turn:turn.example.org:3478,turns:turn.example.org:443?transport=tcp',
  schema: z
    .string()
    .transform(list)
    .refine((all) => all.length <= 8 && all.every((url) => iceUrlKind(url) === 'turn')),
}

export const turnSecret = {
  wants: 'the text of 16 to 4096 characters that is coturn’s static-auth-secret',
  secret: true,
  schema: z.union([z.literal('').transform(() => null), z.string().min(16).max(4096)]),
}

export const iceTransport = {
  wants: '"all" or "relay"',
  schema: z.enum(['all', 'relay']),
}

export const origins = {
  wants: 'a comma-separated list of origins like https://tandem.example.org',
  schema: z
    .string()
    .transform(list)
    .refine((all) =>
      all.every(
        (item) =>
          /^https?:\/\//.test(item) && URL.canParse(item) && new URL(item).origin === item.toLowerCase(),
      ),
    )
    .transform((all) => all.map((item) => item.toLowerCase())),
}

export const trustProxy = {
  wants: '"on", "off", a number of proxies, or a comma-separated list of addresses',
  schema: z.union([
    onOff.schema,
    whole(1, 32).schema,
    z
      .string()
      .transform(list)
      .refine(
        (all) =>
          all.length > 0 && all.every((item) => /^[0-9a-f.:]*[.:][0-9a-f.:]*(\/\d{1,3})?$/i.test(item)),
      ),
  ]),
}

export const logLevel = {
  wants: 'one of debug, info, warn, error',
  schema: z.enum(['debug', 'info', 'warn', 'error'] satisfies LogLevel[]),
}

/** Where nobody can listen on the way. */
const isSafe = ({ protocol, hostname }: URL) =>
  protocol === 'https:' ||
  (protocol === 'http:' && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname))

const nothing = z.literal('').transform(() => null)
const safeUrl = z
  .string()
  .max(2_048)
  .refine((url) => URL.canParse(url))
  .transform((url) => new URL(url))
  .refine((url) => isSafe(url) && url.username === '' && url.password === '' && url.hash === '')

export const instances = { wants: '"one" or "many"', schema: z.enum(['one', 'many']) }
export const auth = { wants: '"open" or "oidc"', schema: z.enum(['open', 'oidc']) }
export const issuer = {
  wants: 'a URL that starts with https://, or with http:// on this machine',
  schema: z.union([nothing, safeUrl]),
}
export const publicUrl = {
  wants: 'the address of the page like https://tandem.example.org, or with http:// on this machine',
  schema: z.union([
    nothing,
    safeUrl
      .refine(({ pathname, search }) => pathname === '/' && search === '')
      .transform(({ origin }) => origin),
  ]),
}
export const optionalText = {
  wants: 'a text of at most 4096 characters',
  schema: z.union([nothing, z.string().max(4096)]),
}
export const sessionSecret = {
  wants: 'a text of 32 to 4096 characters that nobody can guess',
  secret: true,
  schema: z.union([nothing, z.string().min(32).max(4096)]),
}

export const rate = whole(0, 1_000_000_000)
