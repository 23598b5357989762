import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { CopyButton } from '../parts/copy-button.tsx'
import { Icon } from '../parts/icon.tsx'
import { termFor, withMore } from '../query.ts'
import { usePage } from '../use-page.ts'
import type { StoredEvent } from '../wire.ts'
import { counted } from '../words.ts'
import { Raw } from './raw.tsx'
import { foldedAtFirst, partsOfPointer, type TreeNode, treeNodes } from './tree-nodes.ts'

/** The body as a tree: folds, a pointer to copy, and values that go into the search. */
export function BodyTree({ event }: { event: StoredEvent }) {
  const root = event.event
  const [folded, setFolded] = useState(() => foldedAtFirst(root))
  const [chosen, choose] = useState('')
  const tree = useRef<HTMLDivElement>(null)
  const nodes = useMemo(() => treeNodes(root, folded), [root, folded])
  if (root === null || typeof root !== 'object') return <Raw event={event} />

  const fold = (pointer: string, close: boolean) => {
    const next = new Set(folded)
    if (close) next.add(pointer)
    else next.delete(pointer)
    setFolded(next)
  }
  const go = (pointer: string) => {
    choose(pointer)
    requestAnimationFrame(() => tree.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const at = Math.max(
      0,
      nodes.findIndex(node => node.pointer === chosen),
    )
    const node = nodes[at]
    if (node === undefined) return
    const isOpen = node.size !== undefined && !folded.has(node.pointer)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: nodes.length - 1 }[event.key]
    if (to !== undefined) go(nodes[Math.min(nodes.length - 1, Math.max(0, to))]?.pointer ?? '')
    else if (event.key === 'ArrowRight' && node.size !== undefined) fold(node.pointer, false)
    else if (event.key === 'ArrowLeft' && isOpen) fold(node.pointer, true)
    else if (event.key === 'ArrowLeft') go(parentOf(node.pointer))
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <>
      <PointerBar pointer={chosen} choose={go} />
      <div className="tree2 code" role="tree" aria-label="Body of the event" ref={tree} onKeyDown={onKeyDown}>
        {nodes.map((node, index) => (
          <TreeLine
            key={node.pointer}
            node={node}
            isOpen={!folded.has(node.pointer)}
            isChosen={node.pointer === chosen}
            isReachable={chosen === '' ? index === 0 : node.pointer === chosen}
            choose={choose}
            fold={fold}
          />
        ))}
      </div>
    </>
  )
}

function TreeLine(props: {
  node: TreeNode
  isOpen: boolean
  isChosen: boolean
  isReachable: boolean
  choose(pointer: string): void
  fold(pointer: string, close: boolean): void
}) {
  const { node, isOpen, isChosen } = props
  const isBranch = node.size !== undefined
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
      {isChosen ? <LineActions node={node} /> : null}
    </div>
  )
}

function LineActions({ node }: { node: TreeNode }) {
  const page = usePage()
  const term = termFor(node.pointer, node.value)
  return (
    <span className="ta">
      {node.size === undefined ? (
        <button
          type="button"
          className="btn plain sq"
          aria-label={`Add ${term} to the search`}
          title={term}
          onClick={() => page.search(withMore(page.query, term))}
        >
          <Icon name="filter" />
        </button>
      ) : null}
      <CopyButton
        className="btn plain copyvalue"
        text={() => (typeof node.value === 'string' ? node.value : JSON.stringify(node.value, null, 2))}
      >
        <span className="vh">Copy the value</span>
      </CopyButton>
    </span>
  )
}

function PointerBar({ pointer, choose }: { pointer: string; choose(pointer: string): void }) {
  const parts = partsOfPointer(pointer)
  return (
    <div className="ptr">
      <nav aria-label="Pointer, part by part">
        <button
          type="button"
          className="seg1"
          onClick={() => choose('')}
          aria-current={parts.length === 0 ? true : undefined}
        >
          root
        </button>
        {parts.map(part => (
          <span key={part.pointer}>
            <i>/</i>
            <button
              type="button"
              className="seg1"
              onClick={() => choose(part.pointer)}
              aria-current={part.pointer === pointer ? true : undefined}
            >
              {part.name}
            </button>
          </span>
        ))}
      </nav>
      {pointer === '' ? null : (
        <CopyButton text={pointer}>
          Copy <code className="only-wide">{pointer}</code>
        </CopyButton>
      )}
    </div>
  )
}

function shownValue(node: TreeNode): string {
  if (node.size !== undefined)
    return Array.isArray(node.value) ? counted(node.size, 'element') : counted(node.size, 'key')
  const text = JSON.stringify(node.value)
  return text.length > 500 ? `${text.slice(0, 500)}…` : text
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'))
}
