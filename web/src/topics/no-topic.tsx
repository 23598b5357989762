import { Command } from '../parts/command.tsx'
import { useSandbox } from '../use-sandbox.ts'
import type { TopicSummary } from './wire.ts'

/** Where no topic is opened: which there could be, or how the first one comes about. */
export function NoTopic({ topics, create }: { topics: readonly TopicSummary[]; create(): void }) {
  const sandbox = useSandbox()
  if (topics.length > 0) {
    return (
      <div className="rest only-wide">
        <p className="dim">Choose a topic to read its records.</p>
      </div>
    )
  }
  const command = sandbox?.kafka ? `echo hello | kcat -b ${sandbox.kafka} -P -t test.topic` : undefined
  return (
    <div className="rest">
      <h2>No topic yet.</h2>
      <p className="ink2">The first record makes its topic: an event that the gate accepts, or whatever Kafka sends.</p>
      {command === undefined ? null : <Command text={command} />}
      <button type="button" className="btn do" aria-haspopup="dialog" onClick={create}>
        New topic
      </button>
    </div>
  )
}
