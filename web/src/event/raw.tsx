import { CopyButton } from '../parts/copy-button.tsx'
import type { StoredEvent } from '../wire.ts'
import { count } from '../words.ts'
import { CopyAsCurl } from './copy-as-curl.tsx'

const longest = 200_000

/** The text as it was received. */
export function Raw({ event }: { event: StoredEvent }) {
  const rest = event.raw.length - longest
  return (
    <>
      <div className="ptr">
        <span className="dim">As received, {count(event.size)} bytes</span>
        <span className="grow" />
        <CopyButton text={event.raw} />
        <CopyAsCurl event={event} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys */}
      <pre className="code raw" tabIndex={0}>
        {rest > 0 ? event.raw.slice(0, longest) : event.raw}
        {rest > 0 ? <span className="dim">{`\n${count(rest)} more characters; Copy has them all.`}</span> : null}
      </pre>
    </>
  )
}
