import { pointerTo } from '../../event/json-pointer.ts'
import { isObject, type JsonObject } from '../json-object.ts'
import type { LintRule } from './types.ts'

/** The gate takes the stream's name from `meta.stream`. */
export const metaStreamRule: LintRule = {
  name: 'meta-stream-required',
  readsWhole: true,
  *find(schema) {
    if (!isEventSchema(schema)) return
    const meta = propertyOf(schema, 'meta')
    const isRequired = namesIn(schema.required).includes('meta') && namesIn(meta?.required).includes('stream')
    if (isRequired && propertyOf(meta, 'stream')) return
    const message = '`meta.stream` must be declared and required: it names the stream.'
    yield { severity: 'warning', pointer: '/properties/meta/properties/stream', message, hint: usesCommon }
  },
}

/** Each event has its own time. */
export const dtRule: LintRule = {
  name: 'dt-required',
  readsWhole: true,
  *find(schema) {
    if (!isEventSchema(schema) || propertyOf(schema, 'dt')) return
    yield {
      severity: 'warning',
      pointer: '/properties/dt',
      message: '`dt`, the time of the event, is not declared.',
      hint: usesCommon,
    }
  },
}

/** Canary events are made from examples. */
export const examplesRule: LintRule = {
  name: 'examples-required',
  readsWhole: true,
  *find(schema) {
    if (!isEventSchema(schema) || (Array.isArray(schema.examples) && schema.examples.length > 0)) return
    const hint = 'Add one, or set shouldGenerateExample in .jsonschema-tools.yaml.'
    yield {
      severity: 'warning',
      pointer: '/examples',
      message: 'There is no example; canary events are made from them.',
      hint,
    }
  },
}

/** A field without a description is a column that nobody understands. */
export const descriptionRule: LintRule = {
  name: 'description-required',
  *find(root, _config, all) {
    if (!hasText(root.description)) yield undescribed('/description', 'The schema')
    for (const { schema, pointer } of all) {
      for (const [name, property] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
        if (isObject(property) && !hasText(property.description))
          yield undescribed(pointerTo(`${pointer}/properties`, name), `\`${name}\``)
      }
    }
  },
}

const usesCommon = 'Take it from the common fragment of the repository, with `allOf`.'

function undescribed(pointer: string, what: string) {
  return {
    severity: 'warning',
    pointer,
    message: `${what} has no description.`,
    hint: 'Say in a sentence what it means.',
  } as const
}

/** Fragments are parts of events; only what names its own schema is one. */
function isEventSchema(schema: JsonObject): boolean {
  const isFragment = typeof schema.title === 'string' && schema.title.startsWith('fragment/')
  return !isFragment && propertyOf(schema, '$schema') !== undefined
}

function propertyOf(schema: JsonObject | undefined, name: string): JsonObject | undefined {
  const property = isObject(schema?.properties) ? schema.properties[name] : undefined
  return isObject(property) ? property : undefined
}

function namesIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function hasText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== ''
}
