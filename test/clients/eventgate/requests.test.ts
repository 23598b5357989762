import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { startCommand } from '../../command.ts'
import { missing } from '../tool.ts'

const run = promisify(execFile)
const packages = join(import.meta.dirname, '../../../node_modules/.cache/python-requests')
const absent =
  (await missing({ packages: ['python3', 'python3-pip'], check: ['python3', '-m', 'pip', '--version'] })) ??
  (await missingRequests())
if (absent) console.warn(`Python requests is not tested: ${absent}.`)

describe.skipIf(absent)('Python requests', () => {
  it('understands each answer, and keeps its connection over them', async () => {
    await using sandbox = await startCommand()
    const script = join(import.meta.dirname, 'requests_client.py')
    const { stdout } = await run('python3', [script, sandbox.url], { env: { ...process.env, PYTHONPATH: packages } })
    const accepted = (count: number) => [201, `All ${count} out of ${count} events were accepted.`, null]
    expect(JSON.parse(stdout)).toMatchObject({
      one: accepted(1),
      some: [
        207,
        '1 out of 2 events were accepted, but 1 failed (1 invalid and 0 errored).',
        { invalid: [{ status: 'invalid', context: { errorsText: "'.test' should be string" } }], error: [] },
      ],
      'many bad': [400, '100 out of 100 events were invalid and not accepted.', { invalid: { length: 100 } }],
      'too large': [413, 'Payload Too Large', { invalid: [], error: [{ event: null }] }],
      'after too large': accepted(1),
      gzipped: accepted(1),
      text: accepted(1),
      form: [400, 'Request body was empty. Must provide JSON encoded events.', null],
      hasty: [202, '2 events hastily received.', null],
      'in pieces': accepted(1),
    })
    const events = await sandbox.events('python.requests', 8)
    expect(events.map(({ test }) => test)).toEqual(Array(8).fill('größer'))
  })
})

/** Brings requests into a folder of the checkout's own, where Python does not have it. */
async function missingRequests(): Promise<string | undefined> {
  try {
    if (existsSync(join(packages, 'requests'))) return undefined
    mkdirSync(packages, { recursive: true })
    await run('python3', ['-m', 'pip', 'install', '-q', '--target', packages, 'requests'])
    return undefined
  } catch (failure) {
    return `requests cannot be installed (${failure})`
  }
}
