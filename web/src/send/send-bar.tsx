import { corrected as correctedEvent } from '../event/patch.ts'
import { Icon, RefusedMark } from '../parts/icon.tsx'
import { useSandbox } from '../use-sandbox.ts'
import { count, counted } from '../words.ts'
import { type Check, checkedEvents, type EventProblem } from './checks.ts'
import { eventsIn, linesIn, writtenLike } from './events-in.ts'
import { useSendPlace } from './use-send-place.ts'

/** What the gate would say, and the ways to send. */
export function SendBar(props: {
  /** undefined while it is asked. */
  check: Check | undefined
  isError: boolean
  isPending: boolean
  isEmpty: boolean
  goTo(problem: EventProblem): void
  send(): void
  fixAndSend?(): void
}) {
  const place = useSendPlace()
  const { fixAndSend } = props
  const isBarred = props.isPending || props.isEmpty
  return (
    <div className="send-bar">
      <p role="status" className="send-state">
        {props.isError ? (
          'The sandbox does not answer.'
        ) : props.check === undefined ? (
          ''
        ) : (
          <Verdict {...props} check={props.check} />
        )}
      </p>
      <span className="grow" />
      <GateSelect />
      <label className="send-hasty">
        <input
          type="checkbox"
          checked={place.isHasty}
          onChange={event => place.beHasty(event.target.checked)}
          title="Answered before it is checked: 202"
        />
        Hasty
      </label>
      {fixAndSend === undefined ? null : (
        <button type="button" className="btn" disabled={isBarred} onClick={props.send}>
          Send as it is
        </button>
      )}
      <button type="button" className="btn do" disabled={isBarred} onClick={fixAndSend ?? props.send}>
        {fixAndSend !== undefined ? 'Fix and send' : props.check?.problems.length ? 'Send as it is' : 'Send'}
        <kbd className="only-wide">Ctrl Enter</kbd>
      </button>
    </div>
  )
}

function Verdict({ check, goTo }: { check: Check; goTo(problem: EventProblem): void }) {
  const { problems, events } = check
  const [first] = problems
  if (first === undefined) {
    const number = events?.length ?? 0
    return (
      <span className="st">
        <Icon name="tick" />
        {number > checkedEvents
          ? `The first ${checkedEvents} of ${count(number)} events are right`
          : number === 1
            ? 'Right by its schema'
            : `All ${counted(number, linesIn(check.text) === undefined ? 'event' : 'line')} are right`}
      </span>
    )
  }
  return (
    <>
      <span className="st no">
        <RefusedMark />
        {counted(problems.length, 'problem')}
      </span>
      <button type="button" className="link" onClick={() => goTo(first)}>
        Go to the first
      </button>
    </>
  )
}

function GateSelect() {
  const place = useSendPlace()
  const gates = useSandbox()?.gates ?? []
  const names = [...new Set(gates.map(({ name }) => name))]
  if (names.length < 2) return null
  const [main = ''] = names
  return (
    <label className="send-select">
      <span className="vh">Gate</span>
      <select
        value={place.gate ?? main}
        onChange={({ target }) => place.chooseGate(target.value === main ? undefined : target.value)}
      >
        {names.map(name => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  )
}

/** The text with everything corrected. */
export function corrected(text: string, problems: readonly EventProblem[]): string {
  const events = (eventsIn(text) ?? []).map((event, index) => {
    const own = problems.filter(problem => problem.event === index)
    return own.length === 0 ? event : correctedEvent(event, own)
  })
  return writtenLike(text, events)
}
