import { styleText } from 'node:util'
import type { Logger } from '../base/logger.ts'
import { githubText } from './escapes.ts'

/** Lines of the running sandbox: in words for people, as JSON for programs. */
export interface Output extends Logger {
  /** The first line on stdout. */
  ready(text: () => string, fields: Record<string, unknown>): void
}

/** Where lines go. */
export interface OutputStreams {
  readonly stdout: NodeJS.WritableStream
  readonly stderr: NodeJS.WritableStream
  readonly now: () => number
}

/** JSON lines: the ready line is the first, each further one has `time`, `level` and `message`. */
export function jsonOutput({ stdout, now }: OutputStreams): Output {
  const line =
    (level: string) =>
    (message: string, fields: Record<string, unknown> = {}) => {
      stdout.write(`${JSON.stringify({ time: new Date(now()).toISOString(), level, message, ...fields })}\n`)
    }
  return {
    ready: (_text, fields) => stdout.write(`${JSON.stringify(fields)}\n`),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
  }
}

/** Lines for people. Under GITHUB_ACTIONS a refusal is an annotation as well. */
export function humanOutput({ stdout, stderr, now }: OutputStreams, options: { annotate: boolean }): Output {
  const time = () => styleText('dim', new Date(now()).toTimeString().slice(0, 8))
  return {
    ready: text => stdout.write(text()),
    info: message => stdout.write(`  ${time()}  ${message}\n`),
    warn: (message, fields) => {
      stdout.write(`  ${time()}  ${styleText('red', message)}\n`)
      if (options.annotate) stdout.write(`::error title=${annotationTitle(fields)}::${githubText(message)}\n`)
    },
    error: message => stderr.write(`  ${time()}  ${styleText('red', message)}\n`),
  }
}

function annotationTitle(fields: Record<string, unknown> | undefined): string {
  return fields?.event === 'schema' ? 'Schema cannot be used' : 'Event refused'
}
