import { accepts } from '../accepts.ts'
import { isObject, type JsonObject } from '../json-object.ts'
import { fixedChoices, seededChoices } from '../sample/choices.ts'
import { exampleOf } from '../sample/example.ts'
import { memberOf, membersOf } from './members.ts'
import type { Narrowing, Step } from './narrowing.ts'
import { partsOf } from './parts.ts'
import { probesFor, randomDocuments } from './probes.ts'

/** A document that is valid under one schema and invalid under another, or undefined where none was found. */
export function witnessFor(a: JsonObject, b: JsonObject, { spot, name }: Narrowing): unknown {
  const shows = (document: unknown) => accepts(a, document) && !accepts(b, document)
  // Most breaks show in plain examples; probing takes a hundred times as long.
  for (const value of plainValues(spot.a, name)) {
    if (!accepts(spot.a, value) || accepts(spot.b, value)) continue
    for (const document of documentsAround(a, spot.steps, value)) if (shows(document)) return document
  }
  const values = probesFor(spot.a, spot.b).filter(value => accepts(spot.a, value) && !accepts(spot.b, value))
  const byName = name === undefined ? [] : values.filter(value => isObject(value) && isAbout(name, value))
  for (const value of [...byName, ...values].slice(0, 200)) {
    for (const document of documentsAround(a, spot.steps, value)) if (shows(document)) return document
  }
  for (const document of randomDocuments(a, 50)) if (shows(document)) return document
  return undefined
}

/** The least and the whole of what a schema describes, with and without the member in question. */
function plainValues(schema: unknown, name: string | undefined): readonly unknown[] {
  const examples = [exampleOf(schema, { ...fixedChoices, isMinimal: true }), exampleOf(schema)]
  if (name === undefined) return examples
  return examples.flatMap(example => {
    if (!isObject(example)) return [example]
    const { [name]: _, ...without } = example
    return [without, example, { ...without, [name]: 1 }]
  })
}

/** What is said of a member is best seen where nothing else is. */
function isAbout(name: string, value: JsonObject): boolean {
  return Object.keys(value).every(key => key === name) || !Object.hasOwn(value, name)
}

/** Documents of a schema that have this value at the end of these steps: the smallest first, then fuller ones. */
function documentsAround(schema: unknown, steps: readonly Step[], value: unknown): readonly unknown[] {
  const choices = [{ ...fixedChoices, isMinimal: true }, fixedChoices, ...[1, 2, 3].map(seededChoices)]
  return choices.map(choice => around(schema, steps, value, inner => exampleOf(inner, choice)))
}

function around(
  schema: unknown,
  [step, ...rest]: readonly Step[],
  value: unknown,
  make: (schema: unknown) => unknown,
): unknown {
  if (step === undefined) return value
  const parts = partsOf(schema) ?? []
  if (step.kind === 'property') {
    const outer = make(withProperty(schema, step.name))
    const member = memberOf(membersOf(parts), step.name)?.schema ?? true
    return { ...(isObject(outer) ? outer : {}), [step.name]: around(member, rest, value, make) }
  }
  const outer = make(schema)
  const list = Array.isArray(outer) ? [...outer] : []
  const items = parts.map(part => part.schema.items).find(found => found !== undefined)
  const item = Array.isArray(items) ? (items[step.index] ?? true) : (items ?? true)
  while (list.length < step.index) list.push(make(Array.isArray(items) ? items[list.length] : items))
  list[step.index] = around(item, rest, value, make)
  return list
}

/** Of branches, one that has the property is to be taken. */
function withProperty(schema: unknown, name: string): unknown {
  if (!isObject(schema)) return schema
  const branches = schema.oneOf ?? schema.anyOf
  if (!Array.isArray(branches)) return schema
  const suited = branches.filter(
    branch => isObject(branch) && isObject(branch.properties) && Object.hasOwn(branch.properties, name),
  )
  const { oneOf: _one, anyOf: _any, ...rest } = schema
  return suited.length > 0 ? { ...rest, anyOf: suited } : schema
}
