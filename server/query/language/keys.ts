import type { Known, Test } from './query.ts'
import { schemaTest } from './schema-pattern.ts'
import { globTest, valueTest } from './value.ts'

/** A key of the language. */
export interface Key {
  readonly name: string
  /** What may stand behind it, in a few words. */
  readonly says: string
  /** All its values, where they can be listed. */
  readonly values?: readonly string[]
  /** An event has one of it, so that several are alternatives. */
  readonly isOne?: boolean
  /** It is a name, in which `*` stands for any part. */
  readonly isName?: boolean
  /** What a value asks for; undefined where it is none of `values`. */
  test(value: string, quoted: boolean): Test | undefined
}

const times = '10m, 12:05, or a date'

/** Every key, those first that people need first. */
export const keys: readonly Key[] = [
  { name: 'status', says: 'valid, invalid or all', values: ['valid', 'invalid', 'all'], isOne: true, test: statusTest },
  nameKey('stream', 'a name, * for any part', known => known.stream),
  { name: 'schema', says: '/test/event@1.0.0', isOne: true, test: contentTest(schemaIs) },
  { name: 'since', says: times, test: () => undefined },
  { name: 'until', says: times, test: () => undefined },
  { name: 'is', says: 'canary', values: ['canary', 'valid', 'invalid'], test: isTest },
  { name: 'error', says: 'the rule it breaks, such as required, or /the/field', test: refusedTest(errorIs) },
  { name: 'problem', says: 'the id of a group of Problems', test: refusedTest(hasCause) },
  { name: 'producer', says: 'a part of its name', isOne: true, test: producerTest },
  nameKey('topic', 'a name, * for any part', known => known.topic),
  nameKey('gate', 'the gate it came through', known => known.gate),
  nameKey('key', "the message's key", known => known.key),
  numberKey('partition', known => known.partition),
  numberKey('offset', known => known.offset),
]

/** The key of this name. */
export function keyNamed(name: string): Key | undefined {
  return keys.find(key => key.name === name)
}

function nameKey(name: string, says: string, of: (known: Known) => string | null | undefined): Key {
  return {
    name,
    says,
    isOne: true,
    isName: true,
    test(value, quoted) {
      const fits = quoted ? (text: string) => text === value : globTest(value)
      return known => {
        const is = of(known)
        return is === undefined ? undefined : is !== null && fits(is)
      }
    },
  }
}

function numberKey(name: string, of: (known: Known) => number | undefined): Key {
  return {
    name,
    says: 'a number, or >100',
    test(value) {
      const fits = valueTest(value, false)
      return known => {
        const is = of(known)
        return is === undefined ? undefined : fits(is)
      }
    },
  }
}

function statusTest(value: string): Test | undefined {
  if (value === 'all') return () => true
  if (value !== 'valid' && value !== 'invalid') return undefined
  return ({ status }) => (status === undefined ? undefined : status === value)
}

function isTest(value: string): Test | undefined {
  if (value !== 'canary') return value === 'all' ? undefined : statusTest(value)
  return ({ isCanary, content }) => isCanary || (content && domainOf(content.event) === 'canary')
}

function domainOf(event: unknown): unknown {
  return (event as { meta?: { domain?: unknown } | null } | null)?.meta?.domain
}

function producerTest(value: string): Test {
  const fits = globTest(`*${value.toLowerCase()}*`)
  return ({ producer }) => (producer === undefined ? undefined : producer !== null && fits(producer.toLowerCase()))
}

function contentTest(
  make: (value: string) => (content: NonNullable<Known['content']>) => boolean,
): (value: string) => Test {
  return value => {
    const holds = make(value)
    return ({ content }) => content && holds(content)
  }
}

/** Of what was accepted it is known without a look that nothing is wrong. */
function refusedTest(
  make: (value: string) => (content: NonNullable<Known['content']>) => boolean,
): (value: string) => Test {
  return value => {
    const holds = make(value)
    return ({ status, content }) => (status === 'valid' ? false : content && holds(content))
  }
}

function schemaIs(value: string) {
  const fits = schemaTest(value)
  return ({ schema }: NonNullable<Known['content']>) => schema !== null && fits(schema)
}

function errorIs(value: string) {
  const fits = globTest(value)
  return ({ problems }: NonNullable<Known['content']>) =>
    problems.some(({ keyword, pointer }) => fits(keyword) || fits(pointer))
}

function hasCause(id: string) {
  return ({ causes }: NonNullable<Known['content']>) => causes?.().includes(id) === true
}
