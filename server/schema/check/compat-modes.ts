/** What versions are held to. `jsonschema-tools` is the tool's own verdict; TRANSITIVE means against every version before. */
export const compatModes = [
  'NONE',
  'jsonschema-tools',
  'jsonschema-tools-1.2.0',
  'BACKWARD',
  'FORWARD',
  'FULL',
  'HIVE',
  'BACKWARD_TRANSITIVE',
  'FORWARD_TRANSITIVE',
  'FULL_TRANSITIVE',
  'HIVE_TRANSITIVE',
] as const

/** One of {@link compatModes}. */
export type CompatMode = (typeof compatModes)[number]
