import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import type { Logger } from '../base/logger.ts'
import type { NewRecord } from '../log/types.ts'

/** Where produced events are written besides the log, a line each. */
export interface Output {
  write(records: readonly NewRecord[], producer: 'guaranteed' | 'hasty'): void
  close(): Promise<void>
}

/**
 * EventGate's `output_path`. `event`: each line is the event (default factory, eventgate-wikimedia-dev); `record`:
 * `{"topic","key","timestamp","producer","value"}` (eventgate-wikimedia). `stdout` writes to standard output.
 */
export function openOutput(path: string, form: 'event' | 'record', logger: Logger): Output {
  const stream = path === 'stdout' ? process.stdout : createWriteStream(path, { flags: 'a' })
  stream.on('error', failure => logger.error(`The output ${path} cannot be written: ${failure.message}`))
  const lineOf = form === 'event' ? eventLine : recordLine

  return {
    write: (records, producer) => void stream.write(records.map(record => lineOf(record, producer)).join('')),
    async close() {
      if (stream === process.stdout) return
      stream.end()
      await finished(stream).catch(() => {})
    },
  }
}

function eventLine({ value }: NewRecord): string {
  return `${String(value)}\n`
}

// The event's JSON is put in as it is: parsing it to write it again would change nothing.
function recordLine({ topic, key, timestamp, value }: NewRecord, producer: string): string {
  const parsedKey = key ? Buffer.from(key).toString('utf8') : 'null'
  return `{"topic":${JSON.stringify(topic)},"key":${parsedKey},"timestamp":${timestamp},"producer":"${producer}","value":${String(value)}}\n`
}
