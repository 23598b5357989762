/** What EventGate answers, as it came. */
export interface Answer {
  readonly status: number
  readonly reason: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  readonly ms: number
}
