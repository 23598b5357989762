import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, it } from 'vitest'
import { operations } from '../../server/http/api/operations/operations.ts'
import { parameters } from '../../server/http/api/operations/parameters.ts'
import { openFrontDoor } from '../front-door.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8')

it('GET /_sandbox/openapi.json describes every route that there is, and the page of the API names it', async () => {
  await using sandbox = await openFrontDoor({ kafka: false })
  const document = await sandbox.get('/_sandbox/openapi.json')
  expect(await new Validator().validate(document)).toMatchObject({ valid: true })
  const described = Object.entries<Record<string, { summary: string }>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary }]) => ({ route: `${method.toUpperCase()} ${path}`, summary })),
  )
  expect(described.filter(({ summary }) => summary === '')).toEqual([])
  expect(described).toHaveLength(Object.keys(operations).length)
  const words = Object.values(operations).flatMap(({ query = '' }) => query.split(' ').filter(Boolean))
  expect(words.filter(word => !Object.hasOwn(parameters, word))).toEqual([])
  const unnamed = Object.keys(document.paths).filter(path => !page.includes(path.replace(/\/\{.*/, '')))
  expect(unnamed).toEqual([])
})
