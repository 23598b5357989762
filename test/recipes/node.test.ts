import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { messageOf } from '../../server/base/errors.ts'
import { once } from '../clients/kafka/install.ts'
import { projectWith, recipe, runIn } from './recipe.ts'

const placeOrder = readFileSync(join(import.meta.dirname, 'place-order.js'), 'utf8')

it('node:test runs the recipes, and sees how a producer takes an outage', async () => {
  const folder = projectWith({
    'orders.test.js': recipe('orders.test.js'),
    'outage.test.js': recipe('outage.test.js'),
    'place-order.js': placeOrder,
  })
  expect(await runIn(folder, [process.execPath, '--test', '.'])).toMatch(/pass 2\n/)
}, 300_000)

it('Jest runs the recipe of node:test with its own names', { timeout: 600_000 }, async ({ skip }) => {
  const jest = await once('jest', to =>
    runIn(to, ['npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', to, 'jest@30']),
  ).catch(failure => skip(`Jest cannot be installed here: ${messageOf(failure)}`))
  const text = recipe('orders.test.js')
    .replace(/^import .* from 'node:test'\n/m, '')
    .replace('before(', 'beforeAll(')
    .replace('after(', 'afterAll(')
  const folder = projectWith({
    'orders.test.js': text,
    'package.json': '{ "private": true, "type": "module", "jest": { "transform": {} } }',
  })
  const command = ['--experimental-vm-modules', join(jest, 'node_modules/jest/bin/jest.js'), '--rootDir', folder]
  expect(await runIn(folder, [process.execPath, ...command])).toMatch(/Tests: +1 passed, 1 total/)
})
