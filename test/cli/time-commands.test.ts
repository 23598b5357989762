import { expect, it } from 'vitest'
import { openFrontDoor, testEvent } from '../front-door.ts'
import { runInProcess } from './in-process.ts'

it('the clock is told, set, stopped and taken back', async () => {
  await using sandbox = await openFrontDoor({ kafka: false })
  const clock = async (...args: string[]) => (await runInProcess(['clock', ...args, '--url', sandbox.url])).stdout
  expect(await clock()).toMatch(/^\S+Z {2}as the machine's\n$/)
  expect(await clock('2026-01-31T12:00:00Z', '--freeze')).toBe('2026-01-31T12:00:00.000Z  set, and stands still\n')
  expect(await clock('+1h30m')).toBe('2026-01-31T13:30:00.000Z  set, and stands still\n')
  expect(await clock('--run')).toMatch(/set, and goes on\n$/)
  expect(await clock('--reset')).toMatch(/as the machine's\n$/)
  const { failure } = await runInProcess(['clock', 'noon', '--url', sandbox.url])
  expect(failure).toMatchObject({ code: 'bad_request', hint: expect.stringContaining('+1h') })
})

it('snapshots are saved, listed, restored and forgotten', async () => {
  await using sandbox = await openFrontDoor({ kafka: false })
  const snapshot = (...args: string[]) => runInProcess(['snapshot', ...args, '--url', sandbox.url])
  expect((await snapshot('list')).stdout).toContain('No snapshots yet.')
  await sandbox.post(testEvent())
  expect((await snapshot('save', 'one')).stdout).toBe('Saved one: 1 record in 1 topic.\n')
  expect((await snapshot('save', 'one')).failure).toMatchObject({ code: 'snapshot_exists' })
  expect((await snapshot('save', 'one', '--force')).code).toBe(0)
  expect((await snapshot('list')).stdout).toMatch(/^Name +Topics +Records +Size +Saved\none +1 +1 +\d+ B +20\S+Z\n$/)
  await sandbox.reset()
  expect((await snapshot('restore', 'one')).stdout).toBe('Restored one: 1 record in 1 topic.\n')
  expect(await sandbox.events()).toHaveLength(1)
  expect((await snapshot('delete', 'one')).code).toBe(0)
  expect((await snapshot('restore', 'one')).failure).toMatchObject({ code: 'snapshot_unknown' })
})

it('a replay tells how many were accepted, and ends with 5 where one is refused', async () => {
  await using sandbox = await openFrontDoor({ kafka: false })
  const replay = (...args: string[]) => runInProcess(['replay', ...args, '--url', sandbox.url])
  await sandbox.post([testEvent(), testEvent({ test: 5 })])
  expect(await replay('stream:test.event', '--to', 'again')).toMatchObject({
    code: 0,
    stdout: '1 event accepted, 0 refused.\n',
  })
  expect(await replay('status:invalid', '--since', '1h')).toMatchObject({
    code: 5,
    stdout: '0 events accepted, 1 refused.\n',
  })
  expect((await replay('--speed', 'fast')).failure).toMatchObject({ code: 'bad_request' })
})
