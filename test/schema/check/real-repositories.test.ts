import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkTitle, isCompared } from '../../../server/schema/check/check-title.ts'
import { compatibilityFindings } from '../../../server/schema/check/compare-versions.ts'
import { readYaml } from '../../../server/schema/js-yaml.ts'
import type { JsonObject } from '../../../server/schema/json-object.ts'
import { createReviews } from '../../../server/schema/review/reviews.ts'
import { toolsConfig } from '../../../server/schema/tools-config.ts'
import { openWorkspace } from '../../../server/schema/workspace.ts'
import { hasShared, shared } from '../../shared.ts'
import { realFolders, repositories } from '../real-files.ts'

describe.skipIf(!hasShared)('checking real repositories (the folder ../shared is needed)', () => {
  it.each(repositories)('finds nothing in %s that jsonschema-tools does not', async name => {
    const { workspace, titles } = await opened(name)
    const checked = titles.map(title => checkTitle(workspace, name, title))
    const errors = checked.flatMap(title => [
      ...title.findings.filter(({ severity }) => severity === 'error'),
      ...compatibilityFindings(title, 'jsonschema-tools', next => isCompared(workspace, title, next)),
    ])
    expect(errors.map(({ file, rule, message }) => `${file} ${rule} ${message}`)).toEqual([])
    const warnings = checked.flatMap(({ findings }) => findings).map(({ rule }) => rule)
    const counts = Object.fromEntries(
      [...new Set(warnings)].map(rule => [rule, warnings.filter(one => one === rule).length]),
    )
    console.log(`${name}: ${titles.length} titles without an error; warnings ${JSON.stringify(counts)}`)
  })

  it('finds the versions that the tool refuses, where its configuration does not skip them', async () => {
    const counts = new Map<string, number>()
    for (const name of repositories) {
      const { workspace, titles } = await opened(name)
      for (const title of titles) {
        const refused = compatibilityFindings(checkTitle(workspace, name, title), 'jsonschema-tools')
        counts.set(name, (counts.get(name) ?? 0) + new Set(refused.map(({ message }) => message)).size)
      }
    }
    console.log(`refused by jsonschema-tools: ${JSON.stringify(Object.fromEntries(counts))}`)
    expect(Object.fromEntries(counts)).toEqual({ primary: 4, secondary: 14 })
  })

  it('judges a single save', async () => {
    const { workspace } = await opened('primary')
    const listed = workspace.listing.files.length
    const times: number[] = []
    for (const title of ['mediawiki/page/change', 'test/event', 'mediawiki/revision/create']) {
      const { workspace: cold } = await opened('primary')
      const started = performance.now()
      expect(createReviews(() => cold).review('primary', title).title).toBe(title)
      times.push(Math.round(performance.now() - started))
    }
    console.log(`with ${listed} files listed a title is read and judged anew in ${times.join(', ')} ms`)
    expect(times).toHaveLength(3)
  })
})

async function opened(name: string) {
  const text = readFileSync(shared('data', 'schemas-config', `${name}.jsonschema-tools.yaml`), 'utf8')
  const workspace = await openWorkspace(realFolders, new Map([[name, toolsConfig(readYaml(text) as JsonObject)]]))
  const own = workspace.listing.files.filter(({ repository }) => repository === name)
  return { workspace, titles: [...new Set(own.map(({ title }) => title))].sort() }
}
