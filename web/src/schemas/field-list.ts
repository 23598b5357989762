/** A field of a schema, as its documentation lists it. */
export interface Field {
  /** Inside the schema, such as `/properties/page/properties/page_id`. */
  readonly pointer: string
  readonly name: string
  /** 0 for the event's own. */
  readonly level: number
  readonly type: string
  readonly isRequired: boolean
  readonly about: string
}

/** A schema, or a part of one. */
export type Node = Readonly<Record<string, unknown>>

const deepest = 8

/** The fields of a schema in the order of the file, each followed by its own. */
export function fieldsOf(schema: Node): readonly Field[] {
  const fields: Field[] = []
  addFields(schema, '', 0)
  return fields

  function addFields(node: Node, at: string, level: number): void {
    if (level > deepest) return
    const required = Array.isArray(node.required) ? node.required : []
    for (const [name, value] of Object.entries(nodeOf(node.properties) ?? {})) {
      const child = nodeOf(value)
      if (child === undefined) continue
      const pointer = `${at}/properties/${escaped(name)}`
      fields.push({
        pointer,
        name,
        level,
        type: typeOf(child),
        isRequired: required.includes(name),
        about: aboutOf(child),
      })
      addInner(child, pointer, level + 1)
    }
  }

  // What stands in an array or a map is listed below its field.
  function addInner(node: Node, at: string, level: number): void {
    addFields(node, at, level)
    for (const key of ['items', 'additionalProperties'] as const) {
      const inner = nodeOf(node[key])
      if (inner !== undefined) addInner(inner, `${at}/${key}`, level)
    }
  }
}

/** `integer`, `date-time`, `array of string`: what a part of a schema takes, in a word or two. */
export function typeOf(node: Node): string {
  if (Array.isArray(node.enum)) return 'enum'
  if ('const' in node) return 'constant'
  for (const key of ['oneOf', 'anyOf'] as const) {
    const branches = node[key]
    if (Array.isArray(branches)) return `one of ${branches.length}`
  }
  const type = Array.isArray(node.type) ? node.type.join(' or ') : typeof node.type === 'string' ? node.type : 'any'
  if (type === 'array') {
    const items = nodeOf(node.items)
    return items === undefined ? 'array' : `array of ${typeOf(items)}`
  }
  if (type === 'object') {
    const values = nodeOf(node.additionalProperties)
    return values === undefined ? 'object' : `map of ${typeOf(values)}`
  }
  const isTold = type === 'string' && typeof node.format === 'string'
  return isTold ? `${node.format}` : type
}

/** What a part of a schema says of itself, and the values it lists. */
export function aboutOf(node: Node): string {
  const text = typeof node.description === 'string' ? node.description.trim().replace(/\s+/g, ' ') : ''
  const values = Array.isArray(node.enum) ? node.enum.map(String) : []
  if (values.length === 0) return text
  const listed = values.length > 1 ? `${values.slice(0, -1).join(', ')} or ${values.at(-1)}` : `${values[0]}`
  return text === '' ? `${listed}.` : `${text} ${listed}.`
}

/** A value as a part of a schema, where it is an object. */
export function nodeOf(value: unknown): Node | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : undefined // as: an object
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
