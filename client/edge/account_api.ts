import * as z from 'zod/mini'

/** The server has so long to say who is signed in, in milliseconds: without it the page opens as it is kept here. */
const WITHIN_MS = 5_000

const me = z.object({ name: z.string().check(z.maxLength(100)) })

/** Who is signed in: somebody, nobody, or it cannot be told now. */
export type Who =
  | { readonly kind: 'account'; readonly name: string }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'unknown' }

/** Asks the server who this browser's session belongs to. Never rejects. */
export async function askWho(origin = ''): Promise<Who> {
  try {
    const response = await fetch(`${origin}/auth/me`, { signal: AbortSignal.timeout(WITHIN_MS) })
    if (response.status === 401) return { kind: 'nobody' }
    const body = me.safeParse(response.ok ? await response.json() : null)
    return body.success ? { kind: 'account', name: body.data.name } : { kind: 'unknown' }
  } catch {
    // No way to the server.
    return { kind: 'unknown' }
  }
}

/** Ends the session; answers whether it is over. Never rejects. */
export async function endSession(origin = ''): Promise<boolean> {
  try {
    const init = { method: 'POST', signal: AbortSignal.timeout(WITHIN_MS) }
    return (await fetch(`${origin}/auth/logout`, init)).ok
  } catch {
    // No way to the server.
    return false
  }
}
