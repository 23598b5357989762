import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FrontDoor, openFrontDoor, testEvent } from '../front-door.ts'
import { runInProcess } from './in-process.ts'

let sandbox: FrontDoor
beforeAll(async () => {
  sandbox = await openFrontDoor({ kafka: false })
  process.env.EVENT_SANDBOX_URL = sandbox.url
})
afterAll(async () => {
  delete process.env.EVENT_SANDBOX_URL
  await sandbox.stop()
})

describe('event-sandbox faults', () => {
  it('adds, lists and ends rules', async () => {
    const added = await runInProcess(
      'faults add intake status --status 500 --retry-after 2s --stream test.* --event {"test":"hi"} --count 2'.split(
        ' ',
      ),
    )
    const words = 'The intake answers 500 for stream test.* for event {"test":"hi"}, 2 times at most'
    expect(added).toMatchObject({ code: 0, stdout: `f1  ${words}.\n` })
    expect((await sandbox.post(testEvent())).headers.get('retry-after')).toBe('2')
    const listed = await runInProcess(['faults'])
    expect(listed.stdout).toBe(`Rule  Hits  Left  What it does\nf1       1     1  ${words}\n`)
    const { stdout } = await runInProcess(['faults', '--json'])
    expect(JSON.parse(stdout)).toMatchObject([{ id: 'f1', hits: 1 }])
    expect(await runInProcess(['faults', 'clear', 'f1'])).toMatchObject({ stdout: 'Ended f1, after 1 hit.\n' })
    expect(await runInProcess(['faults', 'clear'])).toMatchObject({ stdout: 'No rule.\n' })
    expect((await runInProcess(['faults'])).stdout).toMatch(/^No fault rules\./)
  })

  it.each([
    ['faults add intake', /missing required argument 'fault'/],
    ['faults add intake drop --count x', /It takes a number, not "x"/],
    ['faults add intake drop --event x', /--event takes JSON/],
    ['faults add intake drop --api Fetch', /match at intake has no api/],
    ['faults clear f9', /There is no fault rule f9/],
  ])('says what is wrong with `%s`', async (words, message) => {
    expect((await runInProcess(words.split(' '))).failure).toMatchObject({ message: expect.stringMatching(message) })
  })
})
