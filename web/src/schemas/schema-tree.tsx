import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Icon, RefusedMark } from '../parts/icon.tsx'
import { count } from '../words.ts'
import { type Folder, foldersOf } from './folders.ts'
import type { SchemaTree as Tree, TreeTitle } from './wire.ts'

/** Up to so many titles a repository's folders are all open. */
const fewTitles = 24

/** The titles by repository and folder, with a field to find one. */
export function SchemaTree({ tree, chosen }: { tree: Tree; chosen: string | undefined }) {
  const [wanted, want] = useState('')
  const text = wanted.trim().toLowerCase()
  const versions = tree.repositories
    .flatMap(({ titles }) => titles)
    .reduce((sum, { versions: all }) => sum + all.length, 0)
  const shown = tree.repositories.map(repository => ({
    ...repository,
    titles: repository.titles.filter(({ title }) => title.toLowerCase().includes(text)),
  }))
  const isNothing = shown.every(({ titles }) => titles.length === 0)
  return (
    <nav className="tree" aria-label="Schemas by repository">
      <h1 className="vh">Schemas</h1>
      <input
        type="search"
        className="filter"
        aria-label="Filter schemas"
        placeholder={`Filter ${count(versions)} schemas`}
        value={wanted}
        onChange={event => want(event.target.value)}
      />
      {isNothing && text !== '' ? <p className="dim tot">No schema has this in its title.</p> : null}
      {shown.map(({ name, folder, titles }) =>
        titles.length === 0 ? null : (
          <section key={name} aria-label={name}>
            <h2 className="repo" title={folder}>
              <Icon name="folder" />
              <span className="cut">{name}</span>
              <span className="dim">{count(titles.reduce((sum, title) => sum + title.versions.length, 0))}</span>
            </h2>
            <FolderList
              // Another search opens other folders.
              key={text}
              folder={foldersOf(titles)}
              chosen={chosen}
              allOpen={text !== '' || titles.length <= fewTitles}
            />
          </section>
        ),
      )}
    </nav>
  )
}

function FolderList(props: { folder: Folder; chosen: string | undefined; allOpen: boolean }) {
  const { folder, chosen, allOpen } = props
  return (
    <ul>
      {folder.folders.map(inner => (
        <li key={inner.path}>
          <details open={allOpen || chosen?.startsWith(inner.path)}>
            <summary>
              <Icon name="down" />
              <span className="cut">{inner.name}</span>
            </summary>
            <FolderList folder={inner} chosen={chosen} allOpen={allOpen} />
          </details>
        </li>
      ))}
      {folder.titles.map(title => (
        <li key={title.title}>
          <TitleLink title={title} name={title.title.slice(folder.path.length)} isChosen={title.title === chosen} />
        </li>
      ))}
    </ul>
  )
}

function TitleLink({ title, name, isChosen }: { title: TreeTitle; name: string; isChosen: boolean }) {
  return (
    <Link
      to="/schemas/$"
      params={{ _splat: title.title }}
      aria-current={isChosen ? 'page' : undefined}
      title={title.title}
    >
      {title.findings?.breaks ? <RefusedMark /> : <Icon name="file" />}
      <span className="cut">{name}</span>
      {title.findings?.breaks ? <span className="vh">, breaks</span> : null}
      <span className="dim">{title.latest ?? 'current'}</span>
    </Link>
  )
}
