import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, indentOnInput } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react'
import type { EventProblem } from './checks.ts'
import { editorTheme } from './editor-theme.ts'
import { correction } from './fix-text.ts'
import { problemMarks, showProblems, wrongRange } from './problem-marks.ts'
import { completeFrom, type Offers } from './schema-completion.ts'

/** An editor for events as JSON: completes and marks by the schema. What it shows is what `text` was when it opened. */
export function Editor(props: {
  /** Another text puts itself in place of what is written. */
  text: string
  problems: readonly EventProblem[]
  offers(text: string): Promise<Offers>
  change(text: string): void
  send(): void
  /** Called with a way to write a correction into the text, and one to go to a problem. */
  ready(hands: EditorHands): void
}) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const change = useEffectEvent(props.change)
  const send = useEffectEvent(props.send)
  const ready = useEffectEvent(props.ready)
  const offers = useEffectEvent(props.offers)
  const first = useRef(props.text)

  useLayoutEffect(() => {
    if (host.current === null) return
    // Within a shadow root the editor's styles are no inline styles, which our Content-Security-Policy forbids.
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' })
    const editor = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          lineNumbers(),
          history(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          json(),
          autocompletion({ override: [completeFrom(text => offers(text))], icons: false }),
          problemMarks(problem => write(editor, problem)),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': 'Event, JSON' }),
          editorTheme,
          keymap.of([
            { key: 'Mod-Enter', run: () => void send() === undefined },
            ...closeBracketsKeymap,
            ...defaultKeymap,
            ...historyKeymap,
            ...completionKeymap,
          ]),
          EditorView.updateListener.of(update => {
            if (update.docChanged) change(update.state.doc.toString())
          }),
        ],
      }),
    })
    view.current = editor
    ready({
      fix: problem => write(editor, problem),
      goTo: problem => {
        const { from } = wrongRange(editor.state, problem)
        editor.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
        editor.focus()
      },
    })
    return () => editor.destroy()
  }, [])

  // Not in an effect after the picture: what is typed until then would be taken back.
  useLayoutEffect(() => {
    const editor = view.current
    if (editor === null || editor.state.doc.toString() === props.text) return
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: props.text } })
  }, [props.text])
  useEffect(() => view.current?.dispatch({ effects: showProblems.of(props.problems) }), [props.problems])

  return <div className="send-editor" ref={host} />
}

/** What the page does to the text from outside. */
export interface EditorHands {
  fix(problem: EventProblem): void
  goTo(problem: EventProblem): void
}

function write(editor: EditorView, problem: EventProblem): void {
  const changes = correction(editor.state, problem)
  if (changes !== undefined) editor.dispatch({ changes, userEvent: 'input.fix' })
  editor.focus()
}
