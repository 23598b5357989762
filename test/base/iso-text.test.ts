import { expect, it } from 'vitest'
import { createIsoText } from '../../server/base/iso-text.ts'

it.each([
  ['ascending', [0, 7, 42, 999, 1000, 1_766_000_000_123, 1_766_000_000_124]],
  ['set back', [1_766_000_001_000, 1_766_000_000_999, 5]],
  ['before 1970', [-1, -1000, -1001, -62_167_219_200_000]],
  ['beyond four digits of a year', [253_402_300_799_999, 253_402_300_800_000, 8.64e15, -8.64e15]],
])('writes times as Date does: %s', (_, times) => {
  const isoText = createIsoText()
  expect(times.map(isoText)).toEqual(times.map(time => new Date(time).toISOString()))
})
