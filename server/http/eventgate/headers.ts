/**
 * The headers of every EventGate answer, as alternating names and values (the form Node writes fastest).
 * Observed on EventGate 1.8.4; CORS is open, as browsers send events from any site.
 */
export const eventgateHeaders: readonly string[] = [
  'access-control-allow-origin',
  '*',
  'access-control-allow-headers',
  'accept, x-requested-with, content-type',
  'access-control-expose-headers',
  'etag',
  'access-control-allow-methods',
  'post',
  'x-xss-protection',
  '1; mode=block',
  'x-content-type-options',
  'nosniff',
  'x-frame-options',
  'SAMEORIGIN',
  'content-security-policy',
  "default-src 'self'; object-src 'none'; media-src 'none'; img-src 'none'; style-src 'none'; base-uri 'self'; frame-ancestors 'self'",
]
