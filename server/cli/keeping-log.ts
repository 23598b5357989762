import type { Logger } from '../base/logger.ts'

const mostLines = 10_000

/** A logger that keeps its lines, the newest ones, and says nothing. */
export function keepingLog(): { readonly logger: Logger; text(): string } {
  const lines: string[] = []
  const keep = (level: string) => (message: string) => {
    lines.push(`${new Date().toISOString()} ${level} ${message}\n`)
    if (lines.length > mostLines * 2) lines.splice(0, mostLines)
  }
  return {
    logger: { info: keep('info'), warn: keep('warn'), error: keep('error') },
    text: () => lines.slice(-mostLines).join(''),
  }
}
