import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, onTestFinished } from 'vitest'
import { startVitest } from 'vitest/node'
import { expect, sandboxTest } from '../../server/testing/vitest.ts'

const test = sandboxTest()

describe.concurrent('tests at the same time', () => {
  test.for([1, 2, 3, 4, 5])('see their own events only: %s', async (number, { sandbox }) => {
    for (let at = 0; at < 20; at++) await sandbox.send('test.event', { test: `${number}` })
    const events = await sandbox.waitForEvents('stream:test.event', { count: 20, mode: 'exactly', quiet: 20 })
    expect(new Set(events.map(event => event.test))).toEqual(new Set([`${number}`]))
    await expect(sandbox).toHaveEvent({ test: `${number}` })
    await expect(sandbox).not.toHaveEvent({ test: 'another' }, { quiet: 10 })
    await expect(sandbox).toHaveNoInvalidEvents()
    const stream = await fetch(`${sandbox.env.EVENTSTREAMS_URL}/test.event?since=2020-01-01T00:00:00Z`)
    const { value } = await (stream.body as ReadableStream<Uint8Array>).getReader().read()
    expect(new TextDecoder().decode(value)).not.toContain(`"test":"${number === 1 ? 2 : 1}"`)
  })
})

test('a matcher says what it is asked of', async () => {
  await expect(expect({}).toHaveEvent('stream:test.event')).rejects.toThrow('await expect(sandbox).toHaveEvent(...)')
})

test('a failed test says what was sent, with the nearest event', async () => {
  const folder = mkdtempSync(join(import.meta.dirname, '../../node_modules/.failing-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const fixture = join(import.meta.dirname, '../../server/testing/vitest.ts')
  const text = `import { expect, test } from '${fixture}'
    test('fails', async ({ sandbox }) => {
      await sandbox.send('test.event', { test: 'hi' })
      await expect(sandbox).toHaveEvent({ test: 'ho' }, { within: 10 })
    })`
  writeFileSync(join(folder, 'failing.test.ts'), text)
  const options = { watch: false, include: ['**/failing.test.ts'], exclude: [], root: folder, reporters: [{}] }
  const vitest = await startVitest('test', [], options)
  const [failed] = vitest.state.getTestModules().flatMap(module => [...module.children.allTests('failed')])
  const messages = failed?.result().errors?.map(({ message }) => message) ?? []
  expect(messages[0]).toContain('test is "hi", not "ho".')
  expect(messages[0]).toMatch(/1 accepted, 0 refused\.\n.*"stream":"test\.event"/)
  await vitest.close()
  process.exitCode = 0
})
