import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compareSchemas } from '../../../server/schema/compare/compare.ts'
import { createProof } from '../../../server/schema/compare/proof.ts'
import { toolVerdict } from '../../../server/schema/compare/tool-verdict.ts'
import type { JsonObject } from '../../../server/schema/json-object.ts'
import { materialize } from '../../../server/schema/materialize/materialize.ts'
import { parseSource } from '../../../server/schema/source-file.ts'
import { toolsConfig } from '../../../server/schema/tools-config.ts'
import { openWorkspace } from '../../../server/schema/workspace.ts'
import { hasShared, shared } from '../../shared.ts'
import { readJson } from '../real-files.ts'
import { SchemaFolder } from '../repository.ts'

interface Case {
  readonly id: string
  readonly old: JsonObject
  readonly new: JsonObject
  readonly jsonschema_tools: 'compatible' | 'incompatible'
  readonly jsonschema_tools_message: string | null
  readonly semantic: 'compatible' | 'incompatible'
  readonly backward: boolean
  readonly forward: boolean
  readonly hive: boolean
}

const { refs, cases } = (hasShared
  ? readJson(shared('cases', 'schemas', 'compat-cases.json'))
  : { refs: {}, cases: [] }) as unknown as { refs: Record<string, JsonObject>; cases: readonly Case[] }

const folder = new SchemaFolder()
for (const [uri, content] of Object.entries(refs)) {
  const path = join(folder.path, `${uri.slice(1)}.json`)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, JSON.stringify(content))
}
const workspace = await openWorkspace([{ name: 'cases', folder: folder.path }])

describe.skipIf(!hasShared)('the compatibility cases (the folder ../shared is needed)', () => {
  it.each(cases)('$id: BACKWARD $backward, FORWARD $forward, HIVE $hive', pair => {
    const [old, next] = [materialized(pair.old), materialized(pair.new)]
    const { verdicts, changes } = compareSchemas(old, next)
    const { BACKWARD, FORWARD, HIVE } = verdicts
    expect({ BACKWARD, FORWARD, HIVE }, JSON.stringify(changes)).toEqual({
      BACKWARD: pair.backward,
      FORWARD: pair.forward,
      HIVE: pair.hive,
    })
    expect(BACKWARD && HIVE).toBe(pair.semantic === 'compatible')
  })

  it.each(cases.filter(({ backward, forward }) => !backward || !forward))('$id: a witness shows each break', pair => {
    const [old, next] = [materialized(pair.old), materialized(pair.new)]
    const { changes } = compareSchemas(old, next)
    for (const [mode, holds, side] of [
      ['BACKWARD', pair.backward, 'old'],
      ['FORWARD', pair.forward, 'new'],
    ] as const) {
      const witnesses = changes.filter(({ breaks }) => breaks.includes(mode)).map(({ witness }) => witness)
      if (!holds) expect(witnesses, mode).toContainEqual(expect.objectContaining({ validUnder: side }))
      for (const witness of witnesses) {
        if (witness === undefined) continue
        const verdict = [createProof(old)(witness.document), createProof(next)(witness.document)]
        expect(verdict).toEqual(side === 'old' ? [true, false] : [false, true])
      }
    }
  })

  it.each(cases)('$id: jsonschema-tools says $jsonschema_tools', pair => {
    const isOtherMajor = pair.jsonschema_tools_message?.startsWith('never compared') ?? false
    if (isOtherMajor) return
    const verdict = toolVerdict(materialized(pair.old), materialized(pair.new))
    expect(verdict.compatible ? 'compatible' : 'incompatible').toBe(pair.jsonschema_tools)
    // It names what it meets first; older versions of the merging library put keys in another order.
    const isOrder = pair.id === 'ref-dropped'
    if (!verdict.compatible && !isOrder) expect(verdict.message).toBe(pair.jsonschema_tools_message)
  })
})

function materialized(schema: JsonObject): JsonObject {
  const read = parseSource({ file: 'thing/current.json', uri: '/thing/current.json' }, JSON.stringify(schema))
  if (!read.ok) throw new Error(read.finding.message)
  const result = materialize(read.source, workspace.open, toolsConfig({}))
  if (!result.ok) throw new Error(result.findings[0]?.message)
  return result.materialized.document
}
