import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { builtCommand } from './built.ts'
import { readEvents } from './read-events.ts'

/** The command as a user runs it: a process of its own in a folder of its own, on a free port, in memory. */
export interface Command extends AsyncDisposable {
  readonly url: string
  /** The folder it runs in; what is configured by relative paths is below it. */
  readonly folder: string
  /** Writes a file into the folder, as an editor saves it. */
  save(file: string, content: string): void
  /** The next line of its log of which `isWanted` holds; lines before it are passed over. */
  logged(isWanted: (line: LogLine) => boolean): Promise<LogLine>
  /** What it printed so far. */
  printed(): string
  post(events: unknown, path?: string, headers?: Record<string, string>): Promise<Response>
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer
  get(path: string): Promise<any>
  /** The first `count` events of streams, in their order, as EventStreams gives them; waits for those to come. */
  events(streams: string, count: number): Promise<readonly Event[]>
  /** Stops it in order and gives its exit code. */
  stop(): Promise<number | null>
}

/** A line of `--json`. */
export interface LogLine {
  readonly level: string
  readonly message: string
  readonly [field: string]: unknown
}

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an event
type Event = any

/**
 * Starts `event-sandbox` with options and files.
 * @throws Error with what it printed, where it does not start.
 */
export async function startCommand(
  options: readonly string[] = [],
  files: Readonly<Record<string, string>> = {},
): Promise<Command> {
  const folder = mkdtempSync(join(tmpdir(), 'event-sandbox-command-'))
  const save = (file: string, content: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), content)
  }
  for (const [file, content] of Object.entries(files)) save(file, content)
  const common = ['--json', '--port', '0', '--no-kafka', '--storage', 'memory']
  const args = [builtCommand, ...common, ...options]
  const child = spawn(process.execPath, args, { cwd: folder })
  const exited = once(child, 'close') as Promise<[number | null]>
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => {
      printed += text
    })
  }
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const first = await lines.next()
  if (first.done) {
    await exited
    rmSync(folder, { recursive: true })
    throw new Error(printed)
  }
  const { url } = JSON.parse(first.value) as { url: string }

  async function logged(isWanted: (line: LogLine) => boolean): Promise<LogLine> {
    for (;;) {
      const { value, done } = await lines.next()
      if (done) throw new Error(`It ended without the line. ${printed}`)
      const line = JSON.parse(value) as LogLine
      if (isWanted(line)) return line
    }
  }

  async function stop(): Promise<number | null> {
    child.kill('SIGTERM')
    return (await exited)[0]
  }

  return {
    url,
    folder,
    save,
    logged,
    printed: () => printed,
    post: (events, path = '/v1/events', headers = {}) =>
      fetch(new URL(path, url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(events),
      }),
    get: async path => (await fetch(new URL(path, url))).json(),
    events: (streams, count) => readEvents(`${url}/v2/stream/${streams}?since=1970-01-01T00:00:00Z`, count),
    stop,
    async [Symbol.asyncDispose]() {
      await stop()
      rmSync(folder, { recursive: true })
    },
  }
}
