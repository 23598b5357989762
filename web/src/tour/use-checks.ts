import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useEvent } from '../event/use-event.ts'
import { useFeedState } from '../feed/use-feed.tsx'
import { followAnswers } from '../gate-answers.ts'
import { askedOf } from '../query.ts'
import { usePage } from '../use-page.ts'
import { isOwn } from './own-events.ts'
import { rememberSent, rememberText, tick, useProgress } from './progress.ts'

/** Ticks what the page and the gate's answers show; each step's own part ticks what it does itself. */
export function useChecks(step: number) {
  const { pathname } = useLocation()
  const page = usePage()
  const progress = useProgress()
  useEffect(
    () =>
      followAnswers(({ status, text, at }) => {
        rememberText(text)
        if (status === 201) {
          tick('sent')
          const sent = whatWasSent(text)
          if (sent !== undefined) rememberSent({ ...sent, at })
        }
        if (status === 400 && step === 1) tick('refused')
        if (status === 201 && step === 2) tick('fix-accepted')
      }),
    [step],
  )
  useEffect(() => {
    if (pathname.startsWith('/send')) tick('send-opened')
  }, [pathname])
  const opened = page.event ?? /^\/event\/(.+)$/.exec(pathname)?.[1]
  useOpenedEvent(pathname.startsWith('/send') ? undefined : opened, step)
  usePast(progress.sent?.at, step)
}

function useOpenedEvent(cursor: string | undefined, step: number) {
  const { data: event } = useEvent(cursor)
  const { texts } = useProgress()
  useEffect(() => {
    // Others send as well, and the demo does all the time.
    if (event === undefined || cursor === undefined || !isOwn(event, texts)) return
    if (step === 0 && event.status === 'valid') tick('event-opened')
    if (step === 1 && event.status === 'invalid') tick('why-read')
  }, [event, cursor, step, texts])
}

function usePast(sentAt: number | undefined, step: number) {
  const { query } = usePage()
  const { rows, loaded } = useFeedState()
  const isPast = askedOf(query, 'until') !== undefined
  const newest = rows.find(row => row.kind === 'event')?.item
  useEffect(() => {
    if (step !== 5 || !loaded || sentAt === undefined) return
    if (!isPast) return
    tick('past-looked')
    if (newest === undefined || Date.parse(newest.receivedAt) < sentAt) tick('past-without')
  }, [isPast, loaded, newest, sentAt, step])
  useEffect(() => {
    if (step === 5 && !isPast) return () => {}
    // Left again once it was there: the cleanup runs as the moment is taken out.
    return () => {
      if (step === 5 && !location.search.includes('until')) tick('now-again')
    }
  }, [isPast, step])
}

function whatWasSent(text: string): { stream: string; schema: string } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const event = (Array.isArray(value) ? value[0] : value) as { $schema?: unknown; meta?: { stream?: unknown } }
    const stream = event?.meta?.stream
    const schema = event?.$schema
    return typeof stream === 'string' && typeof schema === 'string' ? { stream, schema } : undefined
  } catch {
    return undefined
  }
}
