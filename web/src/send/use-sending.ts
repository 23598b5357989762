import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { bodyOf, eventsIn, namesIn } from './events-in.ts'
import type { Answer } from './wire.ts'

/** One request of this page and its answer. */
export interface Sent {
  readonly number: number
  readonly at: number
  readonly text: string
  readonly path: string
  readonly stream: string
  readonly events: number
  readonly isHasty: boolean
  readonly answer: Answer
}

const kept = 20
// Stays while the page is open, also when another page is looked at meanwhile.
let remembered: readonly Sent[] = []

/** Sends a text as it is, lines of JSON as one array, and keeps the answers, newest first. */
export function useSending() {
  const [sent, setSent] = useState(remembered)
  const [chosen, choose] = useState<number>()
  const sending = useMutation({
    mutationFn: async (written: { text: string; path: string; isHasty: boolean }): Promise<Sent> => {
      const request = { ...written, text: bodyOf(written.text) }
      const answer = await api.intake(request.isHasty ? `${request.path}?hasty=true` : request.path, request.text)
      const events = eventsIn(request.text)
      return {
        ...request,
        number: (remembered[0]?.number ?? 0) + 1,
        at: Date.now(),
        stream: namesIn(request.text).stream ?? 'no stream',
        events: events?.length ?? 0,
        answer,
      }
    },
    onSuccess: next => {
      remembered = [next, ...remembered].slice(0, kept)
      setSent(remembered)
      choose(next.number)
    },
  })
  return {
    sent,
    shown: sent.find(({ number }) => number === chosen) ?? sent[0],
    choose,
    send: sending.mutate,
    isPending: sending.isPending,
    isError: sending.isError,
  }
}
