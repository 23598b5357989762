import type { StreamSummary } from './wire.ts'

/** `0.9`, `1,204`: events a second. */
export function rateWords(rate: number): string {
  return rate >= 10 ? Math.round(rate).toLocaleString('en-US') : rate.toFixed(1)
}

/** `page/change 1.2.0`: the last two parts of the title and the newest version. */
export function schemaWords(schema: StreamSummary['schema']): string {
  if (schema === null) return 'any schema'
  const title = shortTitle(schema.title)
  return schema.latest === null ? `${title}, not found` : `${title} ${schema.latest}`
}

/** The last two parts of a title. */
export function shortTitle(title: string): string {
  return title.split('/').slice(-2).join('/')
}
