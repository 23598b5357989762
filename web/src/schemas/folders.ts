import type { TreeTitle } from './wire.ts'

/** A folder of the tree, and what is in it. */
export interface Folder {
  readonly name: string
  readonly path: string
  readonly folders: readonly Folder[]
  readonly titles: readonly TreeTitle[]
}

/** Titles as folders: `mediawiki/page/change` stands in `page`, which stands in `mediawiki`. */
export function foldersOf(titles: readonly TreeTitle[], path = ''): Folder {
  const inner = new Map<string, TreeTitle[]>()
  const own: TreeTitle[] = []
  for (const title of titles) {
    const [name = '', ...rest] = title.title.slice(path.length).split('/')
    if (rest.length === 0) own.push(title)
    else inner.set(name, [...(inner.get(name) ?? []), title])
  }
  const folders = [...inner].map(([name, within]) => ({ ...foldersOf(within, `${path}${name}/`), name }))
  return { name: path, path, folders, titles: own }
}

/** The title that stands first in a folder as it is shown: what is in its folders stands before its own. */
export function firstTitle(folder: Folder): string | undefined {
  const [inner] = folder.folders
  return inner === undefined ? folder.titles[0]?.title : firstTitle(inner)
}
