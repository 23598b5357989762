import { type FormEvent, type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { Icon } from '../parts/icon.tsx'
import { type Term, termsOf, withoutTerm } from '../query.ts'
import { usePage } from '../use-page.ts'
import { clock } from '../words.ts'
import { checkDraft, corrected, type QueryProblem, withDraft } from './check-query.ts'
import { SearchHelp } from './search-help.tsx'
import { type Suggestion, useCompletions } from './use-completions.ts'

/** The query as chips with a field behind them. What is typed becomes a chip once it can be read. */
export function Search() {
  const page = usePage()
  const field = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useState('')
  const [problem, setProblem] = useState<QueryProblem>()
  const [isFocused, setFocused] = useState(false)
  const [marked, setMarked] = useState(-1)
  const terms = termsOf(page.query)
  const asked = useMemo(() => checkDraft('', page.query), [page.query])
  const shown = problem ?? asked
  const suggestions = useCompletions(page.query, problem === undefined ? draft : '', isFocused)

  const edit = (text: string) => {
    setDraft(text)
    setProblem(undefined)
    setMarked(-1)
  }
  const commit = (text: string) => {
    const found = checkDraft(page.query, text)
    edit(found === undefined ? '' : text)
    setProblem(found)
    if (found === undefined) page.search(withDraft(page.query, text))
  }
  const take = ({ draft: text }: Suggestion) => (text.endsWith(':') ? edit(text) : commit(text))
  const correct = () => {
    if (problem !== undefined) commit(corrected(draft, problem))
    else if (asked !== undefined) page.search(corrected(page.query, asked))
    field.current?.focus()
  }
  const remove = (term: Term) => {
    page.search(withoutTerm(page.query, term))
    field.current?.focus()
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const suggestion = suggestions[marked]
    if (suggestion !== undefined) take(suggestion)
    else if (draft.trim() !== '') commit(draft)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const last = terms.at(-1)
    if (event.key === 'Backspace' && draft === '' && last !== undefined) {
      event.preventDefault()
      page.search(withoutTerm(page.query, last))
      edit(last.text)
    } else if (event.key === 'Tab' && !event.shiftKey && shown?.instead !== undefined) {
      event.preventDefault()
      correct()
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      const next = Math.max(-1, Math.min(suggestions.length - 1, marked + step))
      setMarked(next)
      document.getElementById(`q-option-${next}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Escape') {
      if (draft === '') field.current?.blur()
      edit('')
    }
  }

  return (
    <search className="searchbox">
      <form className="search" onSubmit={onSubmit}>
        <Icon name="search" />
        {terms.map(term => (
          <span className="q" key={`${term.offset} ${term.text}`}>
            <span className="cut">
              {term.key === undefined ? null : <i>{`${term.not ? '-' : ''}${term.key}:`}</i>}
              {shownValue(term)}
            </span>
            <button type="button" aria-label={`Remove ${term.text}`} onClick={() => remove(term)}>
              <Icon name="cross" />
            </button>
          </span>
        ))}
        <span className="qin">
          <Underlined draft={draft} at={problem?.at} />
          <input
            ref={field}
            id="q"
            type="search"
            aria-label="Search events"
            placeholder={terms.length === 0 ? 'stream:mediawiki.* status:invalid' : ''}
            autoComplete="off"
            spellCheck={false}
            role="combobox"
            aria-expanded={suggestions.length > 0}
            aria-controls="q-help"
            aria-activedescendant={marked >= 0 ? `q-option-${marked}` : undefined}
            aria-invalid={shown !== undefined}
            aria-describedby={shown === undefined ? undefined : 'q-problem'}
            value={draft}
            onChange={event => edit(event.target.value)}
            onKeyDown={onKeyDown}
            onFocus={() => setFocused(true)}
            onBlur={() => setFocused(false)}
          />
        </span>
        <span className="slash" aria-hidden="true">
          <kbd>/</kbd>
        </span>
      </form>
      <SearchHelp
        problem={shown}
        wrong={wrongPart(problem === undefined ? page.query : draft, shown)}
        suggestions={suggestions}
        marked={marked}
        lastRight={problem === undefined ? undefined : page.query}
        take={take}
        correct={correct}
      />
    </search>
  )
}

/** The typed text again under the field, with the wrong part waved: a field cannot underline a part of its text. */
function Underlined({ draft, at }: { draft: string; at: QueryProblem['at'] }) {
  if (at === undefined) return null
  return (
    <span className="ghost" aria-hidden="true">
      {draft.slice(0, at.offset)}
      <u>{draft.slice(at.offset, at.offset + at.length)}</u>
    </span>
  )
}

function wrongPart(text: string, problem: QueryProblem | undefined): string {
  return problem?.at === undefined ? '' : text.slice(problem.at.offset, problem.at.offset + problem.at.length)
}

function shownValue(term: Term): string {
  const isMoment = (term.key === 'since' || term.key === 'until') && term.value.includes('T')
  return isMoment ? clock(term.value) : term.value
}
