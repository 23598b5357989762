import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { SandboxError } from '../base/errors.ts'
import { compareVersions } from '../event/schema-uri.ts'
import { exitCodes } from './exit-codes.ts'
import { type OwnRepository, openOwnRepository } from './schema-folders.ts'

/** `schema new TITLE`: a current.yaml to begin with, on the common fragment where the repository has one. */
export async function newSchema(title: string): Promise<number> {
  if (!/^[a-z][a-z0-9_-]*(?:\/[a-z0-9_-]+)*$/i.test(title)) {
    throw new SandboxError('config_invalid', `${title} cannot be a title.`, { hint: 'Write it as wiki/page/edit.' })
  }
  const cwd = process.cwd()
  const own = await openOwnRepository()
  const file = join(own.config.schemaBasePath, title, own.config.currentName)
  if (existsSync(resolve(cwd, file))) {
    throw new SandboxError('config_invalid', `${file} is there already.`, { hint: 'Raise its version and change it.' })
  }
  mkdirSync(resolve(cwd, own.config.schemaBasePath, title), { recursive: true })
  writeFileSync(resolve(cwd, file), beginning(title, commonFragment(own)))
  process.stdout.write(`${file}\n`)
  process.stderr.write('Describe your fields in it, then run: event-sandbox schema materialize\n')
  return exitCodes.fine
}

/** The newest common fragment of the repositories, such as `/fragment/common/2.0.0`. */
function commonFragment({ workspace }: OwnRepository): string | undefined {
  const fragments = workspace.listing.versions.filter(({ title }) => /^fragment\/(?:[\w-]+\/)?common$/.test(title))
  const [first] = [...fragments].sort(
    (a, b) => a.title.length - b.title.length || compareVersions(b.version, a.version),
  )
  return first?.uri
}

function beginning(title: string, common: string | undefined): string {
  const own = common ? `allOf:\n  - $ref: ${common}#\n` : ''
  const meta = common
    ? ''
    : `  $schema:
    type: string
    description: The URI of this schema.
  meta:
    type: object
    description: What every event has.
    required: [stream]
    properties:
      stream:
        type: string
        description: The stream the event belongs in.
        minLength: 1
  dt:
    type: string
    format: date-time
    maxLength: 128
    description: When it happened, in UTC.
`
  return `title: ${title}
description: What these events tell, in a sentence.
$id: /${title}/1.0.0
$schema: https://json-schema.org/draft-07/schema#
type: object
${own}${common ? '' : 'required: [$schema, meta]\n'}properties:
${meta}  name:
    type: string
    description: What this field means.
examples:
  - $schema: { $ref: '#/$id' }
    meta:
      stream: ${title.replaceAll('/', '.')}
      dt: '2026-01-31T12:00:00.000Z'
    dt: '2026-01-31T12:00:00.000Z'
    name: river
`
}
