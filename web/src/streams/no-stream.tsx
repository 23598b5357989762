import { Command } from '../parts/command.tsx'
import { useSandbox } from '../use-sandbox.ts'

/** Where no stream is opened: that one can be, or how the first comes about. */
export function NoStream({ isFirst }: { isFirst: boolean }) {
  const url = useSandbox()?.urls.streams.replace('{name}', 'my.stream')
  if (!isFirst || url === undefined) {
    return (
      <div className="rest">
        <p className="dim">Choose a stream to see its events, its settings and who reads it.</p>
      </div>
    )
  }
  const command = `curl -N ${url}`
  return (
    <div className="rest">
      <h2>No stream yet.</h2>
      <p className="ink2">
        A stream is learned from its first event, or configured with <code>--streams</code>. Whoever reads one that has
        no event yet waits for it:
      </p>
      <Command text={command} />
    </div>
  )
}
