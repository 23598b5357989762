import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Problem } from '../parts/problem.tsx'
import { Against } from './against.tsx'
import { Comparison } from './comparison.tsx'
import { EditDialog } from './edit-dialog.tsx'
import { SchemaTabs } from './schema-tabs.tsx'
import { faultOf, Unreadable } from './unreadable.tsx'
import { useCheck, useTitle, useVersion } from './use-schemas.ts'
import { Versions } from './versions.tsx'
import type { AskedEdit, SchemaTree, Title, Version } from './wire.ts'

/** One schema: its versions, the chosen one as documentation, and what it means for the one before it. */
export function TitleView(props: {
  name: string
  asked: string | undefined
  against: string | undefined
  repositories: SchemaTree['repositories']
}) {
  const { name } = props
  const { data: title, error } = useTitle(name)
  const chosen = props.asked ?? (title === undefined ? undefined : versionAtFirst(title))
  const { data: version, error: versionError } = useVersion(name, chosen)
  if (title === undefined || version === undefined || version.title !== name || version.version !== chosen) {
    const problem = error ?? versionError
    return <div className="doc">{problem === null ? null : <Problem error={problem} />}</div>
  }
  const isThere = title.versions.some(each => each.version === props.against) || props.against === 'current'
  const against = isThere && props.against !== chosen ? props.against : undefined
  const { repositories } = props
  return <Loaded title={title} version={version} against={against} repositories={repositories} key={name} />
}

function Loaded({
  title,
  version,
  against,
  repositories,
}: {
  title: Title
  version: Version
  against: string | undefined
  repositories: SchemaTree['repositories']
}) {
  const { data: check, isFirst, error } = useCheck(title, version, against)
  // Here, for a save makes the comparison anew.
  const [asked, ask] = useState<{ title: string; edit: AskedEdit }>()
  const [written, setWritten] = useState<string>()
  const about = version.schema?.description
  const fault = version.schema === null ? faultOf(title, version.file) : undefined
  const folder = title.title.split('/').slice(0, -1)
  return (
    <>
      <article className="doc" aria-labelledby="schema-title">
        <title>{`${title.title} ${version.version} - event-sandbox`}</title>
        <p className="crumb dim">
          <Link to="/schemas" className="only-small">
            Schemas
          </Link>
          <span className="only-small" aria-hidden="true">
            {' '}
            /{' '}
          </span>
          {[title.repository, ...folder].join(' / ')}
        </p>
        <h2 className="st1" id="schema-title">
          {title.title}
        </h2>
        {version.schema === null ? null : (
          <p className="lede">{typeof about === 'string' ? about.trim() : 'It has no description.'}</p>
        )}
        <p role="status" className="lede">
          {written === undefined ? '' : `${written} is written.`}
        </p>
        <Versions title={title} chosen={version.version} />
        {version.schema === null ? null : <Against title={title} version={version.version} asked={against} />}
        <SchemaTabs title={title} version={version} check={check} key={version.version} />
      </article>
      {fault !== undefined ? (
        <Unreadable title={title} version={version} fault={fault} />
      ) : error !== null ? (
        <aside className="sver" aria-label="Comparison">
          <Problem error={error} />
        </aside>
      ) : check === undefined || isFirst ? null : (
        <Comparison
          check={check}
          version={version}
          repositories={repositories}
          ask={(title, edit) => ask({ title, edit })}
          key={`${version.version} ${against}`}
        />
      )}
      {asked === undefined ? null : (
        <EditDialog {...asked} close={() => ask(undefined)} done={file => setWritten(file)} />
      )}
    </>
  )
}

/** `current`, where it says something else than the newest version; else the newest. */
function versionAtFirst({ versions, current, verdict }: Title): string {
  const newest = versions.at(-1)?.version
  if (newest === undefined) return 'current'
  const saysOther = verdict !== null && verdict.against === newest && verdict.changes.length > 0
  return current !== null && saysOther ? 'current' : newest
}
