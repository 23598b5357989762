/** Lines for the person who runs the sandbox. `fields` are what `--json` prints beside the message. */
export interface Logger {
  info(message: string, fields?: Record<string, unknown>): void
  warn(message: string, fields?: Record<string, unknown>): void
  error(message: string, fields?: Record<string, unknown>): void
}

/** Says nothing; the default of the TypeScript API. */
export const silentLogger: Logger = { info() {}, warn() {}, error() {} }
