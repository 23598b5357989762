import type { ChangeSpec, EditorState } from '@codemirror/state'
import { parentOf } from '../../../server/event/json-pointer.ts'
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
  const [from, to] = [parentOf(operation.from), parentOf(operation.path)]
  if (key === undefined || to === undefined || from?.parent !== to.parent) return wholeText(state, problem)
  return { from: key.from, to: key.to, insert: JSON.stringify(to.key) }
}

function wholeText(state: EditorState, problem: EventProblem): ChangeSpec {
  const text = state.doc.toString()
  const events = (eventsIn(text) ?? []).map((event, index) =>
    index === problem.event ? corrected(event, [problem]) : event,
  )
  return { from: 0, to: state.doc.length, insert: writtenLike(text, events) }
}
