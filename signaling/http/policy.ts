/**
 * The Content-Security-Policy of every answer. Nothing is loaded from elsewhere, no inline script or style is
 * taken. `'self'` in connect-src covers WebSockets to the page's own origin. CodeMirror lives in a shadow root,
 * where its rules are adopted style sheets, which need no permission, as styles set from script
 * (`element.style`) need none. No upgrade-insecure-requests and no HSTS: a server in a home network speaks
 * plain HTTP.
 */
export const CONTENT_POLICY = [
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
].join('; ')
