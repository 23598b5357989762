import type { SandboxClient } from '../client/client.ts'
import { InvalidEventsError, UnexpectedEventError, WaitTimeoutError } from '../client/failures.ts'
import type { Match, QuietOptions, WaitManyOptions } from '../client/types.ts'

/** What a matcher gives to `expect`. */
export interface Verdict {
  readonly pass: boolean
  message(): string
}

/** Matchers for `expect.extend`; what they are called on is a sandbox or a scope of one. */
export const matchers = {
  /** Waits for an event; with `not` makes sure that none comes. */
  async toHaveEvent(
    this: { readonly isNot?: boolean },
    sandbox: SandboxClient,
    match: Match,
    options: WaitManyOptions & QuietOptions = {},
  ): Promise<Verdict> {
    checkSubject(sandbox, 'toHaveEvent')
    if (this.isNot) {
      const failure = await failureOf(sandbox.expectNoEvent(match, options), UnexpectedEventError)
      return { pass: failure !== undefined, message: () => failure?.message ?? '' }
    }
    const failure = await failureOf(sandbox.waitForEvents(match, options), WaitTimeoutError)
    return { pass: failure === undefined, message: () => failure?.message ?? '' }
  },

  /** Makes sure that nothing was refused. */
  async toHaveNoInvalidEvents(this: unknown, sandbox: SandboxClient): Promise<Verdict> {
    checkSubject(sandbox, 'toHaveNoInvalidEvents')
    const failure = await failureOf(sandbox.expectNoInvalid(), InvalidEventsError)
    return {
      pass: failure === undefined,
      message: () => failure?.message ?? 'No event was refused, though one was to be.',
    }
  },
}

/** What a test may say of a sandbox. */
export interface SandboxMatchers<Result> {
  /** Waits for an event that matches, 5 s at most; `not` makes sure that none comes for 200 ms. */
  toHaveEvent(match: Match, options?: WaitManyOptions & QuietOptions): Promise<Result>
  /** Makes sure that no event was refused. */
  toHaveNoInvalidEvents(): Promise<Result>
}

// `expect` takes anything: an event, say, or the promise of a sandbox.
function checkSubject(subject: Partial<SandboxClient> | null | undefined, matcher: string): void {
  if (typeof subject?.waitForEvents === 'function') return
  throw new TypeError(`${matcher} is asked of a sandbox or a scope: await expect(sandbox).${matcher}(...)`)
}

// Only what is meant to fail a test is a verdict; a sandbox that is gone stays an error.
async function failureOf(work: Promise<unknown>, kind: new (...args: never[]) => Error): Promise<Error | undefined> {
  try {
    await work
    return undefined
  } catch (failure) {
    if (failure instanceof kind) return failure
    throw failure
  }
}
