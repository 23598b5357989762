const kept = 'event-sandbox.token'

/**
 * The token a sandbox beyond loopback asks for. It comes in the fragment of the URL that the start prints, is kept for
 * this tab, and leaves the address bar, so that a copied address does not carry it.
 */
export function readToken(): string | undefined {
  const given = new URLSearchParams(location.hash.slice(1)).get('token')
  try {
    if (given === null) return sessionStorage.getItem(kept) ?? undefined
    sessionStorage.setItem(kept, given)
  } catch {
    // Storage is switched off: the token holds until the page is loaded again.
  }
  if (given !== null) history.replaceState(null, '', location.pathname + location.search)
  return given ?? undefined
}
