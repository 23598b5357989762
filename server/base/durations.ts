const unitsMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const unitsBytes: Record<string, number> = {
  b: 1,
  kb: 1000,
  mb: 1000 ** 2,
  gb: 1000 ** 3,
  tb: 1000 ** 4,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
  tib: 1024 ** 4,
}

/** Milliseconds of `200ms`, `5s`, `10m`, `1h30m`, `7d`, `1w`; undefined where the text is no duration. */
export function parseDuration(text: string): number | undefined {
  let ms = 0
  for (const part of text.split(/(?<=[a-z])(?=\d)/i)) {
    const own = parseQuantity(part, unitsMs)
    if (own === undefined) return undefined
    ms += own
  }
  return ms
}

/** Bytes of `500MB` (decimal) or `2GiB` (binary), in any case; undefined where the text is no size. */
export function parseSize(text: string): number | undefined {
  return parseQuantity(text, unitsBytes)
}

function parseQuantity(text: string, units: Record<string, number>): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text.trim())
  const unit = match?.[2] && units[match[2].toLowerCase()]
  return match?.[1] && unit ? Math.round(Number(match[1]) * unit) : undefined
}
