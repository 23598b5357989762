import { useMemo, useState } from 'react'
import { CodeLine } from '../event/code-line.tsx'
import { CopyButton } from '../parts/copy-button.tsx'
import { count, counted, size } from '../words.ts'
import { contentOf, hexLines } from './bytes.ts'

/** So many lines and bytes are drawn; nobody reads further in a panel. */
const mostLines = 2000
const mostBytes = 8192

/** The value as what it is, or as its bytes. */
export function RecordValue({ bytes }: { bytes: Uint8Array }) {
  const content = useMemo(() => contentOf(bytes), [bytes])
  const [wantsBytes, wantBytes] = useState(content.kind === 'bytes')
  const word = content.kind === 'json' ? 'JSON' : 'Text'
  return (
    <>
      <div className="bh hd">
        <h4>Value</h4>
        <span className="dim">
          {content.kind === 'bytes' ? '' : `${word}, `}
          {size(bytes.length)}
        </span>
        <span className="grow" />
        {content.kind === 'bytes' ? null : <CopyButton text={content.text} className="btn plain" />}
        {content.kind === 'bytes' ? null : (
          <fieldset className="seg sm" aria-label="Show as">
            <button type="button" aria-pressed={!wantsBytes} onClick={() => wantBytes(false)}>
              {word}
            </button>
            <button type="button" aria-pressed={wantsBytes} onClick={() => wantBytes(true)}>
              Bytes
            </button>
          </fieldset>
        )}
      </div>
      {wantsBytes || content.kind === 'bytes' ? (
        <Bytes bytes={bytes} />
      ) : (
        <Lines
          text={content.kind === 'json' ? JSON.stringify(content.value, null, 2) : content.text}
          isJson={content.kind === 'json'}
        />
      )}
    </>
  )
}

function Lines({ text, isJson }: { text: string; isJson: boolean }) {
  const lines = text.split('\n')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, also by keys
    <section className="code cb" tabIndex={0} aria-label="Value">
      {lines.slice(0, mostLines).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the number is what a line is
        <div className="ln" key={index}>
          <span className="no">{index + 1}</span>
          <span className="tx">{isJson ? <CodeLine text={line} language="json" /> : line}</span>
        </div>
      ))}
      {lines.length > mostLines ? (
        <p className="dim cut2">{counted(lines.length - mostLines, 'more line')}; Copy has them all.</p>
      ) : null}
    </section>
  )
}

function Bytes({ bytes }: { bytes: Uint8Array }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
    <section className="code cb hex" tabIndex={0} aria-label="Bytes">
      {hexLines(bytes, mostBytes).map(({ offset, hex, text }) => (
        <div className="ln" key={offset}>
          <span className="no">{offset}</span>
          <span className="tx">
            {hex}
            {'  '}
            <span className="c">{text}</span>
          </span>
        </div>
      ))}
      {bytes.length > mostBytes ? <p className="dim cut2">{count(bytes.length - mostBytes)} more bytes.</p> : null}
    </section>
  )
}
