import type { Cause } from './wire.ts'

/** The search that finds the refused events of a cause: by the place that is wrong, else by the rule. */
export function refusedQuery({ pointer, keyword, schema }: Cause): string {
  const isPlace = /^(\/[\w$-]+)+$/.test(pointer) && !/\/\d+(\/|$)/.test(pointer)
  const title = schema === undefined ? undefined : /^\/(.+)\/[^/]+$/.exec(schema.uri)?.[1]
  const inTitle = title === undefined ? '' : ` schema:${title}`
  return `error:${isPlace ? pointer : keyword}${inTitle}`
}
