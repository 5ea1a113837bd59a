import { type IncomingMessage, ServerResponse } from 'node:http'

/**
 * Nothing is loaded from elsewhere, no inline script or style is taken. `'self'` in connect-src covers WebSockets
 * to the page's own origin. CodeMirror lives in a shadow root, where its rules are adopted style sheets, which need
 * no permission, as styles set from script (`element.style`) need none. No upgrade-insecure-requests and no HSTS: a
 * server in a home network speaks plain HTTP, and a certificate is the business of the proxy in front.
 */
const CONTENT_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types templates scripts',
].join('; ')

/** What the page never asks a browser for. Only names that browsers know: others are complained of in the console. */
const DENIED = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
]
const USED = ['clipboard-write', 'web-share']

/** What stands on every answer, whoever makes it. Values hold no line ends. */
export const SECURITY_HEADERS: readonly (readonly [name: string, value: string])[] = [
  ['Content-Security-Policy', CONTENT_POLICY],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  [
    'Permissions-Policy',
    [...USED.map((name) => `${name}=(self)`), ...DENIED.map((name) => `${name}=()`)].join(', '),
  ],
]

/** An answer that has the headers from its beginning: Node's own refusals and Socket.IO's answers are made of it too. */
export class SecureResponse<
  Request extends IncomingMessage = IncomingMessage,
> extends ServerResponse<Request> {
  constructor(...args: ConstructorParameters<typeof ServerResponse<Request>>) {
    super(...args)
    for (const [name, value] of SECURITY_HEADERS) this.setHeader(name, value)
  }
}
