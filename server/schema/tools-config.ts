import { existsSync, readFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { messageOf, SandboxError } from '../base/errors.ts'
import { nearest } from '../base/nearest.ts'
import { readYaml } from './js-yaml.ts'
import { isObject, type JsonObject } from './json-object.ts'
import type { MaterializeOptions } from './materialize/materialize.ts'
import { type NumericBounds, safeIntegers } from './materialize/numeric-bounds.ts'
import type { ContentType } from './materialize/schema-text.ts'
import { readPlainYaml } from './plain-yaml/read-plain-yaml.ts'
import { notPlain } from './plain-yaml/scalars.ts'

/** `.jsonschema-tools.yaml`: the keys of jsonschema-tools 1.3.0 with its defaults. */
export interface ToolsConfig extends MaterializeOptions {
  readonly shouldSymlinkExtensionless: boolean
  readonly shouldSymlinkLatest: boolean
  readonly contentTypes: readonly [ContentType, ...ContentType[]]
  /** The file that authors edit, `current.yaml`. */
  readonly currentName: string
  readonly schemaTitleField: string
  readonly schemaBasePath: string
  /** Where references are looked for, in this order; folders or URLs. */
  readonly schemaBaseUris: readonly string[]
  /** `$id`s, as regular expressions, of schemas that are left alone. */
  readonly ignoreSchemas: readonly string[]
  /** Regular expressions of `$id`s to the names of rules that are not applied to them. */
  readonly skipSchemaTestCases: Readonly<Record<string, readonly string[]>>
  readonly dryRun: boolean
  readonly gitStaged: boolean
  readonly shouldGitAdd: boolean
  readonly logLevel: string
  /** Keys that jsonschema-tools does not know; it passes over them without a word. */
  readonly unknownKeys: readonly { readonly key: string; readonly meant?: string }[]
}

/** The file's name. */
export const toolsFile = '.jsonschema-tools.yaml'

/**
 * The configuration in a folder, or what jsonschema-tools does without one.
 * @throws SandboxError config_invalid where the file cannot be understood.
 */
export function readToolsConfig(folder: string): ToolsConfig {
  const file = join(folder, toolsFile)
  return toolsConfig(existsSync(file) ? parsed(file) : {}, file)
}

/**
 * The configuration that belongs to a base folder: in the folder itself, or up to two folders above it. A repository
 * without one was not made by jsonschema-tools, so nothing but YAML versions is expected of it.
 */
export function toolsConfigAbove(folder: string): ToolsConfig {
  const file = fileAbove(folder)
  return file === undefined ? toolsConfig(withoutLinks) : readToolsConfig(dirname(file))
}

function fileAbove(folder: string): string | undefined {
  const folders = [folder, dirname(folder), dirname(dirname(folder))]
  return folders.map(candidate => join(candidate, toolsFile)).find(existsSync)
}

/**
 * The name of the file that authors edit, as the configuration of a base folder says; undefined where it is the usual
 * one. What is wrong with that file is said where it is used.
 */
export function currentNameAbove(folder: string): string | undefined {
  try {
    const file = fileAbove(folder)
    return file && readFileSync(file, 'utf8').includes('currentName')
      ? readToolsConfig(dirname(file)).currentName
      : undefined
  } catch {
    return undefined
  }
}

const withoutLinks = { contentTypes: ['yaml'], shouldSymlinkLatest: false, shouldSymlinkExtensionless: false }

/** A configuration out of the file's content; what it leaves out has its default. */
export function toolsConfig(content: JsonObject, file = toolsFile): ToolsConfig {
  const refuse = (key: string, takes: string): never => {
    const hint = `${key} takes ${takes}.`
    throw new SandboxError('config_invalid', `${file}: ${key} is ${JSON.stringify(content[key])}.`, { hint })
  }
  const flag = (key: string, usual: boolean) => {
    const value = content[key] ?? usual
    return typeof value === 'boolean' ? value : refuse(key, 'true or false')
  }
  const text = (key: string, usual: string) => {
    const value = content[key] ?? usual
    return typeof value === 'string' ? value : refuse(key, 'a text')
  }
  const texts = (key: string, usual: readonly string[]): readonly string[] => {
    const value = content[key] ?? usual
    return isTexts(value) ? value : refuse(key, 'a list of texts')
  }
  const skipped = content.skipSchemaTestCases ?? {}
  if (!isObject(skipped) || !Object.values(skipped).every(isTexts))
    refuse('skipSchemaTestCases', '$id to a list of rules')
  const [firstType = refuse('contentTypes', 'at least one of yaml and json'), ...moreTypes] = texts('contentTypes', [
    'yaml',
    'json',
  ]).map(type => (type === 'yaml' || type === 'json' ? type : refuse('contentTypes', 'yaml and json')))
  const currentName = text('currentName', 'current')
  const schemaBasePath = text('schemaBasePath', '.')
  return {
    shouldSymlinkExtensionless: flag('shouldSymlinkExtensionless', true),
    shouldSymlinkLatest: flag('shouldSymlinkLatest', true),
    contentTypes: [firstType, ...moreTypes],
    currentName: extname(currentName) === '' ? `${currentName}.${firstType}` : currentName,
    schemaVersionField: text('schemaVersionField', '$id'),
    schemaTitleField: text('schemaTitleField', 'title'),
    shouldDereference: flag('shouldDereference', true),
    schemaBasePath,
    schemaBaseUris: texts('schemaBaseUris', [schemaBasePath]),
    ignoreSchemas: expressions('ignoreSchemas', texts('ignoreSchemas', []), refuse),
    skipSchemaTestCases: skipped as ToolsConfig['skipSchemaTestCases'], // as: looked at above
    enforcedNumericBounds: boundsOf(content, refuse),
    shouldGenerateExample: flag('shouldGenerateExample', false),
    dryRun: flag('dryRun', false),
    gitStaged: flag('gitStaged', false),
    shouldGitAdd: flag('shouldGitAdd', true),
    logLevel: text('logLevel', 'warn'),
    unknownKeys: unknownIn(content),
  }
}

function parsed(file: string): JsonObject {
  try {
    const text = readFileSync(file, 'utf8')
    const plain = readPlainYaml(text, readYaml)
    const content = (plain === notPlain ? readYaml(text) : plain) ?? {}
    if (isObject(content)) return content
  } catch (cause) {
    // What follows the first line is a picture of the place.
    const [reason = ''] = messageOf(cause).split('\n', 1)
    throw new SandboxError('config_invalid', `${file} cannot be read: ${reason.replace(/:$/, '')}.`, { cause })
  }
  throw new SandboxError('config_invalid', `${file} must hold keys and values.`)
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string')
}

type Refuse = (key: string, takes: string) => never

function expressions(key: string, texts: readonly string[], refuse: Refuse): readonly string[] {
  for (const text of texts) {
    try {
      new RegExp(text)
    } catch {
      refuse(key, 'regular expressions')
    }
  }
  return texts
}

function boundsOf({ enforcedNumericBounds: bounds }: JsonObject, refuse: Refuse): NumericBounds | null {
  if (bounds === undefined) return safeIntegers
  if (bounds === false || bounds === null) return null
  const [least, most, ...more] = Array.isArray(bounds) ? bounds : []
  if (typeof least === 'number' && typeof most === 'number' && more.length === 0) return [least, most]
  return refuse('enforcedNumericBounds', 'a list of two numbers, or false')
}

const known = [
  'shouldSymlinkExtensionless',
  'shouldSymlinkLatest',
  'contentTypes',
  'currentName',
  'schemaVersionField',
  'schemaTitleField',
  'shouldDereference',
  'schemaBasePath',
  'schemaBaseUris',
  'dryRun',
  'gitStaged',
  'shouldGitAdd',
  'ignoreSchemas',
  'skipSchemaTestCases',
  'logLevel',
  'configPaths',
  'enforcedNumericBounds',
  'shouldGenerateExample',
]

function unknownIn(content: JsonObject): ToolsConfig['unknownKeys'] {
  return Object.keys(content)
    .filter(key => !known.includes(key))
    .map(key => {
      const meant = nearest(key, known)
      return { key, ...(meant === undefined ? {} : { meant }) }
    })
}
