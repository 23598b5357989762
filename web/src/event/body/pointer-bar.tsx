import type { KeyboardEvent } from 'react'
import { CopyButton } from '../../parts/copy-button.tsx'
import { count } from '../../words.ts'
import { partsOfPointer } from './tree-nodes.ts'
import type { Tree } from './use-tree.ts'

/** Where the chosen line is, a text to find, and all branches at once. */
export function PointerBar({ tree }: { tree: Tree }) {
  const { chosen, found } = tree
  const parts = partsOfPointer(chosen)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    tree.step(event.shiftKey ? -1 : 1)
  }
  return (
    <div className="ptr">
      <nav aria-label="Pointer, part by part">
        <button
          type="button"
          className="seg1"
          onClick={() => tree.choose('')}
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
              onClick={() => tree.choose(part.pointer)}
              aria-current={part.pointer === chosen ? true : undefined}
            >
              {part.name}
            </button>
          </span>
        ))}
      </nav>
      {chosen === '' ? null : (
        <CopyButton text={chosen}>
          Copy <code className="only-wide">{chosen}</code>
        </CopyButton>
      )}
      <span className="grow" />
      <span className="dim nowrap" role="status">
        {found.of === 0 ? '' : `${count(found.at + 1)} of ${count(found.of)}`}
      </span>
      <input
        type="search"
        className="find"
        aria-label="Find in this event"
        placeholder="Find in this event"
        autoComplete="off"
        spellCheck={false}
        onChange={change => tree.find(change.target.value)}
        onKeyDown={onKeyDown}
      />
      <button type="button" className="btn plain only-wide" onClick={() => tree.foldAll(!tree.isAllFolded)}>
        {tree.isAllFolded ? 'Unfold all' : 'Fold all'}
      </button>
    </div>
  )
}
