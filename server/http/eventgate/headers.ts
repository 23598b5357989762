import type { GateSettings } from '../../intake/gate-settings.ts'

/**
 * The headers of every answer of a gate, as alternating names and values (the form Node writes fastest). Observed on
 * EventGate 1.8.4; `cors: false` drops all four of its headers, `csp: false` the policy.
 */
export function eventgateHeaders({ cors, csp }: GateSettings): readonly string[] {
  const corsHeaders = [
    ['access-control-allow-origin', String(cors)],
    ['access-control-allow-headers', 'accept, x-requested-with, content-type'],
    ['access-control-expose-headers', 'etag'],
    ['access-control-allow-methods', 'post'],
  ]
  const security = [
    ['x-xss-protection', '1; mode=block'],
    ['x-content-type-options', 'nosniff'],
    ['x-frame-options', 'SAMEORIGIN'],
  ]
  const policy = csp === false ? [] : [['content-security-policy', csp]]
  return [...(cors === false ? [] : corsHeaders), ...security, ...policy].flat()
}

/** The same by their names, for routes of Fastify. */
export function eventgateHeadersByName(settings: GateSettings): Record<string, string> {
  const flat = eventgateHeaders(settings)
  return Object.fromEntries(flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1] ?? '']] : [])))
}
