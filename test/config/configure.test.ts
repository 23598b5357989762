import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { configure, type Sources } from '../../server/config/configure.ts'
import { schemaFolders } from '../../server/config/schema-folders.ts'

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'event-sandbox-config-'))
})
afterEach(() => rmSync(cwd, { recursive: true }))

function configured(sources: Partial<Sources> = {}) {
  return configure({ options: {}, env: {}, cwd, builtInSchemas: '/built-in', ...sources })
}

function write(file: string, text: string) {
  writeFileSync(join(cwd, file), text)
}

describe('the configuration', () => {
  it('starts something useful without being told anything', () => {
    const { values } = configured()
    expect(values).toMatchObject({
      port: 8192,
      host: '127.0.0.1',
      storage: '.event-sandbox',
      schemas: ['examples=/built-in'],
      watch: true,
    })
  })

  it('takes options before the environment, and the environment before the file', () => {
    write('event-sandbox.config.yaml', 'port: 1\nhost: file.host\nstorage: from-file')
    const { values, origins } = configured({
      options: { port: '3' },
      env: { EVENT_SANDBOX_PORT: '2', EVENT_SANDBOX_HOST: 'env.host' },
    })
    expect(values).toMatchObject({ port: 3, host: 'env.host', storage: 'from-file' })
    expect(origins).toMatchObject({
      port: '--port',
      host: 'EVENT_SANDBOX_HOST',
      storage: 'event-sandbox.config.yaml',
      watch: 'default',
    })
  })

  it('passes over variables that are empty', () => {
    expect(configured({ env: { EVENT_SANDBOX_PORT: '', EVENT_SANDBOX_CONFIG: '' } }).values.port).toBe(8192)
  })

  it('finds the schema repository of the folder it is started in', () => {
    write('.jsonschema-tools.yaml', 'schemaBasePath: ./jsonschema/')
    expect(configured().values.schemas).toEqual(['./jsonschema/'])
  })

  it('is made for CI by --ci, where nothing else is said', () => {
    expect(configured({ options: { ci: true } }).values).toMatchObject({ port: 0, storage: 'memory', watch: false })
    expect(configured({ options: { ci: true, port: '99' } }).values.port).toBe(99)
  })

  it.each([
    ['7d', { ageMs: 604_800_000 }],
    ['2GB', { bytes: 2_000_000_000 }],
    ['1h, 500MiB', { ageMs: 3_600_000, bytes: 524_288_000 }],
  ])('reads --retention %s', (retention, expected) => {
    expect(configured({ options: { retention } }).values.retention).toEqual(expected)
  })

  it.each([
    ['localhost', { host: 'localhost' }],
    ['kafka.example:29092', { host: 'kafka.example', port: 29092 }],
    ['[::1]:9092', { host: '::1', port: 9092 }],
  ])('reads --kafka-advertised %s', (kafkaAdvertised, expected) => {
    expect(configured({ options: { kafkaAdvertised } }).values.kafkaAdvertised).toEqual(expected)
  })

  it.each<[string, Sources['options'], string]>([
    ['a port that is none', { port: '99999' }, '--port takes a port from 0 to 65535, not "99999".'],
    ['a mode that is none', { durability: 'ful' }, '--durability takes normal or full, not "ful". Did you mean full?'],
    [
      'an address that is none',
      { kafkaAdvertised: 'kafka://x' },
      '--kafka-advertised takes a host and port such as localhost:9092, not "kafka://x".',
    ],
    [
      'a retention that is none',
      { retention: 'long' },
      '--retention takes an age such as 7d or a size such as 2GB, not "long".',
    ],
    ['a port that is none', { port: 'abc' }, '--port takes a port from 0 to 65535, not "abc".'],
    ['a file that is not there', { config: 'no.yaml' }, 'The configuration file no.yaml does not exist.'],
    ['a folder as a file', { config: '.' }, 'The configuration file . cannot be read: EISDIR'],
  ])('refuses %s in words', (_, options, message) => {
    expect(() => configured({ options })).toThrow(message)
  })

  it('refuses an unknown key with the nearest known one', () => {
    write('event-sandbox.config.yaml', 'prot: 1')
    expect(() => configured()).toThrow(
      expect.objectContaining({
        code: 'config_invalid',
        message: 'event-sandbox.config.yaml has an unknown key prot.',
        hint: 'Did you mean port?',
      }),
    )
  })

  it.each(['- a', 'port: [1]', 'a: b: c', '\0ELF'])('refuses a file that holds %s', text => {
    write('event-sandbox.config.yaml', text)
    expect(() => configured()).toThrow(expect.objectContaining({ code: 'config_invalid' }))
  })
})

describe('schema folders', () => {
  beforeEach(() => {
    for (const folder of ['one/jsonschema', 'two/jsonschema', 'one/other'])
      mkdirSync(join(cwd, folder), { recursive: true })
  })

  it.each([
    [['one/jsonschema'], ['one']],
    [['mine=one/jsonschema'], ['mine']],
    [
      ['one/jsonschema', 'two/jsonschema'],
      ['one', 'two'],
    ],
    [
      ['one/other', 'other=two/jsonschema'],
      ['other', 'other-2'],
    ],
  ])('%j are named %j', (folders, names) => {
    expect(schemaFolders(folders, cwd, () => cwd).map(({ name }) => name)).toEqual(names)
  })

  it.each([
    ['nowhere', 'folder_missing', 'The schema folder nowhere does not exist.'],
    ['file', 'folder_missing', 'The schema folder file is no folder.'],
    ['a'.repeat(300), 'folder_missing', 'cannot be read: ENAMETOOLONG'],
    ['x=', 'config_invalid', '--schemas takes a folder, not "x=".'],
  ])('must be there: %s', (text, code, message) => {
    write('file', '')
    expect(() => schemaFolders([text], cwd, () => cwd)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    )
  })
})
