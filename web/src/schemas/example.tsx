import { useState } from 'react'
import { CodeLine } from '../event/code-line.tsx'
import { CopyButton } from '../parts/copy-button.tsx'
import { Problem } from '../parts/problem.tsx'
import { useExample } from './use-schemas.ts'
import type { Version } from './wire.ts'

/** A valid event of this version, and another one where that is asked. */
export function Example({ version }: { version: Version }) {
  const [seed, setSeed] = useState(0)
  const name = version.version === 'current' ? 'current.yaml' : version.version
  const { data, error } = useExample(version.title, name, seed)
  if (error !== null) return <Problem error={error} />
  const text = data === undefined ? '' : JSON.stringify(data, null, 2)
  return (
    <>
      <div className="bh">
        <span className="dim">A valid event, made up</span>
        <span className="grow" />
        <button type="button" className="btn plain" onClick={() => setSeed(seed + 1)}>
          Another
        </button>
        <CopyButton text={text} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, also by keys */}
      <section className="code cb" tabIndex={0} aria-label="Example">
        {text.split('\n').map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the number is what a line is
          <div className="ln" key={index}>
            <span className="no">{index + 1}</span>
            <span className="tx">
              <CodeLine text={line} language="json" />
            </span>
          </div>
        ))}
      </section>
    </>
  )
}
