import type { SandboxClient, SandboxScope } from '../client/client.ts'
import { connectSandbox } from '../client/index.ts'
import { type SandboxOptions, startSandbox } from '../index.ts'

/** The sandbox of a whole file or worker: the one that `event-sandbox exec` runs, or one of its own. */
export async function openSuiteSandbox(
  options: SandboxOptions,
): Promise<{ readonly sandbox: SandboxClient; close(): Promise<void> }> {
  if (process.env.EVENT_SANDBOX_URL) return { sandbox: await connectSandbox(), close: async () => {} }
  const sandbox = await startSandbox(options)
  return { sandbox, close: () => sandbox.stop() }
}

/** What a failed test saw: its events as lines, and where to look at them. */
export async function eventLog(scope: SandboxScope): Promise<{ readonly text: string; readonly summary: string }> {
  const items = await scope.events()
  const refused = items.filter(({ status }) => status === 'invalid')
  const lines = items.map(({ cursor, status, stream, reason, event }) => {
    return JSON.stringify({ cursor, status, stream, ...(reason === undefined ? {} : { reason }), event })
  })
  return {
    text: lines.map(line => `${line}\n`).join(''),
    summary: `In the sandbox (${scope.url}): ${items.length - refused.length} accepted, ${refused.length} refused.`,
  }
}

const mostShown = 20

/** The same in few lines, to stand behind the error of a test. */
export async function eventsShown(scope: SandboxScope): Promise<string> {
  const { text, summary } = await eventLog(scope)
  return `\n\n${summary}\n${text
    .split('\n')
    .slice(-mostShown - 1)
    .join('\n')}`
}
