import { createRequire } from 'node:module'

/** The package `commander`, asked for as what it is: through an `import` Node takes twice as long to load it. */
export const { Argument, Command, CommanderError, InvalidArgumentError, Option } = createRequire(import.meta.url)(
  'commander',
) as typeof import('commander')
