import { expect, it } from 'vitest'
import { openFrontDoor, testEvent } from '../front-door.ts'

it.each([
  ['a time in the future', 'test.event?since=2099-01-01T00:00:00Z', {}, 200],
  ['a time that is none', 'test.event?since=soon', {}, 400],
  ['a time given twice', 'test.event?since=1&since=2', {}, 400],
  ['a filter without a field', 'test.event?filter=meta', {}, 400],
  [
    'an offset beyond the end',
    'test.event',
    { 'last-event-id': '[{"topic":"test.event","partition":0,"offset":99}]' },
    200,
  ],
  [
    'a partition that is not there',
    'test.event',
    { 'last-event-id': '[{"topic":"test.event","partition":7,"offset":0}]' },
    404,
  ],
  ['a name that is none', '%2Ftest.*%2F', {}, 400],
])('answers %s', async (_, path, headers: Record<string, string>, status) => {
  await using sandbox = await openFrontDoor()
  await sandbox.post(testEvent())
  const leave = new AbortController()
  const answer = await fetch(`${sandbox.url}/v2/stream/${path}`, { headers, signal: leave.signal })
  expect(answer.status).toBe(status)
  leave.abort()
})

it('the OpenAPI document has a path for each stream with a schema and an example', async () => {
  await using sandbox = await openFrontDoor()
  await sandbox.post(testEvent())
  const { paths } = await sandbox.get('/?spec')
  const content = paths['/v2/stream/test.event'].get.responses[200].content['application/json']
  expect(content.schema.title).toBe('test/event')
  expect(content.example.meta.stream).toBe('test.event')
})
