import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { SETTINGS } from '../../signaling/config/settings.ts'

const PROJECT = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string): string => readFileSync(PROJECT + path, 'utf8')

/** What the compose files decide, because it is so inside of their containers. */
const DECIDED = ['PORT', 'HOST', 'DATA_DIR', 'CLIENT_DIR', 'REDIS_URL', 'INSTANCES']
/** Runs for a moment and is gone. */
const HELPER = 'caddy-owner'

interface Service {
  readonly user?: string
  readonly healthcheck?: { readonly test?: unknown }
  readonly restart?: string
  readonly mem_limit?: string
  readonly cpus?: number | string
  readonly pids_limit?: number
  readonly cap_drop?: readonly string[]
  readonly cap_add?: readonly string[]
  readonly security_opt?: readonly string[]
  readonly read_only?: boolean
  readonly volumes?: readonly string[]
  readonly ports?: readonly string[]
  readonly networks?: { readonly default?: { readonly ipv4_address?: string } }
  readonly environment?: Readonly<Record<string, string>>
  readonly depends_on?: Readonly<Record<string, { readonly condition?: string }>>
}

/** The variables that `.env.example` explains, with what holds where they are not set. */
const explained = new Map(
  [...read('.env.example').matchAll(/^#([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name = '', value = '']) => [
    name,
    value,
  ]),
)

test('.env.example explains every setting of the server, as it is', () => {
  const text = read('.env.example').replaceAll(/\n# /g, ' ')
  for (const [name, { fallback, meaning }] of Object.entries(SETTINGS)) {
    expect(explained.get(name), name).toBe(fallback)
    expect(text, name).toContain(meaning)
  }
})

test('docs/self-hosting.md names no variable that .env.example does not explain', () => {
  const named = read('docs/self-hosting.md').match(/\b[A-Z]+_[A-Z_]+\b/g) ?? []
  const known = [...explained.keys(), 'CAP_NET_BIND_SERVICE']
  expect(named.length).toBeGreaterThan(0)
  expect(named.filter((name) => !known.includes(name))).toEqual([])
})

test('.env.example explains nothing that is read nowhere', () => {
  const files = ['docker-compose.yml', 'docker-compose.many.yml'].map(read).join()
  const isRead = (name: string) => name in SETTINGS || files.includes(`\${${name}:-`)
  expect([...explained.keys()].filter((name) => !isRead(name))).toEqual([])
})

describe.each(['docker-compose.yml', 'docker-compose.many.yml'])('%s', (path) => {
  const source = read(path)
  const file = parse(source, { merge: true }) as { readonly services: Readonly<Record<string, Service>> }
  const services = Object.entries(file.services)

  test('every service is watched, bounded and without rights that it does not need', () => {
    for (const [name, service] of services) {
      const isHelper = name === HELPER
      expect(service.mem_limit, name).toMatch(/^\d+[mg]$/)
      expect(Number(service.cpus), name).toBeGreaterThan(0)
      expect(service.pids_limit, name).toBeGreaterThan(0)
      expect(service.cap_drop, name).toEqual(['ALL'])
      expect(service.security_opt, name).toContain('no-new-privileges:true')
      expect(service.read_only, name).toBe(true)
      if (isHelper) expect(service.restart).toBe('no')
      else {
        expect(service.user, name).toMatch(/^(node|[1-9]\d*:[1-9]\d*)$/)
        expect(service.healthcheck?.test, name).toBeDefined()
        expect(service.restart, name).toBe('unless-stopped')
      }
    }
  })

  test('what it waits for is there, and what it mounts', () => {
    for (const [name, { depends_on = {}, volumes = [] }] of services) {
      for (const other of Object.keys(depends_on)) expect(Object.keys(file.services), name).toContain(other)
      for (const volume of volumes) {
        const [from = ''] = volume.split(':')
        if (from.startsWith('./')) expect(existsSync(PROJECT + from), `${name}: ${from}`).toBe(true)
      }
    }
  })

  test('the TURN server is reached at all its ports, and at the address that it takes for its own', () => {
    const { ports, environment, networks } = file.services.coturn ?? {}
    const [, first, last] = /^min-port=(\d+)\nmax-port=(\d+)$/m.exec(read('deploy/turnserver.conf')) ?? []
    expect(ports).toContain(`${first}-${last}:${first}-${last}/udp`)
    expect(environment?.TURN_OWN_IP).toBe(networks?.default?.ipv4_address)
  })

  test('Caddy passes on to the servers that there are, and is told what its file asks for', () => {
    const { volumes = [], environment = {} } = file.services.caddy ?? {}
    const caddyfile = read(volumes[0]?.split(':')[0]?.slice(2) ?? '')
    const boxes = services.map(([name]) => name).filter((name) => name.startsWith('tandem'))
    const upstreams = [...caddyfile.matchAll(/\b([\w-]+):3000\b/g)].map(([, name]) => name)
    expect(upstreams).toEqual(boxes)
    for (const [, name = ''] of caddyfile.matchAll(/\{\$([A-Z_]+)/g)) expect(environment).toHaveProperty(name)
  })

  test('the proxy that the server believes is Caddy', () => {
    const own = file.services.caddy?.networks?.default?.ipv4_address
    for (const [name, { environment = {} }] of services)
      if (name.startsWith('tandem')) expect(environment.TRUST_PROXY).toBe(`\${TRUST_PROXY:-${own}}`)
  })

  test('programs with a capability in their file may have it: without, they do not start', () => {
    for (const name of ['coturn', 'caddy'])
      expect(file.services[name]?.cap_add, name).toEqual(['NET_BIND_SERVICE'])
  })

  test('every variable that it reads is explained in .env.example', () => {
    const names = [...source.matchAll(/(?<!\$)\$\{([A-Z][A-Z0-9_]*)/g)].map(([, name = '']) => name)
    expect(names.filter((name) => !explained.has(name))).toEqual([])
  })

  test('every setting reaches the server', () => {
    const boxes = services.filter(([name]) => name.startsWith('tandem'))
    expect(boxes.length).toBeGreaterThan(0)
    for (const [name, { environment = {} }] of boxes)
      for (const setting of Object.keys(SETTINGS).filter((one) => !DECIDED.includes(one)))
        expect(environment[setting], `${name}: ${setting}`).toMatch(new RegExp(`^\\$\\{${setting}:-`))
  })
})
