import { z } from 'zod'
import type { LogLevel } from '../shared/base/env.ts'
import { MEMBERS, ROOM_ENTRIES, ROOM_UNITS } from '../shared/protocol/limits.ts'
import { iceServer } from '../shared/protocol/signaling.ts'
import type { RoomBounds } from './rooms/ports.ts'

/** One environment variable: what it means, what it is when unset or empty, and how its text is read. */
interface Setting<S extends z.ZodType = z.ZodType> {
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

const setting = <S extends z.ZodType>(fallback: string, meaning: string, kind: Kind<S>): Setting<S> => ({
  fallback,
  meaning,
  secret: false,
  ...kind,
})

const whole = (min: number, max: number) => ({
  wants: `a whole number from ${min} to ${max}`,
  schema: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.int().min(min).max(max)),
})
const onOff = {
  wants: '"on" or "off"',
  schema: z.enum(['on', 'off']).transform((text) => text === 'on'),
}
const text = { wants: 'a text of 1 to 4096 characters', schema: z.string().min(1).max(4096) }
const list = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')

const redisUrl = {
  wants: 'a URL that starts with redis:// or rediss://',
  secret: true,
  schema: z.union([
    z.literal('').transform(() => null),
    z.string().refine((url) => /^rediss?:\/\//.test(url) && URL.canParse(url)),
  ]),
}

const iceServers = {
  wants: 'a JSON array like [{"urls": "stun:stun.example.org"}]',
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
      servers.every((server) => [server.urls].flat().every((url) => /^(stun|turn)s?:\S+$/.test(url))),
    ),
}

