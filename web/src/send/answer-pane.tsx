import { useState } from 'react'
import { CodeLine } from '../event/code-line.tsx'
import { curlCommand } from '../live/send-commands.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { Icon, RefusedMark } from '../parts/icon.tsx'
import { Segments } from '../parts/segments.tsx'
import { clock, count, counted } from '../words.ts'
import type { Sent, useSending } from './use-sending.ts'

type Side = 'body' | 'headers' | 'curl'

/** What the gate answers, to the letter, and what was sent before. */
export function AnswerPane({ sending }: { sending: ReturnType<typeof useSending> }) {
  const [side, show] = useState<Side>('body')
  const { shown } = sending
  return (
    <section className="send-answer" aria-label="Answer">
      <div className="send-head">
        <h2>Answer</h2>
        {shown === undefined ? null : (
          <>
            <span className="dim nowrap only-wide">
              {clock(shown.at)}, in {shown.answer.ms.toFixed(1)} ms
            </span>
            <span className="grow" />
            <Segments
              label="Form"
              chosen={side}
              choose={(next: Side) => show(next)}
              options={[
                { name: 'body', label: 'Body' },
                { name: 'headers', label: `Headers ${count(shown.answer.headers.length)}` },
                { name: 'curl', label: 'curl' },
              ]}
            />
          </>
        )}
      </div>
      <div role="status">
        {sending.isError ? <p className="send-status">The sandbox does not answer. Nothing was sent.</p> : null}
        {shown === undefined || sending.isError ? null : <StatusLine sent={shown} />}
      </div>
      {shown === undefined ? (
        <p className="dim send-none">What the gate says to an event appears here, as its clients read it.</p>
      ) : (
        <Lines sent={shown} side={side} />
      )}
      {sending.sent.length === 0 ? null : <SentList sending={sending} />}
    </section>
  )
}

function StatusLine({ sent: { answer } }: { sent: Sent }) {
  const isTaken = answer.status === 201 || answer.status === 202
  return (
    <p className={isTaken ? 'send-status' : 'send-status no'}>
      {isTaken ? <Icon name="tick" /> : <RefusedMark />}
      <span>
        <b>{answer.status}</b> {answer.reason}
      </span>
    </p>
  )
}

const mostLines = 2000

function Lines({ sent, side }: { sent: Sent; side: Side }) {
  const text = textOf(sent, side)
  const lines = text === '' ? [] : text.split('\n')
  const label = { body: 'Body of the answer', headers: 'Headers of the answer', curl: 'The same request by curl' }[side]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
    <section className="send-body code" tabIndex={0} aria-label={label}>
      {lines.length === 0 ? <p className="dim send-none">The answer has no body.</p> : null}
      {side === 'curl' ? <CopyButton text={text} /> : null}
      {lines.slice(0, mostLines).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a line is
        <div className="ln" key={index}>
          <span className="no">{index + 1}</span>
          <span className="tx">{side === 'body' ? <CodeLine text={line} language="json" /> : line}</span>
        </div>
      ))}
      {lines.length > mostLines ? <p className="dim send-none">{count(lines.length - mostLines)} more lines.</p> : null}
    </section>
  )
}

function textOf({ answer, text, path, isHasty }: Sent, side: Side): string {
  if (side === 'headers') return answer.headers.map(([name, value]) => `${name}: ${value}`).join('\n')
  if (side === 'curl') return curlCommand(`${location.origin}${path}${isHasty ? '?hasty=true' : ''}`, text.trim())
  return laidOut(answer.body)
}

/** With line breaks; nothing but space between tokens is changed. */
function laidOut(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

function SentList({ sending }: { sending: ReturnType<typeof useSending> }) {
  return (
    <div className="send-sent">
      <h3 className="sec">Sent from this page</h3>
      <ol>
        {sending.sent.map(sent => {
          const isTaken = sent.answer.status < 203
          return (
            <li key={sent.number}>
              <button
                type="button"
                aria-current={sent === sending.shown ? true : undefined}
                onClick={() => sending.choose(sent.number)}
              >
                <span className={isTaken ? 'st' : 'st no'}>
                  {isTaken ? <Icon name="tick" /> : <RefusedMark />}
                  {sent.answer.status}
                </span>
                <span className="cut">
                  {sent.stream}, {counted(sent.events, 'event')}
                  {sent.isHasty ? ', hasty' : ''}
                </span>
                <span className="dim">{clock(sent.at)}</span>
              </button>
            </li>
          )
        })}
      </ol>
    </div>
  )
}
