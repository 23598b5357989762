import { lazy, Suspense, useState } from 'react'
import { Icon } from '../parts/icon.tsx'
import { Problem } from '../parts/problem.tsx'
import type { StreamList } from '../streams/wire.ts'
import { useSandbox } from '../use-sandbox.ts'
import { shortSchema } from '../words.ts'
import { AnswerPane } from './answer-pane.tsx'
import type { EditorHands } from './editor.tsx'
import { namesIn } from './events-in.ts'
import { withStream } from './places.ts'
import { corrected, SendBar } from './send-bar.tsx'
import { useCheck } from './use-check.ts'
import { useDraft } from './use-draft.ts'
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
  const draft = useDraft(`${place.event ?? ''} ${place.stream ?? ''}`, isKnown ? first.text : undefined)
  const sending = useSending()
  const isCopy = place.event !== undefined
  const named = namesIn(draft.text ?? '')
  const chosen = isCopy ? (named.stream ?? '') : (place.stream ?? choice?.stream ?? '')
  // A copy goes to another stream as it is; everything else begins anew with a sample of that stream.
  const choose = (stream: string) => {
    if (isCopy && named.stream !== undefined) draft.write(withStream(draft.text ?? '', stream))
    else place.chooseStream(stream)
  }
  const takeSample = () => {
    draft.beginAnew()
    setSeed(seed + 1)
  }
  return (
    <div className="sendp">
      <title>Send - event-sandbox</title>
      <section className="send-edit" aria-label="Event to send">
        <div className="send-head">
          <h1>Send</h1>
          <StreamSelect choices={choices.data} chosen={chosen} choose={choose} />
          {named.schema === undefined ? null : (
            <span className="dim nowrap cut only-wide">{shortSchema(named.schema).replace('@', ' ')}</span>
          )}
          <span className="grow" />
          {isCopy ? <span className="dim nowrap only-wide">a copy of {place.event}</span> : null}
          {draft.isKept ? (
            <button type="button" className="btn plain" onClick={draft.beginAnew}>
              <Icon name="reload" />
              Begin anew
            </button>
          ) : null}
          {!isCopy && choice?.schema ? (
            <button type="button" className="btn plain" onClick={takeSample}>
              <Icon name="file" />
              New sample
            </button>
          ) : null}
        </div>
        {first.error === null ? null : <Problem error={first.error} />}
        {draft.text === undefined ? (
          <div className="send-editor" />
        ) : (
          <Written text={draft.text} write={draft.write} sending={sending} choices={choices.data} />
        )}
      </section>
      <AnswerPane sending={sending} />
    </div>
  )
}

function Written(props: {
  text: string
  write(text: string): void
  sending: ReturnType<typeof useSending>
  choices: StreamList | undefined
}) {
  const { text, write, sending } = props
  const place = useSendPlace()
  const path = useGatePath(place.gate)
  const { check, isCurrent, isError } = useCheck(text)
  const [hands, setHands] = useState<EditorHands>()
  const problems = isCurrent ? (check?.problems ?? []) : []
  const send = (sent: string) => sending.send({ text: sent, path, isHasty: place.isHasty })
  const isFixable = problems.length > 0 && problems.every(({ fix }) => fix !== undefined)
  const fixAndSend = () => {
    const fixed = corrected(text, problems)
    write(fixed)
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
          change={write}
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

/** Where a gate takes events, from this page's own origin. */
function useGatePath(gate: string | undefined): string {
  const gates = useSandbox()?.gates ?? []
  const own = gates.find(({ name, intake }) => name === gate && new URL(intake).pathname.startsWith('/gates/'))
  return own === undefined ? '/v1/events' : new URL(own.intake).pathname
}
