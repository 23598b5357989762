import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProgram } from '../../server/cli/program.ts'
import { type FrontDoor, openFrontDoor, testEvent } from '../front-door.ts'
import { runInProcess } from './in-process.ts'

const root = join(import.meta.dirname, '../..')
const home = process.cwd()
/** What runs until it is stopped, or needs a repository, topics or groups that are not there: only its options are tried. */
const parseOnly = ['tail', 'demo', 'schema', 'topics', 'groups']

const program = createProgram({ version: '0.0.0', start: async () => {} })
const commands = allCommands(program)

let cwd: string
let sandbox: FrontDoor
beforeAll(async () => {
  sandbox = await openFrontDoor()
  await sandbox.post(testEvent({ test: 'hi' }))
  cwd = mkdtempSync(join(tmpdir(), 'event-sandbox-examples-'))
  process.chdir(cwd)
  process.env.EVENT_SANDBOX_URL = sandbox.url
  process.env.EVENT_SANDBOX_PORT = '0'
  process.env.EVENT_SANDBOX_KAFKA_PORT = '0'
  cpSync(join(root, 'schemas/jsonschema'), 'jsonschema', { recursive: true })
  writeFileSync('event.json', JSON.stringify(testEvent()))
  writeFileSync('more.ndjson', `${JSON.stringify(testEvent())}\n`)
  writeFileSync('package.json', JSON.stringify({ scripts: { test: 'exit 0' } }))
})
afterAll(async () => {
  process.chdir(home)
  for (const name of ['URL', 'PORT', 'KAFKA_PORT']) delete process.env[`EVENT_SANDBOX_${name}`]
  await sandbox.stop()
  rmSync(cwd, { recursive: true })
})

describe('an example', () => {
  it.each(commands.filter(({ name }) => name !== 'event-sandbox schema'))('stands in the help of $name', ({ help }) => {
    expect(help).toMatch(/\n +event-sandbox /)
  })

  const inHelp = commands.flatMap(({ help }) => examplesIn(help, / {2}(event-sandbox\b.*)/g))
  const documents = [
    'README.md',
    ...readdirSync(join(root, 'docs'))
      .filter(file => file.endsWith('.md'))
      .map(file => `docs/${file}`),
  ]
  const inDocuments = documents.flatMap(file =>
    examplesIn(readFileSync(join(root, file), 'utf8'), /^(?: {4})?((?:npx )?event-sandbox (?!\d).*)$/gm),
  )
  it.each([...new Set([...inHelp, ...inDocuments])])('does what it says: %s', async example => {
    const ran = await runInProcess(wordsOf(example).slice(1), parseOnly)
    expect(ran).toMatchObject({ failure: undefined, code: 0 })
  })
})

function allCommands(of: Command, above = ''): readonly { name: string; help: string }[] {
  const name = `${above}${of.name()}`
  let help = ''
  of.configureOutput({
    writeOut: text => {
      help += text
    },
  })
  of.outputHelp()
  const inner = of.name() === 'schema' ? [] : of.commands.flatMap(command => allCommands(command, `${name} `))
  return [{ name, help }, ...inner]
}

// What stands behind two spaces says what the example is for; <...> and ... are places to fill in.
function examplesIn(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)]
    .map(([, example = '']) =>
      example
        .replace(/^npx /, '')
        .replace(/\s{2,}.*$/, '')
        .replace(/\s+#.*$/, '')
        .trim(),
    )
    .filter(example => !/\.\.\.|[<[|`\\]|&$/.test(example) && !/^event-sandbox[^ ]/.test(example))
}

/** The words of a line as a shell reads it. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? '',
  )
}
