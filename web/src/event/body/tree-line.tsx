import { CopyButton } from '../../parts/copy-button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { termFor, withMore } from '../../query.ts'
import { usePage } from '../../use-page.ts'
import { counted } from '../../words.ts'
import type { TreeNode } from './tree-nodes.ts'

/** One line of the body's tree. */
export function TreeLine(props: {
  node: TreeNode
  /** When the event came in: a time in it is told as so long before. */
  receivedAt: string
  isOpen: boolean
  isChosen: boolean
  /** The one line that Tab reaches. */
  isReachable: boolean
  choose(pointer: string): void
  fold(pointer: string, close: boolean): void
}) {
  const { node, isOpen, isChosen } = props
  const isBranch = node.size !== undefined
  const note = timeNote(node, props.receivedAt)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys
    <div
      role="treeitem"
      aria-level={node.level}
      aria-selected={isChosen}
      aria-expanded={isBranch ? isOpen : undefined}
      tabIndex={props.isReachable ? 0 : -1}
      className="tl2"
      onClick={() => {
        props.choose(node.pointer)
        if (isBranch) props.fold(node.pointer, isOpen)
      }}
    >
      {Array.from({ length: node.level - 1 }, (_, level) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the level is what a guide line is
        <span key={level} className="guide" />
      ))}
      <span className="tw2">{isBranch ? <Icon name={isOpen ? 'down' : 'right'} /> : null}</span>
      <span className="k">{node.key}</span>
      <span className={isBranch ? 'p' : typeof node.value === 'string' ? 's' : 'v'}>{shownValue(node)}</span>
      {note === undefined ? null : <span className="nt only-wide">{note}</span>}
      {isChosen ? <LineActions node={node} /> : null}
    </div>
  )
}

function LineActions({ node }: { node: TreeNode }) {
  const page = usePage()
  const term = termFor(node.pointer, node.value)
  return (
    <span className="ta">
      <CopyButton
        className="btn plain copyvalue"
        text={() => (typeof node.value === 'string' ? node.value : JSON.stringify(node.value, null, 2))}
      >
        <span className="vh">Copy the value</span>
      </CopyButton>
      {node.size === undefined ? (
        <button
          type="button"
          className="btn plain sq"
          aria-label={`Add ${term} to the search`}
          title={`${term} (+)`}
          onClick={() => page.search(withMore(page.query, term))}
        >
          <Icon name="filter" />
        </button>
      ) : null}
    </span>
  )
}

function shownValue(node: TreeNode): string {
  if (node.size !== undefined)
    return Array.isArray(node.value) ? counted(node.size, 'element') : counted(node.size, 'key')
  const text = JSON.stringify(node.value)
  return text.length > 500 ? `${text.slice(0, 500)}…` : text
}

const longestNoteMs = 86_400_000

/** `0.4 s before it arrived`, of a date and time not longer ago than a day. */
function timeNote({ key, value }: TreeNode, receivedAt: string): string | undefined {
  if (key !== 'dt' || typeof value !== 'string') return undefined
  const before = Date.parse(receivedAt) - Date.parse(value)
  if (!(before > 0 && before < longestNoteMs)) return undefined
  if (before < 1000) return `${before} ms before it arrived`
  if (before < 60_000) return `${(before / 1000).toFixed(1)} s before it arrived`
  const minutes = Math.round(before / 60_000)
  return minutes < 60 ? `${minutes} min before it arrived` : `${Math.round(minutes / 60)} h before it arrived`
}
