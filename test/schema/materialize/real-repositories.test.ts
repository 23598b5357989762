import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { materialize } from '../../../server/schema/materialize/materialize.ts'
import { schemaText } from '../../../server/schema/materialize/schema-text.ts'
import type { VersionResult } from '../../../server/schema/materialize/schema-version.ts'
import { parseSource } from '../../../server/schema/source-file.ts'
import { toolsConfig } from '../../../server/schema/tools-config.ts'
import { openWorkspace } from '../../../server/schema/workspace.ts'
import { hasShared, shared } from '../../shared.ts'
import { filesBelow, readJson, realFolders, repositories } from '../real-files.ts'

const config = toolsConfig({ contentTypes: ['yaml'], shouldGenerateExample: true })
const workspace = hasShared ? await openWorkspace(realFolders) : undefined

/** The eight files that an older tool or a hand has written; docs/schemas.md lists them. */
const writtenOtherwise = 8

describe.skipIf(!hasShared)('materializing real repositories (the folder ../shared is needed)', () => {
  it('gives what jsonschema-tools gives for every current.yaml, generated examples included', () => {
    let equalBytes = 0
    const currents = repositories.flatMap(name =>
      filesBelow(shared('data', 'schemas', name, 'jsonschema'), 'current.yaml').map(file => ({ name, file })),
    )
    for (const { name, file } of currents) {
      const path = shared('data', 'schemas', name, 'jsonschema', file)
      const { version, document } = materialized(path)
      const golden = readJson(shared('data', 'golden', name, dirname(file), `${numberOf(version)}.json`))
      expect(document, file).toEqual(golden)
      const published = readFileSync(join(dirname(path), `${numberOf(version)}.yaml`), 'utf8')
      if (schemaText(document, 'yaml') === published) equalBytes++
    }
    console.log(`${currents.length} current.yaml equal, ${equalBytes} of them byte for byte as committed`)
    expect(currents).toHaveLength(202)
    expect(equalBytes).toBe(currents.length - writtenOtherwise)
  })

  it('gives what jsonschema-tools gave for every historic current.yaml', () => {
    const inputs = repositories.flatMap(name =>
      filesBelow(shared('data', 'history', name), '.in.yaml').map(file => shared('data', 'history', name, file)),
    )
    for (const path of inputs) {
      expect(materialized(path).document, path).toEqual(readJson(path.replace('.in.yaml', '.json')))
    }
    console.log(`${inputs.length} historic inputs equal`)
    expect(inputs).toHaveLength(468)
  })
})

function numberOf(version: VersionResult): string {
  if (!version.ok) throw new Error(version.finding.message)
  return version.version
}

function materialized(path: string) {
  const read = parseSource({ file: path, uri: path }, readFileSync(path, 'utf8'))
  if (!read.ok || !workspace) throw new Error(`${path} cannot be read.`)
  const result = materialize(read.source, workspace.open, config)
  if (!result.ok) throw new Error(`${path}: ${result.findings.map(({ message }) => message).join(' ')}`)
  return result.materialized
}
