import { type EditorState, type Extension, RangeSet, StateEffect, StateField } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  EditorView,
  GutterMarker,
  gutter,
  gutterLineClass,
  keymap,
  WidgetType,
} from '@codemirror/view'
import { wrongPart } from '../event/wrong-part.ts'
import type { EventProblem } from './checks.ts'
import { type EventNode, eventNodes, placeOf, type Range } from './places.ts'

/** Shows these problems in place of those before. */
export const showProblems = StateEffect.define<readonly EventProblem[]>()

/** Marks the lines that are wrong, and says below each why, with its correction; in such a line Tab writes it. */
export function problemMarks(fix: (problem: EventProblem) => void): Extension {
  const field = StateField.define<Marks>({
    create: () => noMarks,
    update(marks, transaction) {
      for (const effect of transaction.effects)
        if (effect.is(showProblems)) return marksOf(transaction.state, effect.value, fix)
      if (!transaction.docChanged) return marks
      return {
        problems: marks.problems,
        lines: marks.lines.map(transaction.changes),
        numbers: marks.numbers.map(transaction.changes),
        hits: marks.hits.map(transaction.changes),
      }
    },
    provide: own => EditorView.decorations.from(own, ({ lines }) => lines),
  })
  const take = ({ state }: EditorView) => {
    const caret = state.doc.lineAt(state.selection.main.head)
    const here = state
      .field(field)
      .problems.find(
        each => each.fix !== undefined && state.doc.lineAt(wrongRange(state, each).from).from === caret.from,
      )
    if (here !== undefined) fix(here)
    return here !== undefined
  }
  return [
    field,
    keymap.of([{ key: 'Tab', run: take }]),
    gutterLineClass.compute([field], state => state.field(field).hits),
    gutter({ class: 'cm-numbers', side: 'after', markers: view => view.state.field(field).numbers }),
  ]
}

interface Marks {
  readonly problems: readonly EventProblem[]
  readonly lines: DecorationSet
  readonly numbers: RangeSet<GutterMarker>
  /** The same lines, for the look of their numbers. */
  readonly hits: RangeSet<GutterMarker>
}

const noMarks: Marks = { problems: [], lines: Decoration.none, numbers: RangeSet.empty, hits: RangeSet.empty }

function marksOf(state: EditorState, problems: readonly EventProblem[], fix: (problem: EventProblem) => void): Marks {
  const lines: { from: number; to: number; value: Decoration }[] = []
  const numbers: { from: number; number: NumberMarker }[] = []
  const nodes = eventNodes(state.doc.toString())
  for (const [index, problem] of problems.entries()) {
    const wrong = wrongRange(state, problem, nodes)
    const line = state.doc.lineAt(wrong.from)
    if (wrong.to > wrong.from) lines.push({ ...wrong, value: Decoration.mark({ class: 'cm-wrong' }) })
    lines.push({ from: line.from, to: line.from, value: Decoration.line({ class: 'cm-hit' }) })
    const widget = new ReasonWidget(problem, index + 1, fix)
    lines.push({ from: line.to, to: line.to, value: Decoration.widget({ widget, block: true, side: 1 }) })
    numbers.push({ from: line.from, number: new NumberMarker(index + 1) })
  }
  return {
    problems,
    lines: Decoration.set(
      lines.map(({ from, to, value }) => value.range(from, to)),
      true,
    ),
    numbers: RangeSet.of(
      numbers.map(({ from, number }) => number.range(from)),
      true,
    ),
    hits: RangeSet.of(
      numbers.map(({ from }) => hitLine.range(from)),
      true,
    ),
  }
}

/** What of the text is wrong, in one line of it. */
export function wrongRange(
  state: EditorState,
  problem: EventProblem,
  nodes: readonly EventNode[] = eventNodes(state.doc.toString()),
): Range {
  const node = nodes[problem.event]
  if (problem.keyword === 'syntax' || node === undefined) {
    const line = state.doc.line(Math.min(Math.max(1, problem.line ?? 1), state.doc.lines))
    const part = wrongPart(problem, line.text)
    return part === undefined
      ? { from: line.from, to: line.to }
      : { from: line.from + part.from, to: line.from + part.to }
  }
  const { value, key } = placeOf(node, problem.pointer)
  // What is missing is missing somewhere in its parent: the line where that begins.
  if (problem.keyword === 'required') return { from: key?.from ?? value.from, to: key?.to ?? value.from }
  const wrong = problem.keyword === 'additionalProperties' && key !== undefined ? key : value
  return { from: wrong.from, to: Math.min(wrong.to, state.doc.lineAt(wrong.from).to) }
}

const hitLine = new (class extends GutterMarker {
  override elementClass = 'cm-hit-line'
})()

class NumberMarker extends GutterMarker {
  readonly number: number

  constructor(number: number) {
    super()
    this.number = number
  }

  override eq(other: NumberMarker): boolean {
    return other.number === this.number
  }

  override toDOM(): Node {
    const mark = document.createElement('span')
    mark.className = 'cm-number'
    mark.textContent = `${this.number}`
    return mark
  }
}

/** The reason below its line. */
class ReasonWidget extends WidgetType {
  readonly problem: EventProblem
  readonly number: number
  readonly fix: (problem: EventProblem) => void

  constructor(problem: EventProblem, number: number, fix: (problem: EventProblem) => void) {
    super()
    this.problem = problem
    this.number = number
    this.fix = fix
  }

  override eq(other: ReasonWidget): boolean {
    return JSON.stringify(other.problem) === JSON.stringify(this.problem) && other.number === this.number
  }

  override toDOM(): HTMLElement {
    const { message, hint, fix } = this.problem
    const reason = document.createElement('div')
    reason.className = 'cm-reason'
    const says = document.createElement('p')
    says.append(bold(sentence(message)), ' ', sentence(hint ?? fix?.note ?? ''))
    reason.append(says)
    if (fix === undefined) return reason
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'cm-fix'
    const key = document.createElement('kbd')
    key.textContent = 'Tab'
    button.append(fix.label, key)
    button.title = `Write ${fix.becomes} instead of ${fix.was}`
    button.onclick = () => this.fix(this.problem)
    reason.append(button)
    return reason
  }

  // The button is ours, not the editor's.
  override ignoreEvent(): boolean {
    return true
  }
}

function sentence(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment()
  for (const [index, part] of text.split('`').entries()) {
    if (index % 2 === 0) {
      fragment.append(part)
      continue
    }
    const code = document.createElement('code')
    code.textContent = part
    fragment.append(code)
  }
  return fragment
}

function bold(content: Node): HTMLElement {
  const element = document.createElement('b')
  element.append(content)
  return element
}
