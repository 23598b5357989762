import { expect } from 'vitest'

/** A black-box case, observed on the original. Texts such as `~regex:^a`, `~any` and `~absent` stand for what they say. */
export interface Case {
  readonly id: string
  readonly group: string
  readonly description: string
  /** `quirk`: a defect of the original that need not be copied. */
  readonly stance: 'must' | 'quirk'
  readonly before?: readonly CaseRequest[]
  readonly request: CaseRequest
  readonly expect: Expectation
}

/** A request as it goes over the wire. */
export interface CaseRequest {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly bodyRaw?: string
  readonly bodyBase64?: string
  readonly bodyTemplate?: {
    readonly prefix?: string
    readonly repeat: string
    readonly times: number
    readonly suffix?: string
  }
}

interface Expectation {
  readonly status: number | readonly number[]
  readonly statusMessage?: string
  readonly headerMatch?: Readonly<Record<string, string | null>>
  readonly bodyEmpty?: boolean
  readonly bodyText?: string
  readonly bodyMatch?: unknown
  /** What stands in the output file, in order. */
  readonly produced?: readonly unknown[]
  readonly timeout?: boolean
}

/** The bytes of a case's body. */
export function bodyOf({ body, bodyRaw, bodyBase64, bodyTemplate }: CaseRequest): Buffer | undefined {
  if (bodyBase64 !== undefined) return Buffer.from(bodyBase64, 'base64')
  if (bodyTemplate) {
    const { prefix = '', repeat, times, suffix = '' } = bodyTemplate
    return Buffer.from(prefix + repeat.repeat(times) + suffix)
  }
  if (bodyRaw !== undefined) return Buffer.from(bodyRaw)
  return body === undefined ? undefined : Buffer.from(JSON.stringify(body))
}

/** Expects what a case wants; `where` says so in the failure. */
export function expectMatch(wanted: unknown, got: unknown, where: string): void {
  if (wanted === '~any') expect(got, where).toBeDefined()
  else if (wanted === '~absent' || wanted === null) expect(got ?? undefined, where).toBeUndefined()
  else if (typeof wanted === 'string' && wanted.startsWith('~regex:')) {
    expect(got, where).toEqual(expect.stringMatching(new RegExp(wanted.slice(7), 's')))
  } else if (Array.isArray(wanted)) {
    expect(got, where).toHaveLength(wanted.length)
    for (const [index, each] of wanted.entries()) expectMatch(each, (got as unknown[])[index], `${where}[${index}]`)
  } else if (typeof wanted === 'object') {
    expect(got, where).toBeTypeOf('object')
    for (const [key, each] of Object.entries(wanted as object)) {
      const own = Object.hasOwn(got as object, key) ? (got as Record<string, unknown>)[key] : undefined
      expectMatch(each, own, `${where}.${key}`)
    }
  } else expect(got, where).toEqual(wanted)
}