const origins = {
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

const trustProxy = {
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

const logLevel = {
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

const auth = { wants: '"open" or "oidc"', schema: z.enum(['open', 'oidc']) }
const issuer = {
  wants: 'a URL that starts with https://, or with http:// on this machine',
  schema: z.union([nothing, safeUrl]),
}
const publicUrl = {
  wants: 'the address of the page like https://tandem.example.org, or with http:// on this machine',
  schema: z.union([
    nothing,
    safeUrl
      .refine(({ pathname, search }) => pathname === '/' && search === '')
      .transform(({ origin }) => origin),
  ]),
}
const optionalText = {
  wants: 'a text of at most 4096 characters',
  schema: z.union([nothing, z.string().max(4096)]),
}
const sessionSecret = {
  wants: 'a text of 32 to 4096 characters that nobody can guess',
  secret: true,
  schema: z.union([nothing, z.string().min(32).max(4096)]),
}

const rate = whole(0, 1_000_000_000)

/** Every environment variable that the server reads. README.md shows this table. */
export const SETTINGS = {
  PORT: setting('3000', 'Port to listen at; 0 takes any free one.', whole(0, 65_535)),
  HOST: setting('0.0.0.0', 'Address to listen at; 127.0.0.1 keeps the server to this machine.', text),
  DATA_DIR: setting('./data', 'Folder of the built-in store; unused with REDIS_URL.', text),
  REDIS_URL: setting('', 'Redis to keep the rooms in, instead of DATA_DIR.', redisUrl),
  ROOM_CHARACTERS: setting('50000000', 'Characters of text in one room, at the most.', whole(1, ROOM_UNITS)),
  ROOM_MEMBERS: setting('100', 'Members of one room at a time, at the most.', whole(1, MEMBERS)),
  ROOM_EDITS: setting('100000000', 'Edits that one room ever takes, at the most.', whole(1, ROOM_ENTRIES)),
  ROOM_TTL_DAYS: setting('30', 'Days after the last change until a room is forgotten.', whole(1, 36_500)),
  ROOMS_OPEN: setting('10000', 'Rooms with somebody in them at a time; 0 sets no limit.', rate),
  CLIENT_DIR: setting('./dist/client', 'Folder of the built page.', text),
  ICE_SERVERS: setting('[]', 'STUN and TURN servers for the pages, as a JSON array.', iceServers),
  RELAY: setting('on', 'Whether pages without a direct connection may go through this server.', onOff),
  ROOM_LIST: setting('on', 'Whether GET /api/rooms lists the rooms; off answers an empty list.', onOff),
  ORIGINS: setting('', 'Other web origins that may use this server, comma-separated.', origins),
  TRUST_PROXY: setting(
    'off',
    'Whether, or which, proxies in front may tell the address of a visitor.',
    trustProxy,
  ),
  AUTH: setting('open', 'Who may use the server: open for everybody, oidc for accounts.', auth),
  OIDC_ISSUER: setting('', 'The OpenID Connect provider, as it calls itself; AUTH=oidc needs it.', issuer),
  OIDC_CLIENT_ID: setting('', 'What the provider calls this server; AUTH=oidc needs it.', optionalText),
  OIDC_CLIENT_SECRET: setting('', 'What the provider knows this server by, if it asks for that.', {
    ...optionalText,
    secret: true,
  }),
  PUBLIC_URL: setting('', 'Where people find the page, without a path; AUTH=oidc needs it.', publicUrl),
  SESSION_SECRET: setting('', 'What sessions are sealed with; AUTH=oidc needs it.', sessionSecret),
  SESSION_HOURS: setting('12', 'Hours until one has to sign in again.', whole(1, 336)),
  LOG_LEVEL: setting('warn', 'Least level of the log on stderr: debug, info, warn or error.', logLevel),
  PING_INTERVAL_MS: setting('2500', 'Pause between two pings on a connection.', whole(100, 600_000)),
  PING_TIMEOUT_MS: setting('5000', 'Silence after a ping that ends a connection.', whole(100, 600_000)),
  HTTP_PER_MINUTE: setting('3000', 'HTTP requests of one address; 0 sets no limit, here and below.', rate),
  AUTOCOMPLETE_PER_MINUTE: setting('1200', 'Questions for suggestions of one address.', rate),
  MISSES_PER_MINUTE: setting('60', 'Questions of one address for rooms that are not there.', rate),
  CONNECTIONS_PER_MINUTE: setting('600', 'New Socket.IO connections of one address.', rate),
  CONNECTIONS_PER_ADDRESS: setting('1000', 'Socket.IO connections of one address at a time.', rate),
  POLLS_PER_10S: setting('20000', 'Socket.IO requests without a WebSocket of one address.', rate),
  JOINS_PER_ADDRESS_PER_10S: setting('1000', 'Joins of one address.', rate),
  ROOMS_PER_ADDRESS_PER_HOUR: setting('1000', 'New rooms of one address.', rate),
  EVENTS_PER_10S: setting('200000', 'Socket.IO events of one connection, of whatever kind.', rate),
  JOINS_PER_10S: setting('20', 'Joins and leaves of one connection.', rate),
  SIGNALS_PER_10S: setting('300', 'WebRTC signals of one connection.', rate),
  APPENDS_PER_10S: setting('2000', 'Appends of one connection.', rate),
  RELAY_FRAMES_PER_10S: setting('100000', 'Relayed frames of one connection.', rate),
  RELAY_BYTES_PER_10S: setting('268435456', 'Bytes in relayed frames of one connection.', rate),
  ROOM_READS_PER_10S: setting('2000', 'HTTP requests for one room.', rate),
  ROOM_JOINS_PER_10S: setting('2000', 'Joins of one room.', rate),
  ROOM_SIGNALS_PER_10S: setting('6000', 'WebRTC signals within one room.', rate),
  ROOM_APPENDS_PER_10S: setting('4000', 'Appends to one room.', rate),
  ROOM_RELAY_FRAMES_PER_10S: setting('400000', 'Relayed frames within one room.', rate),
  ROOM_RELAY_BYTES_PER_10S: setting('1000000000', 'Bytes in relayed frames within one room.', rate),
} as const satisfies Record<string, Setting>

type Name = keyof typeof SETTINGS
type Values = { readonly [N in Name]: z.output<(typeof SETTINGS)[N]['schema']> }

export interface Rates {
  readonly httpPerMinute: number
  readonly autocompletePerMinute: number
  readonly connectionsPerMinute: number
  /** At a time. */
  readonly connectionsPerAddress: number
  readonly joinsPerAddressPer10s: number
  readonly joinsPer10s: number
  readonly signalsPer10s: number
  readonly appendsPer10s: number
  readonly relayFramesPer10s: number
  readonly relayBytesPer10s: number
  readonly missesPerMinute: number
  readonly pollsPer10s: number
  readonly roomsPerAddressPerHour: number
  readonly eventsPer10s: number
  readonly roomReadsPer10s: number
  readonly roomJoinsPer10s: number
  readonly roomSignalsPer10s: number
  readonly roomAppendsPer10s: number
  readonly roomRelayFramesPer10s: number
  readonly roomRelayBytesPer10s: number
}

/** How people sign in. */
export interface AuthConfig {
  readonly issuer: URL
  readonly clientId: string
  /** Null where the provider knows this server without one. */
  readonly clientSecret: string | null
  /** The page's origin. */
  readonly publicUrl: string
  readonly sessionSecret: string
  readonly sessionHours: number
}

export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly redisUrl: string | null
  readonly room: RoomBounds
  readonly roomTtlDays: number
  /** At a time; 0 is no limit. */
  readonly roomsOpen: number
  readonly clientDir: string
  readonly iceServers: Values['ICE_SERVERS']
  readonly relay: boolean
  readonly roomList: boolean
  readonly origins: readonly string[]
  /** False: none. True: all. A number: so many in a row. A list: those addresses and networks. */
  readonly trustProxy: boolean | number | readonly string[]
  readonly logLevel: LogLevel
  readonly pingIntervalMs: number
  readonly pingTimeoutMs: number
  /** 0 is no limit. */
  readonly rates: Rates
  /** Null where nobody has to sign in. */
  readonly auth: AuthConfig | null
}

/** The config, or a sentence for each variable that is wrong. Variables that are not in the table are ignored. */
export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] }

