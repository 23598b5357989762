import type { Command } from 'commander'
import { createProgram } from '../../server/cli/program.ts'

/** A command and what its `--help` prints. */
export interface Help {
  readonly name: string
  readonly text: string
  /** The lines below `Examples:`, without what they say of themselves. */
  readonly examples: readonly string[]
}

/** The help of every command, of those below another one too. */
export function allHelp(): readonly Help[] {
  return helpOf(createProgram({ version: '0.0.0', start: async () => {} }))
}

function helpOf(of: Command, above = ''): readonly Help[] {
  const name = `${above}${of.name()}`
  let text = ''
  of.configureOutput({
    writeOut: part => {
      text += part
    },
  })
  of.outputHelp()
  const below = text.split('\nExamples:\n')[1] ?? ''
  const examples = [...below.matchAll(/^ {2}(event-sandbox\b.*?)(?: {2,}.*)?$/gm)].map(([, example = '']) => example)
  return [{ name, text, examples }, ...of.commands.flatMap(command => helpOf(command, `${name} `))]
}
