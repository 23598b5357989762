import { describe, expect, it, onTestFinished } from 'vitest'
import { openFrontDoor } from '../front-door.ts'
import { createTopic, send } from '../kafka/door.ts'
import { commit, committed } from '../kafka/members.ts'
import { connectWire } from '../kafka/wire.ts'
import { runCli } from './run-cli.ts'

describe('event-sandbox topics', () => {
  it('creates, lists and changes topics, and asks before something goes', async () => {
    const { cli, wire } = await begin()
    expect(await cli('topics', 'create', 'a', '--partitions', '2', '--set', 'retention.ms=5000')).toEqual([
      0,
      'Created a, 2 partitions.\n',
    ])
    await send(wire, 'a', ['1', '2', '3'])
    expect(await cli('topics')).toMatchObject([0, expect.stringMatching(/^a +2 +3 +[\d.]+ k?B +retention.ms=5000$/m)])
    const changed = await cli('topics', 'change', 'a', '--partitions', '3', '--unset', 'retention.ms')
    expect(changed).toEqual([0, 'Changed a: 3 partitions.\n'])
    expect(await cli('topics', 'a')).toMatchObject([0, expect.stringMatching(/^ +0 +0 +3 +3 /m)])
    expect(await cli('topics', 'empty', 'a')).toMatchObject([
      0,
      expect.stringMatching(/3 records .*\nNothing is done yet/),
    ])
    expect(await cli('topics', 'empty', 'a', '--yes')).toMatchObject([
      0,
      expect.stringMatching(/^Emptied a: 3 records/),
    ])
    expect(await cli('topics', 'delete', 'a', '--yes')).toEqual([0, 'Deleted a.\n'])
    expect(await cli('topics', '--json')).toEqual([0, '[]\n'])
    expect(await cli('topics', 'a')).toMatchObject([2, expect.stringContaining('There is no topic a.')])
  })
})

describe('event-sandbox groups', () => {
  it('shows groups and their lag, and moves their offsets after it has said where to', async () => {
    const { cli, wire } = await begin()
    await createTopic(wire, 'a')
    await send(wire, 'a', ['1', '2', '3'], { time: Date.parse('2026-01-01T00:00:00Z') })
    await commit(wire, 'a', 1)
    expect(await cli('groups')).toMatchObject([0, expect.stringMatching(/^g +Empty +0 +a +2$/m)])
    const dry = await cli('groups', 'move', 'g', '--to', 'latest')
    expect(dry).toMatchObject([0, expect.stringMatching(/^a +0 +1 +3\nNothing is done yet/m)])
    expect(await committed(wire, 'a')).toBe(1)
    for (const [to, offset] of [
      ['latest', 3],
      ['0', 0],
      ['2026-01-01T00:00:00.002Z', 2],
    ] as const) {
      await cli('groups', 'move', 'g', '--to', to, '--yes')
      expect(await committed(wire, 'a')).toBe(offset)
    }
    expect(await cli('groups', 'move', 'g', '--to', 'soon')).toMatchObject([
      2,
      expect.stringContaining('Send "earliest"'),
    ])
    expect(await cli('groups', 'delete', 'g', '--yes')).toEqual([0, 'Deleted g.\n'])
  })
})

async function begin() {
  const sandbox = await openFrontDoor()
  onTestFinished(() => sandbox.stop())
  async function cli(...args: string[]): Promise<[number | null, string]> {
    const { code, stdout, stderr } = await runCli(args, { env: { EVENT_SANDBOX_URL: sandbox.url } })
    return [code, stdout + stderr]
  }
  return { cli, wire: await connectWire(sandbox.brokers) }
}
