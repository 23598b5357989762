/** What a gate has done since the start, by stream and schema. */
export interface GateCounts {
  produced(stream: string, schemaUri: string): void
  refused(stream: string, schemaUri: string, errorType: string): void
  /** `[stream, schema URI, count]` */
  allProduced(): Iterable<readonly [string, string, number]>
  /** `[stream, schema URI, error type, count]` */
  allRefused(): Iterable<readonly [string, string, string, number]>
}

// Producers invent streams and schemas; what comes after so many different ones is counted together.
const mostLabels = 10_000

/** Counts in maps: a metrics library's labels cost a microsecond an event. */
export function createGateCounts(): GateCounts {
  const produced = new Map<string, Map<string, number>>()
  const refused = new Map<string, number>()
  let pairs = 0

  return {
    produced(stream, schemaUri) {
      let bySchema = produced.get(stream)
      if (!bySchema) {
        if (pairs >= mostLabels) return this.produced('other', 'other')
        bySchema = new Map()
        produced.set(stream, bySchema)
        pairs += 1
      }
      bySchema.set(schemaUri, (bySchema.get(schemaUri) ?? 0) + 1)
    },
    refused(stream, schemaUri, errorType) {
      const key = JSON.stringify([stream, schemaUri, errorType])
      const kept = refused.has(key) || refused.size < mostLabels ? key : JSON.stringify(['other', 'other', errorType])
      refused.set(kept, (refused.get(kept) ?? 0) + 1)
    },
    *allProduced() {
      for (const [stream, bySchema] of produced) for (const [uri, count] of bySchema) yield [stream, uri, count]
    },
    *allRefused() {
      for (const [key, count] of refused) {
        const [stream, uri, type] = JSON.parse(key) as [string, string, string]
        yield [stream, uri, type, count]
      }
    },
  }
}
