import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { useFeedState } from '../feed/use-feed.tsx'
import { Icon } from '../parts/icon.tsx'
import { type Term, termsOf, withoutTerm } from '../query.ts'
import { usePage } from '../use-page.ts'
import { clock } from '../words.ts'
import { checkQuery, type QueryProblem } from './check-query.ts'
import { SearchHelp, suggestionsFor } from './search-help.tsx'

/** The query as chips with a field behind them. What is typed becomes a chip once the sandbox understands it. */
export function Search() {
  const page = usePage()
  const { rows, error } = useFeedState()
  const field = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useState('')
  const [problem, setProblem] = useState<QueryProblem>()
  const [focused, setFocused] = useState(false)
  const [marked, setMarked] = useState(-1)
  const terms = termsOf(page.query)
  const shownProblem =
    problem ?? (error && { detail: error.detail, hint: error.hint, wrong: undefined, meant: undefined })
  const suggestions = focused ? suggestionsFor(draft, rows) : []

  const edit = (text: string) => {
    setDraft(text)
    setProblem(undefined)
    setMarked(-1)
  }
  const commit = async (text: string) => {
    const next = [page.query, text.trim()].filter(part => part !== '').join(' ')
    const found = await checkQuery(next)
    setProblem(found)
    if (found !== undefined) return setDraft(text)
    edit('')
    page.search(next)
  }
  const take = (text: string) => {
    const head = draft.slice(0, draft.lastIndexOf(' ') + 1)
    if (text.endsWith(':')) return edit(`${head}${text}`)
    void commit(`${head}${text}`)
  }
  const correct = () => {
    if (problem?.wrong === undefined || problem.meant === undefined) return
    void commit(draft.replace(problem.wrong, problem.meant))
    field.current?.focus()
  }
  const remove = (term: Term) => {
    page.search(withoutTerm(page.query, term))
    field.current?.focus()
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const suggestion = suggestions[marked]
    if (suggestion !== undefined) return take(suggestion.text)
    if (draft.trim() !== '') void commit(draft)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const last = terms.at(-1)
    if (event.key === 'Backspace' && draft === '' && last !== undefined) {
      event.preventDefault()
      page.search(withoutTerm(page.query, last))
      edit(last.text)
    } else if (event.key === 'Tab' && !event.shiftKey && problem?.meant !== undefined) {
      event.preventDefault()
      correct()
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setMarked(Math.max(-1, Math.min(suggestions.length - 1, marked + step)))
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
          <span className="q" key={term.text}>
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
          <Underlined draft={draft} wrong={problem?.wrong} />
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
            aria-invalid={problem !== undefined}
            aria-describedby={shownProblem === undefined ? undefined : 'q-problem'}
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
        problem={shownProblem}
        suggestions={suggestions}
        marked={marked}
        query={page.query}
        take={take}
        correct={problem?.meant === undefined ? undefined : correct}
      />
    </search>
  )
}

/** The typed text again under the field, with the wrong word waved: a field cannot underline a part of its text. */
function Underlined({ draft, wrong }: { draft: string; wrong: string | undefined }) {
  const at = wrong === undefined ? -1 : draft.indexOf(wrong)
  if (at === -1 || wrong === undefined) return null
  return (
    <span className="ghost" aria-hidden="true">
      {draft.slice(0, at)}
      <u>{wrong}</u>
    </span>
  )
}

function shownValue(term: Term): string {
  const isMoment = (term.key === 'since' || term.key === 'until') && term.value.includes('T')
  return isMoment ? clock(term.value) : term.value
}
