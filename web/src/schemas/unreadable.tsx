import { RefusedMark } from '../parts/icon.tsx'
import { Sentence } from '../parts/sentence.tsx'
import { useSandbox } from '../use-sandbox.ts'
import { fileName } from './files.ts'
import { NumberedLine } from './numbered-line.tsx'
import type { SchemaFinding, Title, Version } from './wire.ts'

/** What is wrong with a file that cannot be read; undefined where it can. */
export function faultOf({ findings }: Title, file: string | null): SchemaFinding | undefined {
  return findings.find(each => each.file === file && each.rule.endsWith('-parses'))
}

const linesAround = 4

/** A version that cannot be read: why, where, and what goes on meanwhile. */
export function Unreadable({ title, version, fault }: { title: Title; version: Version; fault: SchemaFinding }) {
  const newest = title.versions.at(-1)?.version
  const isWatching = useSandbox()?.schemas.watching
  const from = Math.max(0, fault.line - 1 - linesAround)
  const lines = (version.text ?? '').split('\n').slice(from, fault.line + linesAround)
  return (
    <aside className="sver" aria-labelledby="unreadable-words">
      <div className="vtop">
        <span className="tag bad">
          <RefusedMark />
          Cannot be read
        </span>
        <span className="dim">
          {fileName(version.file)}, line {fault.line}, column {fault.column}
        </span>
      </div>
      <p className="sentence" id="unreadable-words">
        <Sentence text={fault.message} />
      </p>
      <p className="who">
        <Sentence text={fault.hint ?? ''} />
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, also by keys */}
      <section className="code cb" tabIndex={0} aria-label="Where it is wrong">
        {lines.map((line, index) => {
          const number = from + index + 1
          return (
            <NumberedLine key={number} number={number} text={line} mark={number === fault.line ? 'hit' : undefined} />
          )
        })}
      </section>
      <h3 className="sec">What goes on meanwhile</h3>
      <dl className="kv">
        <div>
          <dt>Events</dt>
          <dd>
            {newest === undefined ? 'of it are refused: it has no version' : `are checked against ${newest}, as before`}
          </dd>
        </div>
        <div>
          <dt>Readers</dt>
          <dd>of the repository get the file as it is, broken</dd>
        </div>
        {isWatching ? (
          <div>
            <dt>The watcher</dt>
            <dd>reads again at each save; this and the strip go by themselves</dd>
          </div>
        ) : null}
      </dl>
    </aside>
  )
}
