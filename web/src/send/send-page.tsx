import { lazy, Suspense, useEffect, useState } from 'react'
import { Icon } from '../parts/icon.tsx'
import { Problem } from '../parts/problem.tsx'
import type { StreamList } from '../streams/wire.ts'
import { useSandbox } from '../use-sandbox.ts'
import { shortSchema } from '../words.ts'
import { AnswerPane } from './answer-pane.tsx'
import type { EditorHands } from './editor.tsx'
import { corrected, SendBar } from './send-bar.tsx'
import { useCheck } from './use-check.ts'
import { choiceOf, useFirstText, useStreamChoices } from './use-first-text.ts'
import { useOffers } from './use-offers.ts'
import { useSendPlace } from './use-send-place.ts'
import { useSending } from './use-sending.ts'

const Editor = lazy(() => import('./editor.tsx').then(({ Editor }) => ({ default: Editor })))

/** An event, or several, written by hand with the schema at hand; and the gate's answer to the letter. */
export function SendPage() {
  const place = useSendPlace()
  const choices = useStreamChoices()
  const choice = choiceOf(choices.data, place.stream)
  const [seed, setSeed] = useState(0)
  const isKnown = choices.data !== undefined || choices.error !== null
  const first = useFirstText({ event: place.event, choice: isKnown ? choice : undefined, stream: place.stream, seed })
  const sending = useSending()
  return (
    <div className="sendp">
      <title>Send - event-sandbox</title>
      <section className="send-edit" aria-label="Event to send">
        <div className="send-head">
          <h1>Send</h1>
          <StreamSelect
            choices={choices.data}
            chosen={place.stream ?? choice?.stream ?? ''}
            choose={place.chooseStream}
          />
          <SchemaName choice={choice} />
          <span className="grow" />
          {place.event !== undefined ? (
            <span className="dim nowrap only-wide">a copy of {place.event}</span>
          ) : choice?.schema ? (
            <button type="button" className="btn plain" onClick={() => setSeed(seed + 1)}>
              <Icon name="file" />
              New sample
            </button>
          ) : null}
        </div>
        {first.error === null ? null : <Problem error={first.error} />}
        {first.text === undefined || !isKnown ? (
          <div className="send-editor" />
        ) : (
          <Written first={first.text} sending={sending} choices={choices.data} />
        )}
      </section>
      <AnswerPane sending={sending} />
    </div>
  )
}

function Written(props: { first: string; sending: ReturnType<typeof useSending>; choices: StreamList | undefined }) {
  const { first, sending } = props
  const place = useSendPlace()
  const path = useGatePath(place.gate)
  const [text, setText] = useState(first)
  // Another sample, stream or event begins anew.
  useEffect(() => setText(first), [first])
  const { check, isCurrent, isError } = useCheck(text)
  const [hands, setHands] = useState<EditorHands>()
  const problems = isCurrent ? (check?.problems ?? []) : []
  const send = (sent: string) => sending.send({ text: sent, path, isHasty: place.isHasty })
  const isFixable = problems.length > 0 && problems.every(({ fix }) => fix !== undefined)
  const fixAndSend = () => {
    const fixed = corrected(text, problems)
    setText(fixed)
    send(fixed)
  }
  const offers = useOffers(props.choices)
  return (
    <>
      <Suspense fallback={<div className="send-editor" />}>
        <Editor
          text={text}
          problems={problems}
          offers={offers}
          change={setText}
          send={() => (isFixable ? fixAndSend() : send(text))}
          ready={setHands}
        />
      </Suspense>
      <SendBar
        check={isCurrent ? check : undefined}
        isError={isError}
        isPending={sending.isPending}
        isEmpty={text.trim() === ''}
        goTo={problem => hands?.goTo(problem)}
        send={() => send(text)}
        {...(isFixable ? { fixAndSend } : {})}
      />
    </>
  )
}

function StreamSelect(props: { choices: StreamList | undefined; chosen: string; choose(stream: string): void }) {
  const names = (props.choices?.items ?? []).map(({ stream }) => stream)
  // A stream that nobody has sent to yet stands in the URL alone.
  const all = names.includes(props.chosen) || props.chosen === '' ? names : [props.chosen, ...names]
  return (
    <label className="send-select">
      <span className="vh">Stream</span>
      <select value={props.chosen} onChange={event => props.choose(event.target.value)}>
        {all.map(name => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  )
}

function SchemaName({ choice }: { choice: StreamList['items'][number] | undefined }) {
  if (!choice?.schema?.latest) return null
  return <span className="dim nowrap only-wide">{shortSchema(`/${choice.schema.title}/${choice.schema.latest}`)}</span>
}

/** Where a gate takes events, from this page's own origin. */
function useGatePath(gate: string | undefined): string {
  const gates = useSandbox()?.gates ?? []
  const own = gates.find(({ name, intake }) => name === gate && new URL(intake).pathname.startsWith('/gates/'))
  return own === undefined ? '/v1/events' : new URL(own.intake).pathname
}
