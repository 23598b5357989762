import { useState } from 'react'
import type { StoredEvent } from '../wire.ts'
import { CopyAsCurl } from './copy-as-curl.tsx'
import { Joined } from './joined.tsx'
import type { Place } from './place.ts'
import { ProblemList, Verdict } from './problems.tsx'
import type { Resend } from './use-resend.ts'
import { WhyFoot } from './why-foot.tsx'

/** Why an event was refused: the sentence, the correction, and both lines joined. */
export function Why({ event, place, resend }: { event: StoredEvent; place: Place; resend: Resend }) {
  const [current, setCurrent] = useState(0)
  const problem = event.problems[current] ?? event.problems[0]
  if (problem === undefined) return null
  const isAlone = event.problems.length === 1
  const button = <ResendButton resend={resend} />
  return (
    <>
      <h2 className="vh">Why it was refused</h2>
      {isAlone ? (
        <Verdict problem={problem} said={resend.said}>
          {place === 'panel' ? resend.label === undefined ? <CopyAsCurl event={event} /> : button : null}
        </Verdict>
      ) : (
        <ProblemList
          problems={event.problems}
          current={current}
          choose={setCurrent}
          resend={resend}
          compact={place === 'panel'}
        >
          {place === 'panel' ? button : null}
        </ProblemList>
      )}
      <Joined event={event} current={current} choose={setCurrent} applied={resend.applied} place={place} />
      <WhyFoot event={event} problem={problem} place={place} />
    </>
  )
}

/** The next right step: corrects a copy and sends it. Not there where something has no correction. */
export function ResendButton({ resend }: { resend: Resend }) {
  if (resend.label === undefined) return null
  return (
    <button type="button" className="btn do" disabled={resend.pending} onClick={resend.send}>
      {resend.label}
    </button>
  )
}
