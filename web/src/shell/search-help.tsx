import type { Row } from '../feed/rows.ts'
import { RefusedMark } from '../parts/icon.tsx'
import { Pencil } from '../parts/pencil.tsx'
import { Sentence } from '../parts/sentence.tsx'
import { offeredKeys } from '../query.ts'
import type { QueryProblem } from './check-query.ts'

export interface Suggestion {
  readonly text: string
  readonly says: string
}

const mostSuggestions = 8

/** What the word under way may become: a key, a status, or a stream that is in the list. */
export function suggestionsFor(draft: string, rows: readonly Row[]): readonly Suggestion[] {
  const word = draft.slice(draft.lastIndexOf(' ') + 1)
  const fits = (text: string) => text.startsWith(word) && text !== word
  if (!word.includes(':'))
    return offeredKeys.map(({ key, says }) => ({ text: `${key}:`, says })).filter(({ text }) => fits(text))
  const values: Suggestion[] = [
    { text: 'status:valid', says: 'accepted' },
    { text: 'status:invalid', says: 'refused' },
    { text: 'since:10m', says: 'the last ten minutes' },
  ]
  if (word.startsWith('stream:')) values.push(...streamsIn(rows))
  return values.filter(({ text }) => fits(text)).slice(0, mostSuggestions)
}

/** What hangs under the search: first what is wrong with it, then what it may become. */
export function SearchHelp(props: {
  problem: QueryProblem | undefined
  suggestions: readonly Suggestion[]
  marked: number
  query: string
  take(text: string): void
  correct: (() => void) | undefined
}) {
  const { problem, suggestions } = props
  if (problem === undefined && suggestions.length === 0) return null
  return (
    <div className="qp" onPointerDown={event => event.preventDefault()}>
      {problem === undefined ? null : (
        <div className="qe" id="q-problem" role="alert">
          <span className="st no">
            <RefusedMark />
          </span>
          <p>
            <b>
              <Sentence text={problem.detail} />
            </b>{' '}
            <Sentence text={problem.hint ?? ''} />
          </p>
          {problem.wrong === undefined || problem.meant === undefined ? null : (
            <Pencil fix={{ was: problem.wrong, becomes: problem.meant }} />
          )}
          {props.correct === undefined ? null : (
            <button type="button" className="btn fix" onClick={props.correct}>
              Use {problem.meant} <kbd>Tab</kbd>
            </button>
          )}
        </div>
      )}
      <div role="listbox" id="q-help" aria-label="Search terms">
        {suggestions.map(({ text, says }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: a combobox keeps the focus; its field has the keys
          <div
            role="option"
            key={text}
            id={`q-option-${index}`}
            aria-selected={index === props.marked}
            onClick={() => props.take(text)}
          >
            <code>{text}</code>
            <span className="dim">{says}</span>
          </div>
        ))}
      </div>
      {problem === undefined ? null : (
        <p className="qf dim">
          {props.query === ''
            ? 'The list still shows everything.'
            : 'The list still shows the last search that was right: '}
          {props.query === '' ? null : <code>{props.query}</code>}
        </p>
      )}
    </div>
  )
}

function streamsIn(rows: readonly Row[]): readonly Suggestion[] {
  const names = new Set<string>()
  for (const row of rows) if (row.kind === 'event' && row.item.stream !== null) names.add(row.item.stream)
  return [...names].sort().map(name => ({ text: `stream:${name}`, says: '' }))
}
