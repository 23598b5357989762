import { CopyButton } from '../parts/copy-button.tsx'
import { counted } from '../words.ts'
import { shortFile } from './files.ts'
import { NumberedLine } from './numbered-line.tsx'
import type { Change, SchemaFinding, Version } from './wire.ts'

/** The file as it is on disk; lines of breaking changes and of findings are marked. */
export function Source(props: { version: Version; changes: readonly Change[]; findings: readonly SchemaFinding[] }) {
  const { file, text, madeOf } = props.version
  if (text === null) return <p className="dim tabpad0">The file is not there any more.</p>
  const broken = new Set(
    props.changes
      .filter(({ breaks, places }) => breaks.length > 0 && places.new.file === file)
      .map(({ places }) => places.new.line),
  )
  const found = new Map(props.findings.filter(each => each.file === file).map(each => [each.line, each.message]))
  const others = madeOf.filter(each => each !== file)
  return (
    <>
      <div className="bh">
        <code className="cut" title={file}>
          {shortFile(file)}
        </code>
        <span className="grow" />
        <CopyButton text={text} />
      </div>
      {others.length === 0 ? null : (
        <details className="madeof">
          <summary>{counted(others.length, 'other file')} in it</summary>
          <ul>
            {others.map(each => (
              <li key={each}>
                <code>{shortFile(each)}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, also by keys */}
      <section className="code cb" tabIndex={0} aria-label="Source">
        {text
          .trimEnd()
          .split('\n')
          .map((line, index) => {
            const number = index + 1
            const mark = broken.has(number) ? 'hit' : found.has(number) ? 'look' : undefined
            return <NumberedLine key={number} number={number} text={line} mark={mark} title={found.get(number)} />
          })}
      </section>
    </>
  )
}
