import type { ChangeSpec, EditorState } from '@codemirror/state'
import { corrected } from '../event/patch.ts'
import type { EventProblem } from './checks.ts'
import { eventsIn, writtenLike } from './events-in.ts'
import { eventNodes, placeOf } from './places.ts'

/** The change of the text that corrects a problem, as small as it can be: what was typed around it stays as it is. */
export function correction(state: EditorState, problem: EventProblem): ChangeSpec | undefined {
  const node = eventNodes(state.doc.toString())[problem.event]
  const [operation, ...others] = problem.fix?.patch ?? []
  if (node === undefined || operation === undefined) return undefined
  if (others.length > 0) return wholeText(state, problem)
  if (operation.op === 'replace') {
    const { value } = placeOf(node, operation.path)
    return { from: value.from, to: value.to, insert: JSON.stringify(operation.value) }
  }
  const { key } = placeOf(node, operation.from)
  if (parentOf(operation.from) !== parentOf(operation.path) || key === undefined) return wholeText(state, problem)
  const name = operation.path.slice(operation.path.lastIndexOf('/') + 1)
  return { from: key.from, to: key.to, insert: JSON.stringify(name.replaceAll('~1', '/').replaceAll('~0', '~')) }
}

function wholeText(state: EditorState, problem: EventProblem): ChangeSpec {
  const text = state.doc.toString()
  const events = (eventsIn(text) ?? []).map((event, index) =>
    index === problem.event ? corrected(event, [problem]) : event,
  )
  return { from: 0, to: state.doc.length, insert: writtenLike(text, events) }
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'))
}
