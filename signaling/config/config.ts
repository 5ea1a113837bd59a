import type { LogLevel } from '../../shared/base/env.ts'
import type { IceTransport } from '../../shared/protocol/signaling.ts'
import type { RoomBounds } from '../rooms/ports.ts'
import { iceUrlKind } from './ice_url.ts'
import { type Rates, toRates } from './rates.ts'
import { SETTINGS, type SettingName, type Values } from './settings.ts'

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

/** TURN servers for which short-lived passwords are issued. */
export interface TurnConfig {
  readonly urls: readonly string[]
  readonly secret: string
  readonly hours: number
}

export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly redisUrl: string | null
  /** Many: others use the same Redis, and rooms are shared among them. */
  readonly instances: 'one' | 'many'
  readonly drainSeconds: number
  readonly room: RoomBounds
  readonly roomTtlDays: number
  /** At a time; 0 is no limit. */
  readonly roomsOpen: number
  /** Kept; 0 is no limit. */
  readonly roomsStored: number
  readonly clientDir: string
  readonly iceServers: Values['ICE_SERVERS']
  /** Relay: only by way of a TURN server. */
  readonly iceTransport: IceTransport
  /** Null where no passwords are issued. */
  readonly turn: TurnConfig | null
  readonly relay: boolean
  readonly roomList: boolean
  readonly origins: readonly string[]
  /** False: none. True: all. A number: so many in a row. A list: those addresses and networks. */
  readonly trustProxy: boolean | number | readonly string[]
  /** What opens /metrics and /admin; null where there is no such thing. */
  readonly metricsToken: string | null
  readonly adminToken: string | null
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

function problem(name: SettingName, value: string): string {
  const { wants, secret } = SETTINGS[name]
  const shown = secret ? '' : `, but it is ${JSON.stringify(value.slice(0, SHOWN_CHARS))}`
  return `${name} must be ${wants}${shown}.`
}

export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const values: Partial<Record<SettingName, unknown>> = {}
  const problems: string[] = []
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const value = env[name]?.trim() || SETTINGS[name].fallback
    const parsed = SETTINGS[name].schema.safeParse(value)
    if (parsed.success) values[name] = parsed.data
    else problems.push(problem(name, value))
  }
  if (values.AUTH === 'oidc')
    for (const name of NEEDED_TO_SIGN_IN)
      if (values[name] === null) problems.push(`AUTH=oidc needs ${name}: ${SETTINGS[name].wants}.`)
  problems.push(...turnProblems(values as Partial<Values>))
  if (values.INSTANCES === 'many' && values.REDIS_URL === null)
    problems.push('INSTANCES=many needs REDIS_URL: all instances keep the rooms in the same Redis.')
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

const toTurn = ({ TURN_URLS, TURN_SECRET, TURN_HOURS }: Values): TurnConfig | null =>
  TURN_URLS.length === 0 || TURN_SECRET === null
    ? null
    : { urls: TURN_URLS, secret: TURN_SECRET, hours: TURN_HOURS }

/** What is wrong with the ways between pages: a TURN server without its secret helps nobody. */
function turnProblems({ TURN_URLS, TURN_SECRET, ICE_SERVERS, ICE_TRANSPORT }: Partial<Values>): string[] {
  const problems: string[] = []
  const issues = TURN_URLS !== undefined && TURN_URLS.length > 0
  if (issues && TURN_SECRET === null)
    problems.push(`TURN_URLS needs TURN_SECRET: ${SETTINGS.TURN_SECRET.wants}.`)
  if (TURN_SECRET && TURN_URLS?.length === 0)
    problems.push(`TURN_SECRET needs TURN_URLS: ${SETTINGS.TURN_URLS.wants}.`)
  const named = (ICE_SERVERS ?? []).some(({ urls }) =>
    [urls].flat().some((url) => iceUrlKind(url) === 'turn'),
  )
  if (ICE_TRANSPORT === 'relay' && !issues && !named)
    problems.push(
      'ICE_TRANSPORT=relay needs a TURN server: TURN_URLS with TURN_SECRET, or one in ICE_SERVERS.',
    )
  return problems
}

const toConfig = (values: Values): Config => ({
  port: values.PORT,
  host: values.HOST,
  dataDir: values.DATA_DIR,
  redisUrl: values.REDIS_URL,
  instances: values.INSTANCES,
  drainSeconds: values.DRAIN_SECONDS,
  room: { units: values.ROOM_CHARACTERS, members: values.ROOM_MEMBERS, entries: values.ROOM_EDITS },
  roomTtlDays: values.ROOM_TTL_DAYS,
  roomsOpen: values.ROOMS_OPEN,
  roomsStored: values.ROOMS_STORED,
  clientDir: values.CLIENT_DIR,
  iceServers: values.ICE_SERVERS,
  iceTransport: values.ICE_TRANSPORT,
  turn: toTurn(values),
  relay: values.RELAY,
  roomList: values.ROOM_LIST,
  origins: values.ORIGINS,
  trustProxy: values.TRUST_PROXY,
  metricsToken: values.METRICS_TOKEN,
  adminToken: values.ADMIN_TOKEN,
  logLevel: values.LOG_LEVEL,
  pingIntervalMs: values.PING_INTERVAL_MS,
  pingTimeoutMs: values.PING_TIMEOUT_MS,
  auth: toAuth(values),
  rates: toRates(values),
})
