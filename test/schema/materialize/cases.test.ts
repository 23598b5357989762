import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../server/schema/json-object.ts'
import { materialize } from '../../../server/schema/materialize/materialize.ts'
import { parseSource } from '../../../server/schema/source-file.ts'
import { toolsConfig } from '../../../server/schema/tools-config.ts'
import { openWorkspace } from '../../../server/schema/workspace.ts'
import { hasShared, shared } from '../../shared.ts'
import { readJson } from '../real-files.ts'
import { SchemaFolder } from '../repository.ts'

interface Cases {
  readonly refs: Readonly<Record<string, JsonObject>>
  readonly cases: Readonly<Record<string, { readonly in: JsonObject; readonly out: JsonObject }>>
}

const { refs, cases } = (hasShared
  ? readJson(shared('cases', 'schemas', 'materialize-cases.json'))
  : { refs: {}, cases: {} }) as unknown as Cases

describe.skipIf(!hasShared)('the materialize cases (the folder ../shared is needed)', () => {
  it.each(Object.entries(cases))('%s', async (name, { in: schema, out }) => {
    await using folder = new SchemaFolder()
    for (const [uri, content] of Object.entries(refs)) write(folder, `${uri.slice(1)}.json`, content)
    const workspace = await openWorkspace([{ name: 'cases', folder: folder.path }])
    const read = parseSource({ file: 'thing/current.json', uri: '/thing/current.json' }, JSON.stringify(schema))
    if (!read.ok) throw new Error(read.finding.message)
    const config = toolsConfig({ shouldGenerateExample: name === 'genExample' })
    const result = materialize(read.source, workspace.open, config)
    if ('ERROR' in out) {
      expect(result.ok).toBe(false)
      return
    }
    expect(result.ok ? result.materialized.document : result.findings).toEqual(out)
  })
})

function write(folder: SchemaFolder, name: string, content: JsonObject): void {
  const path = join(folder.path, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, JSON.stringify(content))
}
