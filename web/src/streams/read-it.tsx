import { Command } from '../parts/command.tsx'
import { useSandbox } from '../use-sandbox.ts'

/** The lines that read a stream from outside. */
export function ReadIt({ stream, last }: { stream: string; last: string | null }) {
  const url = useSandbox()?.urls.streams.replace('{name}', encodeURIComponent(stream))
  if (url === undefined) return null
  const back = `?since=${(last ?? new Date().toISOString()).slice(0, 13)}:00:00Z`
  const curl = `curl -N ${url}`
  const script = `const stream = new EventSource(
  '${url}')
stream.onmessage = ({ data }) => console.log(JSON.parse(data))`
  return (
    <section className="blk" aria-labelledby="read">
      <div className="bh">
        <h3 id="read">Read it</h3>
        <span className="dim">
          EventStreams, one event a message; add <code>{back}</code> to go back
        </span>
      </div>
      <Command text={curl} />
      <Command label="JavaScript" text={script} />
    </section>
  )
}
