import type { WireReader } from './wire-reader.ts'
import type { WireWriter } from './wire-writer.ts'

/** How a value is read and written in one version of a message. */
export interface Codec<Read, Write = Read> {
  read(from: WireReader): Read
  write(to: WireWriter, value: Write): void
}

/**
 * A type of the protocol. `Read` is what comes out of a frame, `Write` what may be given for one. From some version of
 * each message on it is flexible: lengths are compact, and structs end with tagged fields (KIP-482).
 */
export interface Type<Read, Write = Read> {
  /** Its name in the protocol; a struct has none. */
  readonly name?: string
  /** What an array is of. */
  readonly element?: AnyType
  codec(version: number, flexible: boolean): Codec<Read, Write>
}

/** Any type; what it reads is unknown, and nothing can be written by it. */
export type AnyType = Type<unknown, never>

/** What a type reads. */
export type ReadOf<T> = T extends Type<infer Read, never> ? Read : never
/** What a type writes. */
export type WriteOf<T> = T extends { codec(version: number, flexible: boolean): Codec<unknown, infer Write> }
  ? Write
  : never

export const int8 = fixed<number>('int8', { read: from => from.int8(), write: (to, value) => to.int8(value) })
export const int16 = fixed<number>('int16', { read: from => from.int16(), write: (to, value) => to.int16(value) })
export const int32 = fixed<number>('int32', { read: from => from.int32(), write: (to, value) => to.int32(value) })
export const int64 = fixed<number>('int64', { read: from => from.int64(), write: (to, value) => to.int64(value) })
export const bool = fixed<boolean>('bool', {
  read: from => from.int8() !== 0,
  write: (to, value) => to.int8(value ? 1 : 0),
})

/** 16 bytes, as 32 hexadecimal digits. */
export const uuid = fixed<string>('uuid', {
  read: from => from.take(16).toString('hex'),
  write: (to, value) => to.raw(Buffer.from(value, 'hex')),
})

export const nullableString: Type<string | null> = {
  name: 'string',
  codec: (_, flexible) => ({
    read(from) {
      const length = flexible ? from.uvarint() - 1 : from.int16()
      return length < 0 ? null : from.text(length)
    },
    write(to, value) {
      const length = value === null ? -1 : Buffer.byteLength(value)
      if (flexible) to.uvarint(length + 1)
      else to.int16(length)
      if (value !== null) to.text(value, length)
    },
  }),
}

/** BYTES and RECORDS, which are the same on the wire. */
export const nullableBytes: Type<Buffer | null, readonly Buffer[] | Buffer | null> = {
  name: 'bytes',
  codec: (_, flexible) => ({
    read(from) {
      const length = readLength(from, flexible)
      return length < 0 ? null : from.take(length)
    },
    write(to, value) {
      const pieces = value === null || !Buffer.isBuffer(value) ? (value ?? []) : [value]
      writeLength(to, flexible, value === null ? -1 : pieces.reduce((sum, { length }) => sum + length, 0))
      for (const piece of pieces) to.raw(piece)
    },
  }),
}

export const string: Type<string> = present(nullableString)
export const bytes: Type<Buffer, readonly Buffer[] | Buffer> = present(nullableBytes)

/** An array that may be null, which is something else than empty. */
export function nullableArray<Read, Write>(
  element: Type<Read, Write>,
): Type<readonly Read[] | null, readonly Write[] | null> {
  return {
    element,
    codec(version, flexible) {
      const codec = element.codec(version, flexible)
      return {
        read(from) {
          const count = readLength(from, flexible)
          // Every element takes a byte at least: no frame makes us reserve more than it has.
          if (count > from.left) throw new RangeError(`An array of ${count} is cut off.`)
          return count < 0 ? null : Array.from({ length: count }, () => codec.read(from))
        },
        write(to, value) {
          writeLength(to, flexible, value === null ? -1 : value.length)
          if (value) for (const each of value) codec.write(to, each)
        },
      }
    },
  }
}

export function array<Read, Write>(element: Type<Read, Write>): Type<readonly Read[], readonly Write[]> {
  return present(nullableArray(element))
}

function fixed<Value>(name: string, codec: Codec<Value>): Type<Value> {
  return { name, codec: () => codec }
}

function present<Read, Write>(type: Type<Read | null, Write | null>): Type<Read, Write> {
  return {
    ...type,
    codec(version, flexible) {
      const codec = type.codec(version, flexible)
      return {
        read(from) {
          const value = codec.read(from)
          if (value === null) throw new RangeError('A field that must be there is null.')
          return value
        },
        write: codec.write,
      }
    },
  }
}

function readLength(from: WireReader, flexible: boolean): number {
  return flexible ? from.uvarint() - 1 : from.int32()
}

function writeLength(to: WireWriter, flexible: boolean, length: number): void {
  if (flexible) to.uvarint(length + 1)
  else to.int32(length)
}
