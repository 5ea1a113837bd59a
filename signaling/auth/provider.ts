import type { Configuration } from 'openid-client'
import type { Env } from '../../shared/base/env.ts'
import type { AuthConfig } from '../config/config.ts'
import { fault } from '../node_env.ts'
import { type Claims, nameIn } from './claims.ts'

/** The provider has so long for each answer, in seconds. */
const PATIENCE_S = 10
const SCOPE = 'openid profile email'

/** What of a sign-in under way only the browser that began it may know. */
export interface Pending {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** The provider does not answer; that passes. */
export class ProviderAway extends Error {
  override name = 'ProviderAway'
}

/** The provider, or what came back from it, does not confirm who this is. */
export class SignInRefused extends Error {
  override name = 'SignInRefused'
}

interface ProviderOptions {
  readonly config: AuthConfig
  readonly client: typeof import('openid-client')
  readonly jose: typeof import('jose')
  readonly env: Pick<Env, 'log'>
  /** Where the provider sends people back to. */
  readonly redirectUri: string
}

interface Found {
  readonly configuration: Configuration
  readonly keys: ReturnType<typeof import('jose').createRemoteJWKSet>
}

/** An OpenID Connect provider: looked up when somebody first signs in, and again until it is found. */
export class Provider {
  readonly #options: ProviderOptions
  #found: Promise<Found> | null = null

  constructor(options: ProviderOptions) {
    this.#options = options
  }

  /** Where to send somebody who signs in. Rejects with `ProviderAway`. */
  async begin(): Promise<{ readonly url: URL; readonly pending: Pending }> {
    const { client, redirectUri } = this.#options
    const { configuration } = await this.#find()
    const pending = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    }
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: SCOPE,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
    })
    return { url, pending }
  }

  /**
   * Who came back, by the query that they brought. No token outlives the call. Rejects with `ProviderAway` and
   * `SignInRefused`.
   */
  async finish(query: string, { state, nonce, verifier }: Pending): Promise<Claims> {
    const { client, jose, redirectUri } = this.#options
    const { configuration, keys } = await this.#find()
    try {
      const back = new URL(redirectUri)
      back.search = query
      const tokens = await client.authorizationCodeGrant(configuration, back, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (!claims || !tokens.id_token) throw new SignInRefused('no id token')
      // The connection to the provider vouches for it already, where that is https; its signature does everywhere.
      await jose.compactVerify(tokens.id_token, keys)
      const { userinfo_endpoint } = configuration.serverMetadata()
      if (nameIn(claims) !== null || userinfo_endpoint === undefined) return claims
      const more = await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
      return { ...more, iss: claims.iss, sub: claims.sub }
    } catch (thrown) {
      throw this.#told(thrown)
    }
  }

  /** One search at a time; what was found stays. */
  #find(): Promise<Found> {
    this.#found ??= this.#search().catch((thrown: unknown) => {
      this.#found = null
      this.#options.env.log('warn', 'sign-in provider not found', fault(thrown))
      throw new ProviderAway('not found', { cause: thrown })
    })
    return this.#found
  }

  async #search(): Promise<Found> {
    const { client, jose, config } = this.#options
    const isPlain = config.issuer.protocol === 'http:'
    const found = await client.discovery(config.issuer, config.clientId, undefined, client.None(), {
      timeout: PATIENCE_S,
      ...(isPlain && { execute: [client.allowInsecureRequests] }),
    })
    const server = found.serverMetadata()
    const { jwks_uri, token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] } = server
    if (jwks_uri === undefined || (!isPlain && new URL(jwks_uri).protocol !== 'https:'))
      throw new Error('the provider tells no keys')
    const secret = config.clientSecret
    const auth =
      secret === null
        ? client.None()
        : methods.includes('client_secret_basic')
          ? client.ClientSecretBasic(secret)
          : client.ClientSecretPost(secret)
    const configuration = new client.Configuration(server, config.clientId, undefined, auth)
    configuration.timeout = PATIENCE_S
    if (isPlain) client.allowInsecureRequests(configuration)
    // A key that is not known yet is one that the provider has taken up since: it is looked for at once.
    const keys = jose.createRemoteJWKSet(new URL(jwks_uri), {
      cooldownDuration: 0,
      timeoutDuration: PATIENCE_S * 1000,
    })
    return { configuration, keys }
  }

  #told(thrown: unknown): Error {
    if (thrown instanceof SignInRefused) return thrown
    const { client, jose, env } = this.#options
    const status =
      thrown instanceof client.ResponseBodyError
        ? thrown.status
        : thrown instanceof Error && thrown.cause instanceof Response
          ? thrown.cause.status
          : 0
    const code = thrown instanceof client.ClientError ? thrown.code : undefined
    const away =
      status >= 500 ||
      code === 'OAUTH_TIMEOUT' ||
      thrown instanceof jose.errors.JWKSTimeout ||
      // What `fetch` rejects with where there is no way.
      (thrown instanceof TypeError && thrown.cause !== undefined)
    env.log('info', away ? 'sign-in provider away' : 'sign-in refused', fault(thrown))
    return away
      ? new ProviderAway('no answer', { cause: thrown })
      : new SignInRefused('refused', { cause: thrown })
  }
}
