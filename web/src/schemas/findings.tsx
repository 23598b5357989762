import { CopyButton } from '../parts/copy-button.tsx'
import { Icon, RefusedMark } from '../parts/icon.tsx'
import { Sentence } from '../parts/sentence.tsx'
import { shortFile } from './files.ts'
import type { SchemaFinding } from './wire.ts'

/** What lint and comparison say of a title, the errors first. */
export function Findings({ findings }: { findings: readonly SchemaFinding[] }) {
  if (findings.length === 0) return <p className="dim tabpad0">Nothing found. It follows all conventions.</p>
  const sorted = [...findings].sort(
    (one, other) => Number(other.severity === 'error') - Number(one.severity === 'error'),
  )
  return (
    <ul className="finds">
      {sorted.map(finding => (
        <li key={`${finding.rule} ${finding.file} ${finding.line} ${finding.message}`}>
          <span className={finding.severity === 'error' ? 'st no' : 'st look'}>
            {finding.severity === 'error' ? <RefusedMark /> : <Icon name="look" />}
            {finding.severity === 'error' ? 'Error' : 'Warning'}
          </span>
          <div>
            <p>
              <Sentence text={finding.message} />{' '}
              <span className="dim">
                <Sentence text={finding.hint ?? ''} />
              </span>
            </p>
            <p className="dim where">
              <code title={finding.file}>
                {shortFile(finding.file)}:{finding.line}
              </code>{' '}
              {finding.rule}
            </p>
          </div>
          <CopyButton text={`${finding.file}:${finding.line}:${finding.column}`}>
            <span className="vh">Copy the place</span>
          </CopyButton>
        </li>
      ))}
    </ul>
  )
}
