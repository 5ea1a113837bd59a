/** Where one node of a Redis answers. */
export interface RedisNode {
  readonly host: string
  readonly port: number
}

/** A Redis as a URL names it. */
export type RedisPlace =
  /** `redis://…` or `rediss://…`: one server. */
  | { readonly kind: 'single'; readonly url: string }
  /** `redis-sentinel://[user:password@]host:port,…/name`: the primary of that name, found through its sentinels. */
  | {
      readonly kind: 'sentinel'
      readonly nodes: readonly RedisNode[]
      readonly name: string
      readonly login: RedisLogin
    }
  /** `redis-cluster://[user:password@]host:port,…`: a cluster, found through some of its nodes. */
  | { readonly kind: 'cluster'; readonly nodes: readonly RedisNode[]; readonly login: RedisLogin }

/** What is shown to the Redis servers; empty where they want nothing. */
export interface RedisLogin {
  readonly username?: string
  readonly password?: string
}

const SENTINEL_PORT = 26_379
const REDIS_PORT = 6_379
const MANY = /^redis-(sentinel|cluster):\/\/(?:([^@/]*)@)?([^@/?#]+)(?:\/([\w.-]*))?$/

/** The place that a URL names, or null when it names none. */
export function parseRedisUrl(url: string): RedisPlace | null {
  if (/^rediss?:\/\//.test(url)) return URL.canParse(url) ? { kind: 'single', url } : null
  const [, kind, user, hosts, name = ''] = MANY.exec(url) ?? []
  if (hosts === undefined) return null
  const login = parseLogin(user)
  const nodes = parseNodes(hosts, kind === 'sentinel' ? SENTINEL_PORT : REDIS_PORT)
  if (nodes === null || login === null) return null
  if (kind === 'sentinel') return name === '' ? null : { kind, nodes, name, login }
  return name === '' ? { kind: 'cluster', nodes, login } : null
}

function parseNodes(hosts: string, usual: number): RedisNode[] | null {
  const nodes: RedisNode[] = []
  for (const text of hosts.split(',')) {
    const [, host, port] = /^([\w.-]+|\[[0-9a-fA-F:.]+\])(?::(\d{1,5}))?$/.exec(text.trim()) ?? []
    if (host === undefined || Number(port ?? usual) > 65_535) return null
    nodes.push({ host: host.replace(/^\[|\]$/g, ''), port: Number(port ?? usual) })
  }
  return nodes
}

function parseLogin(user: string | undefined): RedisLogin | null {
  if (user === undefined) return {}
  const [name = '', ...rest] = user.split(':')
  try {
    const [username, password] = [decodeURIComponent(name), decodeURIComponent(rest.join(':'))]
    return { ...(username !== '' && { username }), ...(password !== '' && { password }) }
  } catch (thrown) {
    if (thrown instanceof URIError) return null
    throw thrown
  }
}
