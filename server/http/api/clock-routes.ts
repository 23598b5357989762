import type { FastifyInstance } from 'fastify'
import { type ClockChange, readClockTime, type SettableClock } from '../../base/clock.ts'
import { SandboxError } from '../../base/errors.ts'
import type { Wakeup } from '../../base/wakeup.ts'
import { isEvent } from '../../event/event.ts'
import type { Log } from '../../log/types.ts'
import type { Activity } from '../../query/activity.ts'

interface ClockParts {
  readonly clock: SettableClock
  readonly log: Log
  readonly activity: Activity
  readonly newId: () => string
  readonly renewed: Pick<Wakeup, 'wake'>
}

/** Telling and setting the clock; the answer comes once what is too old by it is gone. */
export function clockRoutes(app: FastifyInstance, parts: ClockParts): void {
  const { clock } = parts
  app.get('/_sandbox/clock', () => shown(clock))
  app.route({
    method: ['PUT', 'POST'],
    url: '/_sandbox/clock',
    handler({ body }) {
      clock.set(changeOf(body, clock))
      return changed(parts)
    },
  })
  app.delete('/_sandbox/clock', () => {
    clock.reset()
    return changed(parts)
  })
  // What the gate fills in, for a client that wants to know what it sends.
  const stamp = () => ({ id: parts.newId(), dt: new Date(clock.now()).toISOString() })
  app.post('/_sandbox/stamps', ({ body }) => {
    const count = countIn(body)
    return count === undefined ? stamp() : { items: Array.from({ length: count }, stamp) }
  })
}

function countIn(body: unknown): number | undefined {
  const { count, ...others } = isEvent(body) ? body : {}
  const fits = count === undefined || (Number.isInteger(count) && Number(count) >= 0 && Number(count) <= 1000)
  if (fits && Object.keys(others).length === 0) return count as number | undefined // as: checked above
  throw new SandboxError('bad_request', 'The body does not say how many stamps.', {
    hint: 'Send {"count": 10}, up to 1000, or nothing for one.',
  })
}

async function changed({ clock, log, activity, renewed }: ClockParts): Promise<object> {
  activity.recount()
  await log.retain()
  renewed.wake()
  return shown(clock)
}

function shown(clock: SettableClock): object {
  // The machine's clock is asked once: the two are the same where it is not set.
  const real = clock.real()
  const iso = (time: number) => new Date(time).toISOString()
  return { now: iso(clock.at(real)), real: iso(real), isSet: clock.isSet, frozen: clock.isFrozen }
}

function changeOf(body: unknown, clock: SettableClock): ClockChange {
  const { now, frozen, ...others } = isEvent(body) ? body : {}
  const isChange = now !== undefined || frozen !== undefined
  const fits = ['string', 'undefined'].includes(typeof now) && ['boolean', 'undefined'].includes(typeof frozen)
  if (!isChange || !fits || Object.keys(others).length > 0) {
    throw new SandboxError('bad_request', 'The body does not say what to set the clock to.', {
      hint: 'Send {"now": "2026-01-31T12:00:00Z"}, {"now": "+1h"} or {"frozen": true}.',
    })
  }
  return {
    ...(typeof now === 'string' ? { now: readClockTime(now, clock.now()) } : {}),
    ...(typeof frozen === 'boolean' ? { frozen } : {}),
  }
}
