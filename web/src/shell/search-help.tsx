import { Fragment } from 'react'
import { RefusedMark } from '../parts/icon.tsx'
import { Pencil } from '../parts/pencil.tsx'
import { Sentence } from '../parts/sentence.tsx'
import type { QueryProblem } from './check-query.ts'
import type { Suggestion } from './use-completions.ts'

/** What hangs under the search: first what is wrong with it, then what it may become. */
export function SearchHelp(props: {
  problem: QueryProblem | undefined
  /** What stands at the wrong place. */
  wrong: string
  suggestions: readonly Suggestion[]
  marked: number
  /** The query that the list still shows while something wrong is typed. */
  lastRight: string | undefined
  take(suggestion: Suggestion): void
  correct(): void
}) {
  const { problem, suggestions } = props
  if (problem === undefined && suggestions.length === 0) return null
  return (
    <div className="qp" onPointerDown={event => event.preventDefault()}>
      {problem === undefined ? null : <Problem problem={problem} wrong={props.wrong} correct={props.correct} />}
      <div role="listbox" id="q-help" aria-label="Search terms">
        {suggestions.map((suggestion, index) => {
          const { text, says, group } = suggestion
          return (
            <Fragment key={suggestion.draft}>
              {group !== undefined && group !== suggestions[index - 1]?.group ? (
                <p className="qg" role="presentation">
                  {group}
                </p>
              ) : null}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: a combobox keeps the focus; its field has the keys */}
              <div
                role="option"
                id={`q-option-${index}`}
                aria-selected={index === props.marked}
                onClick={() => props.take(suggestion)}
              >
                <code>{text}</code>
                <span className="dim">{says}</span>
              </div>
            </Fragment>
          )
        })}
      </div>
      {problem === undefined || props.lastRight === undefined ? null : <LastRight query={props.lastRight} />}
    </div>
  )
}

function Problem({ problem, wrong, correct }: { problem: QueryProblem; wrong: string; correct(): void }) {
  const { detail, hint, instead } = problem
  return (
    <div className="qe" id="q-problem" role="alert">
      <span className="st no">
        <RefusedMark />
      </span>
      <p>
        <b>
          <Sentence text={detail} />
        </b>{' '}
        <Sentence text={hint ?? ''} />
      </p>
      {instead === undefined ? null : (
        <>
          {wrong === '' || instead === '' ? null : <Pencil fix={{ was: wrong, becomes: instead }} />}
          <button type="button" className="btn fix" onClick={correct}>
            {instead === '' ? `Take ${wrong} away` : `Use ${instead}`} <kbd>Tab</kbd>
          </button>
        </>
      )}
    </div>
  )
}

function LastRight({ query }: { query: string }) {
  if (query === '') return <p className="qf dim">The list still shows everything.</p>
  return (
    <p className="qf dim">
      The list still shows the last search that was right: <code>{query}</code>
    </p>
  )
}
