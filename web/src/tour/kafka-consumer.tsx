import { Link } from '@tanstack/react-router'
import { Command } from '../parts/command.tsx'
import { useSandbox } from '../use-sandbox.ts'

/** The group whose steps count for the tour as those of the page's own consumer do. */
export const tourGroup = 'tour'

/** How a consumer group of Kafka takes the step; its lag is on Consumers. */
export function KafkaConsumer({ topic }: { topic: string }) {
  const kafka = useSandbox()?.kafka
  if (!kafka) return null
  // Without it a new group begins at the end, and has read nothing.
  const command = `kcat -b ${kafka} -X auto.offset.reset=earliest -G ${tourGroup} ${topic}`
  return (
    <>
      <p>
        Or attach a Kafka group from a terminal: its lag is on <Link to="/consumers">Consumers</Link>.
      </p>
      <Command text={command} />
    </>
  )
}
