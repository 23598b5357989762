/** One line of the body's tree. */
export interface TreeNode {
  readonly pointer: string
  readonly key: string
  readonly level: number
  readonly value: unknown
  /** How many keys or elements it has; undefined for a plain value. */
  readonly size: number | undefined
}

const mostChildren = 500

/** The lines of a tree in which the branches of `folded` are closed. */
export function treeNodes(root: unknown, folded: ReadonlySet<string>): readonly TreeNode[] {
  const nodes: TreeNode[] = []
  const add = (value: unknown, pointer: string, level: number) => {
    for (const [key, child] of entriesOf(value).slice(0, mostChildren)) {
      const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
      const size = isBranch(child) ? entriesOf(child).length : undefined
      nodes.push({ pointer: at, key, level, value: child, size })
      if (size !== undefined && !folded.has(at)) add(child, at, level + 1)
    }
  }
  add(root, '', 1)
  return nodes
}

/** The branches below the second level, or with more children than one looks over: closed at first. */
export function foldedAtFirst(root: unknown): ReadonlySet<string> {
  const folded = new Set<string>()
  for (const node of allNodes(root)) {
    if (node.size !== undefined && (node.level > 1 || node.size > 20)) folded.add(node.pointer)
  }
  return folded
}

/** Every line there is. */
export function allNodes(root: unknown): readonly TreeNode[] {
  return treeNodes(root, new Set())
}

/** Everything that folds. */
export function branchesOf(root: unknown): ReadonlySet<string> {
  return new Set(allNodes(root).flatMap(({ pointer, size }) => (size === undefined ? [] : [pointer])))
}

/** The pointers of what contains this. */
export function aroundOf(pointer: string): readonly string[] {
  return partsOfPointer(pointer)
    .slice(0, -1)
    .map(part => part.pointer)
}

/** Whether a line has a text, given in small letters, in its key or its own value. */
export function holdsText(text: string): (node: TreeNode) => boolean {
  return ({ key, value, size }) =>
    key.toLowerCase().includes(text) || (size === undefined && String(value).toLowerCase().includes(text))
}

/** `page.page_id`, and `tags.0`, of a pointer: as a query names it. */
export function partsOfPointer(pointer: string): readonly { name: string; pointer: string }[] {
  const parts = pointer.split('/').slice(1)
  return parts.map((part, index) => ({
    name: part.replaceAll('~1', '/').replaceAll('~0', '~'),
    pointer: `/${parts.slice(0, index + 1).join('/')}`,
  }))
}

function isBranch(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}
