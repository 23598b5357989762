import { join } from 'node:path'
import { packageRoot } from '../base/package-root.ts'

/** The base folder of the example schemas that come with the product. */
export const builtInSchemas = join(packageRoot, 'schemas', 'jsonschema')

/** Their stream configuration. */
export const builtInStreams = join(packageRoot, 'schemas', 'streams.yaml')
