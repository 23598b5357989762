import { describe, expect, it } from 'vitest'
import { startSandbox } from '../../server/index.ts'

const open = () => startSandbox({ kafka: false })

describe('sandbox.faults', () => {
  it('ends a rule with its block, and counts its hits', async () => {
    await using sandbox = await open()
    {
      await using refusing = await sandbox.faults.add({ at: 'intake', do: 'refuse', match: { event: { test: /^hi/ } } })
      await expect(sandbox.send('test.event', { test: 'hi' })).rejects.toThrow(
        'The event is right; the fault rule f1 refuses it. End the rule: event-sandbox faults clear f1.',
      )
      await sandbox.send('test.event', { test: 'ho' })
      expect(await refusing.hits()).toBe(1)
      expect(refusing.words).toBe('The intake refuses events for event {"test":{"$re":"^hi"}}')
    }
    await sandbox.send('test.event', { test: 'hi' })
    expect(await sandbox.faults.list()).toEqual([])
  })

  it('of a scope is about the scope; a reset ends rules, and what is ended may be ended again', async () => {
    await using sandbox = await open()
    await using scope = await sandbox.scope()
    const [inside, outside] = [
      await scope.faults.add({ at: 'intake', do: 'status' }),
      await sandbox.faults.add({ at: 'eventstreams', do: 'drop', after: 2 }),
    ]
    expect((await scope.faults.list()).map(({ id }) => id)).toEqual([inside.id])
    await sandbox.send('test.event', { test: 'hi' })
    await expect(scope.send('test.event', { test: 'hi' })).rejects.toThrow('The fault rule f1 answers 503.')
    await scope.faults.clear()
    await sandbox.reset()
    expect(await sandbox.faults.list()).toEqual([])
    await outside.end()
  })

  it('says what is wrong with a rule', async () => {
    await using sandbox = await open()
    const wrong = { at: 'kafka', do: 'refuse', error: 'NOT_LEADER', match: { api: 'Fetch' } } as const
    await expect(sandbox.faults.add(wrong)).rejects.toMatchObject({
      code: 'bad_request',
      message: 'error is not "NOT_LEADER".',
    })
  })
})
