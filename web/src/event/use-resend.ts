import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import type { Problem, StoredEvent } from '../wire.ts'
import { corrected } from './patch.ts'

/** Corrections on a copy of a refused event; the original stays. */
export interface Resend {
  /** Which problems are corrected on the copy so far. */
  readonly applied: ReadonlySet<number>
  /** Writes one correction into the copy, or takes it back, and checks the copy. */
  toggle(index: number): void
  /** What the button says that corrects everything and sends; undefined where something has no correction. */
  readonly label: string | undefined
  send(): void
  readonly pending: boolean
  /** What the gate says to the copy. */
  readonly said: string | undefined
}

export function useResend(event: StoredEvent, accepted: (cursor: string) => void): Resend {
  const [applied, setApplied] = useState<ReadonlySet<number>>(new Set())
  const [said, say] = useState<string>()
  const { problems } = event
  const isWhole = problems.length > 0 && problems.every(problem => problem.fix !== undefined)

  const sending = useMutation({
    mutationFn: async () => {
      setApplied(new Set(problems.keys()))
      return resend(corrected(event.event, problems), event.cursor)
    },
    onSuccess: answer => ('cursor' in answer ? accepted(answer.cursor) : say(answer.said)),
    onError: () => say('The sandbox does not answer. Nothing was sent.'),
  })
  const toggle = async (index: number) => {
    const next = new Set(applied)
    if (!next.delete(index)) next.add(index)
    setApplied(next)
    say(undefined)
    if (next.size === 0) return
    const copy = corrected(
      event.event,
      problems.filter((_, at) => next.has(at)),
    )
    const { problems: left } = await api.validate(copy)
    say(
      left.length === 0 ? 'The copy is right now. It is sent when you say so.' : `${leftWords(left)} left in the copy.`,
    )
  }
  return {
    applied,
    toggle: index => void toggle(index).catch(() => say('The sandbox does not answer.')),
    label: isWhole ? (problems.length === 1 ? 'Fix and resend' : `Fix all ${problems.length} and resend`) : undefined,
    send: () => sending.mutate(),
    pending: sending.isPending,
    said,
  }
}

/** Checks the copy, sends it, and finds it again by its id: what was answered 201 is readable at once. */
async function resend(copy: unknown, original: string): Promise<{ cursor: string } | { said: string }> {
  const event = withId(copy)
  const { valid, problems } = await api.validate(event)
  if (!valid) return { said: `The corrected copy would still be refused: ${problems[0]?.message ?? ''}` }
  const sent = await api.send(event)
  if (!sent.accepted) return { said: `The gate refused the copy: ${sent.said}` }
  const { id } = event.meta
  for (let after: string | null = original; after !== null; ) {
    const page = await api.events({ status: 'valid', after, order: 'asc', limit: 500 })
    const found = page.items.find(item => idOf(item.event) === id)
    if (found !== undefined) return { cursor: found.cursor }
    after = page.next
  }
  return { said: 'The copy was accepted, and has left the log since.' }
}

type Identified = Record<string, unknown> & { readonly meta: { readonly id: unknown } }

function withId(copy: unknown): Identified {
  const event = copy as Record<string, unknown> // only an object has corrections
  const meta = (event.meta ?? {}) as Record<string, unknown>
  return { ...event, meta: { ...meta, id: meta.id ?? newId() } }
}

function idOf(event: unknown): unknown {
  return (event as { meta?: { id?: unknown } } | null)?.meta?.id
}

/** crypto.randomUUID is not there on a page that is neither on localhost nor on https. */
function newId(): string {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}

function leftWords(problems: readonly Problem[]): string {
  return problems.length === 1 ? '1 problem is' : `${problems.length} problems are`
}
