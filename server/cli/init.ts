import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { SandboxError } from '../base/errors.ts'
import { exitCodes } from './exit-codes.ts'

const configFile = 'event-sandbox.config.yaml'

/** `event-sandbox init`: a configuration file, and where there are no schemas yet, a first one with its stream. */
export async function init(): Promise<number> {
  if (existsSync(configFile)) {
    throw new SandboxError('config_invalid', `${configFile} is there already.`, {
      hint: 'event-sandbox info --config tells what is in force, and where it comes from.',
    })
  }
  const hasSchemas = existsSync('.jsonschema-tools.yaml') || existsSync('jsonschema')
  const files: Readonly<Record<string, string>> = hasSchemas
    ? { [configFile]: configOf(existsSync('jsonschema') ? 'jsonschema' : undefined, existsSync('streams.yaml')) }
    : { [configFile]: configOf('jsonschema', true), ...firstSchema }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text, { flag: 'wx' })
    process.stdout.write(`${file}\n`)
  }
  process.stderr.write('Start with event-sandbox, or run your tests with event-sandbox exec -- npm test.\n')
  return exitCodes.fine
}

function configOf(folder: string | undefined, streams: boolean): string {
  return `# Each key is an option too: event-sandbox --help lists them all.
${folder === undefined ? '' : `schemas: ./${folder}\n`}${streams ? '' : '# '}streams: ./streams.yaml
# port: 8192
# kafkaPort: 9092
# storage: .event-sandbox
# retention: 7d,2GB
`
}

const schema = `title: example/greeting
description: Somebody was greeted.
$id: /example/greeting/1.0.0
$schema: 'https://json-schema.org/draft-07/schema#'
type: object
required: [$schema, meta, greeting]
properties:
  $schema: { type: string, maxLength: 1024 }
  meta:
    type: object
    required: [stream]
    properties:
      stream: { type: string, minLength: 1 }
      dt: { type: string, format: date-time, maxLength: 128 }
      id: { type: string }
  greeting: { type: string }
examples:
  - { $schema: /example/greeting/1.0.0, meta: { stream: example.greeting }, greeting: hello }
`

const firstSchema = {
  'jsonschema/example/greeting/1.0.0.yaml': schema,
  'jsonschema/example/greeting/current.yaml': schema,
  'streams.yaml': `# Which streams there are, and the schema of each. Without this file every stream is allowed.
example.greeting:
  schema_title: example/greeting
`,
}
