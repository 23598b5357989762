import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { AnyMessage } from '../../server/kafka/codec/message.ts'
import type { Fields, PartialField, Struct } from '../../server/kafka/codec/struct.ts'
import type { AnyType } from '../../server/kafka/codec/types.ts'
import { WireWriter } from '../../server/kafka/codec/wire-writer.ts'
import { messages } from '../../server/kafka/messages.ts'
import { hasShared, shared } from '../shared.ts'

/** A field as the protocol's own definitions have it: name, type, versions, tag, versions of the tag, fields. */
interface Fact {
  readonly n: string
  readonly t: string
  readonly v: readonly [number, number]
  readonly tag?: number
  readonly f?: readonly Fact[]
}

type Facts = Record<string, Record<'req' | 'res', { flex: readonly number[] | null; f: readonly Fact[] }>>

const all: readonly AnyMessage[] = Object.values(messages)

describe.skipIf(!hasShared)('the table of messages, beside the definitions of Kafka 4.1.2', () => {
  const facts: Facts = hasShared
    ? JSON.parse(readFileSync(shared('cases', 'kafka', 'messages-4.1.2.json'), 'utf8'))
    : {}

  it.each(all.map(message => [message.name, message] as const))(
    '%s has the same fields in every version',
    (_, message) => {
      const fact = facts[message.key]
      for (let version = message.versions[0]; version <= message.versions[1]; version += 1) {
        expect(fieldsOf(message.request, version)).toEqual(factsOf(fact?.req.f ?? [], version))
        expect(fieldsOf(message.response, version)).toEqual(factsOf(fact?.res.f ?? [], version))
      }
      const flexible = fact?.req.flex?.[0]
      if (message.flexible !== undefined || (flexible ?? Infinity) <= message.versions[1]) {
        expect(message.flexible).toBe(flexible)
      }
    },
  )
})

type Shape = readonly string[]

// What a version has, in order: the tag, and the kind of the type. Names are ours.
function fieldsOf(type: AnyType, version: number): Shape {
  return Object.values((type as Struct<Fields>).fields).flatMap(field => {
    const { type, first, last, tag } = 'type' in field ? field : { ...whole, type: field }
    if (version < first || version > last) return []
    return [`${tag ?? '-'} ${kindOf(type)}`, ...fieldsWithin(type, version)]
  })
}

const whole: Omit<PartialField<AnyType, unknown>, 'type'> = { first: 0, last: Infinity, absent: undefined }

function factsOf(fields: readonly Fact[], version: number): Shape {
  const ordered = [...fields.filter(({ tag }) => tag === undefined), ...fields.filter(({ tag }) => tag !== undefined)]
  return ordered.flatMap(({ t, v, tag, f }) => {
    if (version < v[0] || version > v[1]) return []
    const kind = t.startsWith('[]') ? 'array' : f ? 'struct' : t === 'records' ? 'bytes' : t
    const element = t.startsWith('[]') && !f ? [`of ${t.slice(2)}`] : []
    return [`${tag ?? '-'} ${kind}`, ...element, ...(f ? factsOf(f, version) : [])]
  })
}

function fieldsWithin(type: AnyType, version: number): Shape {
  if ('fields' in type) return fieldsOf(type, version)
  if (!('element' in type)) return []
  const element = type.element as AnyType
  return 'fields' in element ? fieldsOf(element, version) : [`of ${kindOf(element)}`]
}

function kindOf(type: AnyType): string {
  if ('fields' in type) return 'struct'
  if ('element' in type) return 'array'
  return String((type as { name?: string }).name)
}

it('writes what it was given, however large', () => {
  const writer = new WireWriter()
  const pieces = [Buffer.alloc(5000, 1), Buffer.alloc(3, 2), Buffer.alloc(9000, 3)]
  for (const piece of pieces) writer.raw(piece)
  writer.text('ä'.repeat(9000), 18_000)
  expect(writer.size).toBe(32_003)
  expect(Buffer.concat(writer.finish())).toEqual(Buffer.concat([...pieces, Buffer.from('ä'.repeat(9000))]))
})
