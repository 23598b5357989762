import { type KeyboardEvent, useEffect, useRef } from 'react'
import { parentOf } from '../../../../server/event/json-pointer.ts'
import { copyText } from '../../parts/copy-button.tsx'
import { termFor, withMore } from '../../query.ts'
import { usePage } from '../../use-page.ts'
import { TreeLine } from './tree-line.tsx'
import type { Tree } from './use-tree.ts'

/** The lines of the tree, and their keys. */
export function BodyTree({ tree, receivedAt }: { tree: Tree; receivedAt: string }) {
  const page = usePage()
  const lines = useRef<HTMLDivElement>(null)
  const { nodes, chosen } = tree
  const isReached = useRef(false)

  useEffect(() => {
    const line = lines.current?.querySelector<HTMLElement>('[aria-selected="true"]')
    line?.scrollIntoView({ block: 'nearest' })
    if (isReached.current && chosen !== '') line?.focus()
    isReached.current = false
  }, [chosen])

  const go = (pointer: string) => {
    isReached.current = true
    tree.choose(pointer)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const at = Math.max(
      0,
      nodes.findIndex(node => node.pointer === chosen),
    )
    const node = nodes[at]
    if (node === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    const isOpen = node.size !== undefined && !tree.isFolded(node.pointer)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: nodes.length - 1 }[event.key]
    if (to !== undefined) go(nodes[Math.min(nodes.length - 1, Math.max(0, to))]?.pointer ?? '')
    else if (event.key === 'ArrowRight' && node.size !== undefined) tree.fold(node.pointer, false)
    else if (event.key === 'ArrowLeft' && isOpen) tree.fold(node.pointer, true)
    else if (event.key === 'ArrowLeft') go(parentOf(node.pointer)?.parent ?? '')
    else if (event.key === 'y') void copyText(node.pointer)
    else if (event.key === '+' && node.size === undefined)
      page.search(withMore(page.query, termFor(node.pointer, node.value)))
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="tree2 code" role="tree" aria-label="Body of the event" ref={lines} onKeyDown={onKeyDown}>
      {nodes.map((node, index) => (
        <TreeLine
          key={node.pointer}
          node={node}
          receivedAt={receivedAt}
          isOpen={!tree.isFolded(node.pointer)}
          isChosen={node.pointer === chosen}
          isReachable={nodes.some(({ pointer }) => pointer === chosen) ? node.pointer === chosen : index === 0}
          choose={tree.choose}
          fold={tree.fold}
        />
      ))}
    </div>
  )
}
