import type { AnyType, Codec, ReadOf, Type, WriteOf } from './types.ts'
import { WireReader } from './wire-reader.ts'
import { WireWriter } from './wire-writer.ts'

/** A field that only some versions have, or that need not be given; `absent` stands for it then. */
export interface PartialField<Of extends AnyType, Absent> {
  readonly type: Of
  readonly first: number
  readonly last: number
  readonly tag?: number
  readonly absent: Absent
}

/** The fields of a struct in the order of the wire. A bare type is in every version, and has to be given. */
export type Fields = Readonly<Record<string, AnyType | PartialField<AnyType, unknown>>>

/** A field from a version on. */
export function since<Of extends AnyType, const Absent>(
  first: number,
  type: Of,
  absent: Absent,
): PartialField<Of, Absent> {
  return { type, first, last: Number.POSITIVE_INFINITY, absent }
}

/** A field up to a version, inclusive. */
export function until<Of extends AnyType, const Absent>(
  last: number,
  type: Of,
  absent: Absent,
  first = 0,
): PartialField<Of, Absent> {
  return { type, first, last, absent }
}

/** A tagged field from a version on: written only where it is not what stands for its absence. */
export function tagged<Of extends AnyType, const Absent>(
  tag: number,
  first: number,
  type: Of,
  absent: Absent,
): PartialField<Of, Absent> {
  return { type, first, last: Number.POSITIVE_INFINITY, tag, absent }
}

type ReadField<F> = F extends PartialField<infer Of, infer Absent> ? ReadOf<Of> | Absent : ReadOf<F>
type WriteField<F> = F extends PartialField<infer Of, infer Absent> ? WriteOf<Of> | Absent : WriteOf<F>
type PartialNames<F> = { [Name in keyof F]: F[Name] extends PartialField<AnyType, unknown> ? Name : never }[keyof F]

type ReadStruct<F> = { readonly [Name in keyof F]: ReadField<F[Name]> }
type WriteStruct<F> = { readonly [Name in Exclude<keyof F, PartialNames<F>>]: WriteField<F[Name]> } & {
  readonly [Name in PartialNames<F>]?: WriteField<F[Name]>
}

/** A struct; each version's codec is made once. */
export interface Struct<F extends Fields> extends Type<ReadStruct<F>, WriteStruct<F>> {
  readonly fields: F
}

/** A struct of these fields. */
export function struct<const F extends Fields>(fields: F): Struct<F> {
  const codecs = new Map<number, Codec<ReadStruct<F>, WriteStruct<F>>>()
  return {
    fields,
    codec(version, flexible) {
      const key = version * 2 + (flexible ? 1 : 0)
      // as: the fields' own types say what is read and written under each name.
      const codec = codecs.get(key) ?? (structCodec(fields, version, flexible) as Codec<ReadStruct<F>, WriteStruct<F>>)
      codecs.set(key, codec)
      return codec
    },
  }
}

type Values = Record<string, unknown>

interface FieldCodec {
  readonly name: string
  readonly codec: Codec<unknown>
  readonly absent: unknown
}

function structCodec(fields: Fields, version: number, flexible: boolean): Codec<Values> {
  const ordered: FieldCodec[] = []
  const byTag = new Map<number, FieldCodec>()
  const absent: Values = {}
  for (const [name, field] of Object.entries(fields)) {
    const { type, first, last, tag, absent: value } = 'type' in field ? field : always(field)
    if (value !== undefined) absent[name] = value
    if (version < first || version > last) continue
    const each = { name, codec: type.codec(version, flexible) as Codec<unknown>, absent: value }
    if (tag === undefined) ordered.push(each)
    else byTag.set(tag, each)
  }
  return {
    read(from) {
      const values: Values = { ...absent }
      for (const { name, codec } of ordered) values[name] = codec.read(from)
      if (flexible) readTags(from, byTag, values)
      return values
    },
    write(to, values) {
      for (const { name, codec, absent } of ordered) codec.write(to, values[name] ?? absent ?? null)
      if (flexible) writeTags(to, byTag, values)
    },
  }
}

function always(type: AnyType): PartialField<AnyType, undefined> {
  return { type, first: 0, last: Number.POSITIVE_INFINITY, absent: undefined }
}

function readTags(from: WireReader, byTag: ReadonlyMap<number, FieldCodec>, values: Values): void {
  for (let left = from.uvarint(); left > 0; left -= 1) {
    const field = byTag.get(from.uvarint())
    const content = from.take(from.uvarint())
    // A tag that we do not know is from a later version, and may be ignored.
    if (field) values[field.name] = field.codec.read(new WireReader(content))
  }
}

function writeTags(to: WireWriter, byTag: ReadonlyMap<number, FieldCodec>, values: Values): void {
  const given = [...byTag].filter(([, { name, absent }]) => isGiven(values[name], absent))
  to.uvarint(given.length)
  for (const [tag, { name, codec }] of given) {
    const content = new WireWriter()
    codec.write(content, values[name])
    to.uvarint(tag)
    to.uvarint(content.size)
    for (const piece of content.finish()) to.raw(piece)
  }
}

function isGiven(value: unknown, absent: unknown): boolean {
  if (Array.isArray(value) && value.length === 0) return false
  return value !== undefined && value !== null && value !== absent
}
