/** A host as it stands in addresses: a browser cannot open 0.0.0.0, and an IPv6 address stands in brackets. */
export function shownHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
