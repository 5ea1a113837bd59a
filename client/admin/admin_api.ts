import { type Overview, overview } from '../../shared/protocol/overview.ts'

/** Why the server did not do what it was asked; `wait`: seconds until it may be asked again. */
export type Trouble =
  | { readonly kind: 'out' | 'wrong' | 'away' }
  | { readonly kind: 'wait'; readonly seconds: number }

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly trouble: Trouble }

const failed = (trouble: Trouble): { readonly ok: false; readonly trouble: Trouble } => ({
  ok: false,
  trouble,
})

/** When to come again where the server does not say, in seconds. */
const USUAL_WAIT_S = 60

function troubleOf(response: Response): Trouble {
  if (response.status === 401) return { kind: 'out' }
  if (response.status === 403) return { kind: 'wrong' }
  if (response.status !== 429) return { kind: 'away' }
  return { kind: 'wait', seconds: Number(response.headers.get('retry-after')) || USUAL_WAIT_S }
}

async function ask(path: string, init: RequestInit = {}): Promise<Answer<Response>> {
  try {
    const response = await fetch(path, init)
    return response.ok ? { ok: true, value: response } : failed(troubleOf(response))
  } catch {
    return failed({ kind: 'away' })
  }
}

/** Shows the token; from then on this browser is signed in. */
export const signIn = (token: string): Promise<Answer<Response>> =>
  ask('/admin/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })

export const signOut = (): Promise<Answer<Response>> => ask('/admin/session', { method: 'DELETE' })

/** @param after since when there is to be history, in milliseconds since 1970 by the server's clock */
export async function readOverview(after: number): Promise<Answer<Overview>> {
  const answer = await ask(`/admin/overview?after=${after}`)
  if (!answer.ok) return answer
  try {
    const read = overview.safeParse(await answer.value.json())
    return read.success ? { ok: true, value: read.data } : failed({ kind: 'away' })
  } catch {
    return failed({ kind: 'away' })
  }
}