const SHOWN_CHARS = 60

function problem(name: Name, value: string): string {
  const { wants, secret } = SETTINGS[name]
  const shown = secret ? '' : `, but it is ${JSON.stringify(value.slice(0, SHOWN_CHARS))}`
  return `${name} must be ${wants}${shown}.`
}

export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const values: Partial<Record<Name, unknown>> = {}
  const problems: string[] = []
  for (const name of Object.keys(SETTINGS) as Name[]) {
    const value = env[name]?.trim() || SETTINGS[name].fallback
    const parsed = SETTINGS[name].schema.safeParse(value)
    if (parsed.success) values[name] = parsed.data
    else problems.push(problem(name, value))
  }
  if (values.AUTH === 'oidc')
    for (const name of NEEDED_TO_SIGN_IN)
      if (values[name] === null) problems.push(`AUTH=oidc needs ${name}: ${SETTINGS[name].wants}.`)
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config: toConfig(values as Values) }
}

const NEEDED_TO_SIGN_IN = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'PUBLIC_URL', 'SESSION_SECRET'] as const

function toAuth(values: Values): AuthConfig | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, PUBLIC_URL, SESSION_SECRET } = values
  if (values.AUTH === 'open' || !OIDC_ISSUER || !OIDC_CLIENT_ID || !PUBLIC_URL || !SESSION_SECRET) return null
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: values.OIDC_CLIENT_SECRET,
    publicUrl: PUBLIC_URL,
    sessionSecret: SESSION_SECRET,
    sessionHours: values.SESSION_HOURS,
  }
}

const toConfig = (values: Values): Config => ({
  port: values.PORT,
  host: values.HOST,
  dataDir: values.DATA_DIR,
  redisUrl: values.REDIS_URL,
  room: { units: values.ROOM_CHARACTERS, members: values.ROOM_MEMBERS, entries: values.ROOM_EDITS },
  roomTtlDays: values.ROOM_TTL_DAYS,
  roomsOpen: values.ROOMS_OPEN,
  clientDir: values.CLIENT_DIR,
  iceServers: values.ICE_SERVERS,
  relay: values.RELAY,
  roomList: values.ROOM_LIST,
  origins: values.ORIGINS,
  trustProxy: values.TRUST_PROXY,
  logLevel: values.LOG_LEVEL,
  pingIntervalMs: values.PING_INTERVAL_MS,
  pingTimeoutMs: values.PING_TIMEOUT_MS,
  auth: toAuth(values),
  rates: {
    httpPerMinute: values.HTTP_PER_MINUTE,
    autocompletePerMinute: values.AUTOCOMPLETE_PER_MINUTE,
    connectionsPerMinute: values.CONNECTIONS_PER_MINUTE,
    connectionsPerAddress: values.CONNECTIONS_PER_ADDRESS,
    joinsPerAddressPer10s: values.JOINS_PER_ADDRESS_PER_10S,
    joinsPer10s: values.JOINS_PER_10S,
    signalsPer10s: values.SIGNALS_PER_10S,
    appendsPer10s: values.APPENDS_PER_10S,
    relayFramesPer10s: values.RELAY_FRAMES_PER_10S,
    relayBytesPer10s: values.RELAY_BYTES_PER_10S,
    missesPerMinute: values.MISSES_PER_MINUTE,
    pollsPer10s: values.POLLS_PER_10S,
    roomsPerAddressPerHour: values.ROOMS_PER_ADDRESS_PER_HOUR,
    eventsPer10s: values.EVENTS_PER_10S,
    roomReadsPer10s: values.ROOM_READS_PER_10S,
    roomJoinsPer10s: values.ROOM_JOINS_PER_10S,
    roomSignalsPer10s: values.ROOM_SIGNALS_PER_10S,
    roomAppendsPer10s: values.ROOM_APPENDS_PER_10S,
    roomRelayFramesPer10s: values.ROOM_RELAY_FRAMES_PER_10S,
    roomRelayBytesPer10s: values.ROOM_RELAY_BYTES_PER_10S,
  },
})
