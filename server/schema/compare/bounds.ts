import { greatest, least, type Part } from './parts.ts'

/** A limit of numbers. */
export interface Bound {
  readonly value: number
  readonly isExclusive: boolean
}

/** What numbers are not below; between whole numbers an exclusive bound is one further in. */
export function lower(a: readonly Part[], isWhole: boolean): readonly Bound[] {
  return [
    ...bounds(greatest(a, 'minimum'), value => ({ value: isWhole ? Math.ceil(value) : value, isExclusive: false })),
    ...bounds(greatest(a, 'exclusiveMinimum'), value =>
      isWhole ? { value: Math.floor(value) + 1, isExclusive: false } : { value, isExclusive: true },
    ),
  ]
}

/** What numbers are not above. */
export function upper(a: readonly Part[], isWhole: boolean): readonly Bound[] {
  return [
    ...bounds(least(a, 'maximum'), value => ({ value: isWhole ? Math.floor(value) : value, isExclusive: false })),
    ...bounds(least(a, 'exclusiveMaximum'), value =>
      isWhole ? { value: Math.ceil(value) - 1, isExclusive: false } : { value, isExclusive: true },
    ),
  ]
}

function bounds(value: number | undefined, bound: (value: number) => Bound): readonly Bound[] {
  return value === undefined ? [] : [bound(value)]
}
