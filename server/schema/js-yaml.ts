import { packages } from './packages.ts'

/** The value of a YAML text as js-yaml 3 reads it, but for dates, which stay strings. Throws where it is not YAML. */
export function readYaml(text: string): unknown {
  return packages.jsYaml3().load(text, { schema: plainSchema() })
}

/**
 * The YAML of a value as js-yaml 3 writes it: its quotes and line folds are what git has of a schema repository.
 * `sortKeys` puts the keys of every object in order.
 */
export function writeYaml(value: unknown, sortKeys?: (a: string, b: string) => number): string {
  return packages.jsYaml3().safeDump(value, sortKeys ? { sortKeys } : {})
}

let plain: unknown

/** Without timestamps, binaries and sets: nothing of them is JSON. */
function plainSchema(): unknown {
  const { Schema, core, merge } = packages.jsYaml3()
  plain ??= new Schema({ include: [core], implicit: [merge] })
  return plain
}
