import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openSchemaRepository } from '../../server/schema/files-repository.ts'
import { SchemaFolder } from './repository.ts'

const logger = { info() {}, warn() {}, error() {} }

it('a version that was edited while nobody looked is found at the next start', async () => {
  await using folder = new SchemaFolder({
    'thing/1.0.0.yaml': '$id: /thing/1.0.0\ntitle: thing\ntype: object\n',
    'thing/1.1.0.yaml': '$id: /thing/1.1.0\ntitle: thing\ntype: object\n',
  })
  const storage = mkdtempSync(join(tmpdir(), 'event-sandbox-seen-'))
  const rules = async () => {
    const folders = [{ name: 'own', folder: folder.path }]
    const seenFile = join(storage, 'seen-versions.json')
    const repository = await openSchemaRepository({ folders, watch: false, logger, seenFile })
    await repository.inspected()
    const { findings } = repository.reviews.review('own', 'thing')
    await repository.close()
    return findings
      .filter(({ rule }) => rule === 'old-version-immutable')
      .map(({ file, severity }) => `${severity} ${file}`)
  }
  expect(await rules()).toEqual([])
  folder.write('thing/1.0.0.yaml', '$id: /thing/1.0.0\r\ntitle: thing\r\ntype: object\r\n')
  expect(await rules()).toEqual([])
  folder.write('thing/1.0.0.yaml', '$id: /thing/1.0.0\ntitle: thing\ntype: object\nmaxProperties: 3\n')
  expect(await rules()).toEqual([`error ${folder.path}/thing/1.0.0.yaml`])
  rmSync(storage, { recursive: true })
})
