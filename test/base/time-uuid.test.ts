import { describe, expect, it } from 'vitest'
import { createTimeUuid } from '../../server/base/time-uuid.ts'

const timeOf = (uuid: string) => {
  const [low, middle, high = ''] = uuid.split('-')
  const steps = BigInt(`0x${high.slice(1)}${middle}${low}`)
  return Number(steps / 10_000n - 12_219_292_800_000n)
}

describe('a uuid of version 1', () => {
  it('tells its time, and that its node is drawn', () => {
    const id = createTimeUuid(() => 1_600_000_000_123)()
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(timeOf(id)).toBe(1_600_000_000_123)
    expect(Number.parseInt(id.slice(24, 26), 16) & 1).toBe(1)
  })

  it('is never given twice, however many a millisecond sees and wherever the clock is set', () => {
    const times = [5000, 5000, 4000, 5001]
    const ids = new Set<string>()
    let time = 0
    const newId = createTimeUuid(() => time)
    for (time of times) for (let count = 0; count < 15_000; count++) ids.add(newId())
    expect(ids.size).toBe(times.length * 15_000)
  })

  it('differs between two starts at the same moment', () => {
    expect(createTimeUuid(() => 1)()).not.toBe(createTimeUuid(() => 1)())
  })
})
