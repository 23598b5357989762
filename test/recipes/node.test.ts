import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { projectWith, recipe, runIn } from './recipe.ts'

const placeOrder = readFileSync(join(import.meta.dirname, 'place-order.js'), 'utf8')

it('node:test sees how a producer takes an outage', async () => {
  const folder = projectWith({ 'outage.test.js': recipe('outage.test.js'), 'place-order.js': placeOrder })
  expect(await runIn(folder, [process.execPath, '--test', '.'])).toMatch(/pass 1\n/)
})
