import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import Provider, { type Configuration } from 'oidc-provider'

export const CLIENT = { id: 'tandem', secret: 'what-the-provider-knows-tandem-by' }

/** A person that the provider knows, by the name they sign in with. */
export interface ProviderAccount {
  readonly name?: string
  readonly preferred_username?: string
  readonly email?: string
}

interface ProviderOptions {
  /** Says in the id token what others say on request only. */
  readonly namesInIdToken?: boolean
}

const page = (text: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Provider</title>${text}`

/** A real OpenID Connect provider on a port of 127.0.0.1. It asks for a name, and for no password. */
export class OidcProvider {
  readonly accounts = new Map<string, ProviderAccount>()
  /** Every address at which it was asked something. */
  readonly asked: string[] = []
  /** Whoever looks for its keys finds others. */
  showOtherKeys = false
  readonly #server: Server
  readonly #options: ProviderOptions
  #redirectUri = ''
  #provider: Provider | null = null
  #port = 0
  #keyId = ''

  private constructor(options: ProviderOptions) {
    this.#options = options
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((thrown: unknown) => {
        response.writeHead(500).end(String(thrown))
      })
    })
  }

  /** Resolves when it answers. End it with `stop`. */
  static async run(options: ProviderOptions = {}): Promise<OidcProvider> {
    const provider = new OidcProvider(options)
    await provider.start()
    return provider
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** What a server at that address is started with. */
  envFor(publicUrl: string): Record<string, string> {
    return {
      AUTH: 'oidc',
      OIDC_ISSUER: this.issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      PUBLIC_URL: publicUrl,
      SESSION_SECRET: 'forty characters that nobody can guess..',
    }
  }

  /** Takes a server at that address as its client. */
  async serve(publicUrl: string): Promise<void> {
    this.#redirectUri = `${publicUrl}/auth/callback`
    await this.rotateKeys()
  }

  /** From now on it signs with another key, and has never heard of the ones before. */
  async rotateKeys(): Promise<void> {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true })
    this.#keyId = crypto.randomUUID()
    const key = { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: this.#keyId }
    this.#provider = new Provider(this.issuer, this.#configuration(key))
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (this.#server.address() as AddressInfo).port
  }

  /** It is away until `start`. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #configuration(key: object): Configuration {
    return {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [this.#redirectUri],
          id_token_signed_response_alg: 'ES256',
        },
      ],
      jwks: { keys: [key as never] },
      cookies: { keys: ['of the tests'] },
      claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email'] },
      conformIdTokenClaims: this.#options.namesInIdToken !== true,
      pkce: { required: () => true, methods: ['S256'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
      ttl: {
        AccessToken: 60,
        AuthorizationCode: 60,
        IdToken: 60,
        Interaction: 600,
        Session: 600,
        Grant: 600,
      },
      findAccount: (_context, sub) => ({
        accountId: sub,
        claims: () => ({ sub, ...this.accounts.get(sub) }),
      }),
      // Nobody is asked whether Tandem may know who they are.
      loadExistingGrant: async (context) => {
        const { client, session, provider } = context.oidc
        if (!client || !session?.accountId) return undefined
        const known = session.grantIdFor(client.clientId)
        if (known) return provider.Grant.find(known)
        const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
        grant.addOIDCScope('openid profile email')
        await grant.save()
        return grant
      },
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const provider = this.#provider
    const url = new URL(request.url ?? '/', this.issuer)
    this.asked.push(url.pathname)
    if (provider === null) throw new Error('it serves nobody yet')
    if (url.pathname === '/jwks' && this.showOtherKeys) {
      const { publicKey } = await generateKeyPair('ES256', { extractable: true })
      const key = { ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid: this.#keyId }
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [key] }))
      return
    }
    if (!url.pathname.startsWith('/interaction/')) {
      await provider.callback()(request, response)
      return
    }
    if (request.method === 'POST') {
      let body = ''
      for await (const chunk of request) body += String(chunk)
      const form = new URLSearchParams(body)
      const login = form.get('login') ?? ''
      const result = form.has('refuse')
        ? { error: 'access_denied', error_description: 'no' }
        : { login: { accountId: login } }
      await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
      return
    }
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(
        page(
          `<form method="post"><label>Name <input name="login"></label><button>Go on</button><button name="refuse">Refuse</button></form>`,
        ),
      )
  }
}
