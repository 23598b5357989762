/** Where a sandbox is: its origin, and the scope that an address such as `http://127.0.0.1:8192/s/test-1` names. */
export interface Address {
  readonly origin: string
  readonly scope: string | undefined
}

/** Reads an address; undefined where the text is none. A slash at the end is no part of it. */
export function parseAddress(text: string): Address | undefined {
  const [, origin, scope] = /^(https?:\/\/[^/?#]+)(?:\/s\/([^/?#]+))?\/*$/i.exec(text.trim()) ?? []
  return origin === undefined || !URL.canParse(origin) ? undefined : { origin, scope }
}
