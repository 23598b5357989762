import { useState } from 'react'
import { TabList } from '../parts/tab-list.tsx'
import { count } from '../words.ts'
import { Example } from './example.tsx'
import { Fields } from './fields.tsx'
import { Findings } from './findings.tsx'
import { Source } from './source.tsx'
import { useStreamsOf } from './use-schemas.ts'
import { UsedBy } from './used-by.tsx'
import type { Check, Title, Version } from './wire.ts'

type TabName = 'fields' | 'example' | 'source' | 'findings' | 'used'

/** The sides of one version: fields, example, source, findings, and the streams that use it. */
export function SchemaTabs({ title, version, check }: { title: Title; version: Version; check: Check | undefined }) {
  const [chosen, choose] = useState<TabName>(version.schema === null ? 'source' : 'fields')
  const errors = title.findings.filter(({ severity }) => severity === 'error').length
  const streams = useStreamsOf(title.title, check)
  const tabs = [
    { name: 'fields', label: 'Fields' },
    { name: 'example', label: 'Example' },
    { name: 'source', label: 'Source' },
    {
      name: 'findings',
      label: (
        <>
          Findings <span className={errors > 0 ? 'cnt bad' : 'cnt'}>{count(title.findings.length)}</span>
        </>
      ),
    },
    {
      name: 'used',
      label: (
        <>
          Used by{' '}
          <span className="cnt">{`${count(streams.length)} ${streams.length === 1 ? 'stream' : 'streams'}`}</span>
        </>
      ),
    },
  ] as const
  return (
    <TabList<TabName> label="Schema" tabs={tabs} chosen={chosen} choose={choose} panelClass="fw">
      {chosen === 'fields' ? <Fields version={version} changes={check?.changes ?? []} /> : null}
      {chosen === 'example' ? <Example version={version} /> : null}
      {chosen === 'source' ? (
        <Source version={version} changes={check?.changes ?? []} findings={title.findings} />
      ) : null}
      {chosen === 'findings' ? <Findings findings={title.findings} /> : null}
      {chosen === 'used' ? <UsedBy check={check} streams={streams} /> : null}
    </TabList>
  )
}
