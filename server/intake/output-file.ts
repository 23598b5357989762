import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import type { Logger } from '../base/logger.ts'
import { checkWritable } from '../base/whole-file.ts'
import type { NewRecord } from '../log/types.ts'

/** Where produced events are written besides the log, a line each. */
export interface Output {
  write(records: readonly NewRecord[], producer: 'guaranteed' | 'hasty'): void
  close(): Promise<void>
}

/**
 * EventGate's `output_path`. `event`: each line is the event (default factory, eventgate-wikimedia-dev); `record`:
 * `{"topic","key","timestamp","producer","value"}` (eventgate-wikimedia). `stdout` writes to standard output. What cannot
 * be written later is told once, and left out until it can.
 * @throws SandboxError config_invalid where it cannot be written now.
 */
export function openOutput(path: string, form: 'event' | 'record', logger: Logger): Output {
  const lineOf = form === 'event' ? eventLine : recordLine
  const isStdout = path === 'stdout'
  if (!isStdout) checkWritable(path)
  let stream: NodeJS.WritableStream | undefined
  let isFailing = false

  // A file that has failed, such as on a full disk, is opened again by the next write.
  function opened(): NodeJS.WritableStream {
    const target = isStdout ? process.stdout : createWriteStream(path, { flags: 'a' })
    target.on('error', failure => {
      if (!isFailing) logger.error(`The output ${path} cannot be written: ${failure.message}.`)
      isFailing = true
      if (!isStdout) stream = undefined
    })
    return target
  }

  return {
    write(records, producer) {
      const text = records.map(record => lineOf(record, producer)).join('')
      stream ??= opened()
      // Half a line may stand there.
      stream.write(isFailing ? `\n${text}` : text, failure => {
        if (!failure) isFailing = false
      })
    },
    async close() {
      if (isStdout || stream === undefined) return
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
