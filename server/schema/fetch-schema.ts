import { messageOf } from '../base/errors.ts'

/** The text of a schema on the web, or why it cannot be had, in words. */
export type FetchedSchema =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string }

/** The largest of 510 real schemas has 150 kB. */
const longest = 4 * 1024 * 1024
const limitMs = 10_000
const mostRedirects = 3

/**
 * GETs a schema below a base URI; never rejects. What leads out of the base, is too large or takes too long is not read:
 * the address comes from an event that anybody may have sent.
 */
export async function fetchSchema(base: string, path: string, stopping: AbortSignal): Promise<FetchedSchema> {
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(limitMs)])
  let url = new URL(base + path)
  try {
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      if (!url.href.startsWith(`${base}/`)) return refused(`${base}${path} leads out of ${base}`)
      const answer = await fetch(url, { redirect: 'manual', signal, headers: { 'user-agent': 'event-sandbox' } })
      const location = answer.headers.get('location')
      if (answer.status < 300 || answer.status >= 400 || location === null) return await textOf(answer, url)
      await answer.body?.cancel()
      url = new URL(location, url)
    }
    return refused(`${base}${path} redirects without end`)
  } catch (failure) {
    if (signal.aborted) return refused(`${url} did not answer within ${limitMs / 1000} seconds`)
    // fetch says only that it failed, and hides why.
    const { cause } = failure as { cause?: unknown }
    return refused(`${url} cannot be reached: ${messageOf(cause instanceof Error ? cause : failure)}`)
  }
}

async function textOf(answer: Response, url: URL): Promise<FetchedSchema> {
  if (!answer.ok || !answer.body) {
    await answer.body?.cancel()
    return refused(`${url} answers ${answer.status} ${answer.statusText}`.trimEnd())
  }
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
    length += chunk.length
    // Leaving the loop cancels the rest.
    if (length > longest) return refused(`${url} is larger than ${longest / 1024 / 1024} MiB`)
    chunks.push(chunk)
  }
  return { ok: true, text: Buffer.concat(chunks).toString('utf8') }
}

function refused(reason: string): FetchedSchema {
  return { ok: false, reason }
}
