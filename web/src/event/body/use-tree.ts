import { useMemo, useRef, useState } from 'react'
import { allNodes, aroundOf, branchesOf, foldedAtFirst, holdsText, type TreeNode, treeNodes } from './tree-nodes.ts'

/** A tree that folds, in which one line is chosen and a text is found. */
export interface Tree {
  readonly nodes: readonly TreeNode[]
  /** The pointer of the chosen line; empty for none. */
  readonly chosen: string
  readonly isFolded: (pointer: string) => boolean
  /** Whether nothing is open. */
  readonly isAllFolded: boolean
  choose(pointer: string): void
  fold(pointer: string, close: boolean): void
  foldAll(close: boolean): void
  /** The lines that have the text, and which of them is chosen. */
  readonly found: { readonly at: number; readonly of: number }
  /** Chooses the first line with a text in its key or value. */
  find(text: string): void
  /** Chooses the next of them, or the one before. */
  step(by: 1 | -1): void
}

const nothing: readonly string[] = []

export function useTree(root: unknown): Tree {
  const [folded, setFolded] = useState(() => foldedAtFirst(root))
  const [chosen, setChosen] = useState('')
  const [found, setFound] = useState(nothing)
  const searched = useRef<readonly TreeNode[]>(undefined)
  const nodes = useMemo(() => treeNodes(root, folded), [root, folded])

  const show = (pointer: string | undefined) => {
    if (pointer === undefined) return
    const around = aroundOf(pointer)
    setFolded(before => new Set([...before].filter(each => !around.includes(each))))
    setChosen(pointer)
  }
  const at = found.indexOf(chosen)
  return {
    nodes,
    chosen,
    isFolded: pointer => folded.has(pointer),
    isAllFolded: nodes.every(({ level }) => level === 1),
    choose: show,
    fold(pointer, close) {
      const next = new Set(folded)
      if (close) next.add(pointer)
      else next.delete(pointer)
      setFolded(next)
    },
    foldAll(close) {
      setFolded(close ? branchesOf(root) : new Set())
      if (close) setChosen('')
    },
    found: { at, of: found.length },
    find(text) {
      searched.current ??= allNodes(root)
      const wanted = text.trim().toLowerCase()
      const next = wanted === '' ? nothing : searched.current.filter(holdsText(wanted)).map(({ pointer }) => pointer)
      setFound(next)
      show(next[0])
    },
    step(by) {
      if (found.length > 0) show(found[(at + by + found.length) % found.length])
    },
  }
}
