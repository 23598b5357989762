import { messageOf, SandboxError } from '../../base/errors.ts'
import { nearest } from '../../base/nearest.ts'
import { dotted } from '../../event/json-pointer.ts'
import { isSame, shown } from './shown.ts'

/** One condition of an object such as `{"$gt": 1, "$lt": 5}`. */
export interface Operator {
  /** Completes "wanted is ". */
  readonly words: string
  /** undefined is a value that is not there. */
  holds(value: unknown): boolean
}

type Read = (operand: unknown, pattern: Readonly<Record<string, unknown>>) => Operator

const operators: Readonly<Record<string, Read>> = {
  $eq: operand => ({ words: `exactly ${shown(operand)}`, holds: value => isSame(value, operand) }),
  $ne: operand => ({ words: `anything but ${shown(operand)}`, holds: value => !isSame(value, operand) }),
  $gt: compared('more than', order => order > 0),
  $gte: compared('at least', order => order >= 0),
  $lt: compared('less than', order => order < 0),
  $lte: compared('at most', order => order <= 0),
  $in: operand => {
    if (!Array.isArray(operand)) throw wrong('$in', 'a list', operand)
    return { words: `one of ${shown(operand)}`, holds: value => operand.some(each => isSame(value, each)) }
  },
  $re(operand, { $flags = '' }) {
    const pattern = regularExpression(operand, $flags)
    return { words: `text like ${pattern}`, holds: value => typeof value === 'string' && pattern.test(value) }
  },
  // Belongs to $re.
  $flags: () => ({ words: '', holds: () => true }),
  $exists: operand => {
    if (typeof operand !== 'boolean') throw wrong('$exists', 'true or false', operand)
    return { words: operand ? 'any value' : 'nothing', holds: value => (value !== undefined) === operand }
  },
}

const names = Object.keys(operators)

/** Fields that begin as operators do. */
const fields = ['$schema', '$id', '$ref']

/** Whether an object inside a pattern is made of operators. @throws SandboxError bad_request for one that is misspelt. */
export function isOperators(pattern: Readonly<Record<string, unknown>>, at: string): boolean {
  const keys = Object.keys(pattern)
  const isMeant = keys.some(key => names.includes(key))
  for (const key of keys) {
    if (names.includes(key) || !key.startsWith('$') || fields.includes(key)) continue
    const meant = key === '$regex' ? '$re' : nearest(key, names)
    if (meant) throw noOperator(key, at, `Did you mean ${meant}?`)
  }
  const other = keys.find(key => !names.includes(key))
  if (isMeant && other !== undefined) throw noOperator(other, at, `Operators are ${names.join(', ')}.`)
  return isMeant
}

function noOperator(key: string, at: string, hint: string): SandboxError {
  return new SandboxError('bad_request', `match has ${key} at ${dotted(at)}, which is no operator.`, { hint })
}

/** Reads such an object. @throws SandboxError bad_request where an operand is of the wrong kind. */
export function readOperators(pattern: Readonly<Record<string, unknown>>, at: string): readonly Operator[] {
  if ('$flags' in pattern && !('$re' in pattern)) {
    throw new SandboxError('bad_request', `match has $flags without $re at ${dotted(at)}.`)
  }
  return Object.entries(pattern)
    .filter(([key]) => key !== '$flags')
    .map(([key, operand]) => (operators[key] as Read)(operand, pattern)) // as: isOperators said so
}

// Numbers as numbers, texts (such as times) as texts; one of each has no order.
function compared(words: string, holds: (order: number) => boolean): Read {
  return operand => {
    if (typeof operand !== 'number' && typeof operand !== 'string') throw wrong(words, 'a number or a text', operand)
    return {
      words: `${words} ${shown(operand)}`,
      holds(value) {
        if (typeof value === 'number' && typeof operand === 'number') return holds(value - operand)
        if (typeof value !== 'string' || typeof operand !== 'string') return false
        return holds(value < operand ? -1 : value > operand ? 1 : 0)
      },
    }
  }
}

function regularExpression(operand: unknown, flags: unknown): RegExp {
  if (typeof operand !== 'string') throw wrong('$re', 'a regular expression as text', operand)
  try {
    // A pattern that remembers where it was would answer differently the next time.
    return new RegExp(operand, String(flags).replace(/[gy]/g, ''))
  } catch (failure) {
    throw new SandboxError('bad_request', `$re ${shown(operand)} is no regular expression.`, {
      hint: `${messageOf(failure)}.`,
      cause: failure,
    })
  }
}

function wrong(operator: string, takes: string, operand: unknown): SandboxError {
  return new SandboxError('bad_request', `${operator} in match takes ${takes}, not ${shown(operand)}.`)
}
