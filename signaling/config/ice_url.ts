const ICE_URL = /^(stuns?|turns?):(?:\[[0-9a-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?(\?transport=(?:udp|tcp))?$/i
const MOST_PORT = 65_535

/**
 * What kind of server a URL names (RFC 7064, RFC 7065); null where browsers would not take it. With one that they do
 * not take, as `turn://…`, a page can make no direct link at all.
 */
export function iceUrlKind(url: string): 'stun' | 'turn' | null {
  const [, scheme = '', port = '1', transport] = ICE_URL.exec(url) ?? []
  const isTurn = scheme.toLowerCase().startsWith('turn')
  const fits = scheme !== '' && Number(port) >= 1 && Number(port) <= MOST_PORT
  if (!fits || (transport !== undefined && !isTurn)) return null
  return isTurn ? 'turn' : 'stun'
}
