import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { runInProcess } from '../cli/in-process.ts'
import { missing } from '../clients/tool.ts'
import { type FrontDoor, openFrontDoor, testEvent } from '../front-door.ts'
import { type Block, commandsIn, documentBlocks, wordsOf } from './blocks.ts'
import { notRun } from './not-run.ts'
import { startAndStop } from './start.ts'
import { openWorkplace } from './workplace.ts'

const run = promisify(execFile)
const home = process.cwd()
const place = openWorkplace()
const blocks = documentBlocks()
const whyNot = (line: string) => notRun.find(([begins]) => begins.test(line))?.[1]
const firstLine = ({ text }: Block) => text.split('\n', 1)[0] ?? ''
const others = blocks.filter(block => whyNot(firstLine(block)) === undefined)
const code = others.filter(({ text }) => /\bstartSandbox\(|\bawait sandbox\./.test(text))
const configured = others.filter(({ text }) => /^(?:streams: |test\.event:\n)/.test(text))
const commands = others.flatMap(commandsIn)
const requests = [...new Set(commands)].filter(line => /^(?:curl|kcat) /.test(line) && whyNot(line) === undefined)

let sandbox: FrontDoor
beforeAll(async () => {
  place.begin()
  process.chdir(place.folder)
  sandbox = await openFrontDoor()
  await sandbox.post([testEvent(), testEvent({ test: 5 })])
})
afterAll(async () => {
  process.chdir(home)
  await sandbox.stop()
  place.close()
})

it('leaves nothing out that stands in the documents, but for what it names', () => {
  const left = others
    .filter(block => !code.includes(block) && !configured.includes(block))
    .flatMap(block => {
      const lines = block.text.replace(/\s*\\\n\s*/g, ' ').split('\n')
      const isRun = (line: string) => isCommand(line) || line.trim() === ''
      return lines.filter(line => !isRun(line) && whyNot(line) === undefined).map(line => `${block.file}: ${line}`)
    })
  expect(left).toEqual([])
  const lines = [...blocks.map(firstLine), ...blocks.flatMap(({ text }) => text.split('\n'))]
  expect(notRun.filter(([begins]) => !lines.some(line => begins.test(line)))).toEqual([])
  const named = blocks.flatMap(block => {
    const why = whyNot(firstLine(block))
    return why === undefined ? [] : [`  ${block.file}:${block.line}  ${firstLine(block)}  (${why})\n`]
  })
  process.stdout.write(`Examples that are not run here:\n${named.join('')}`)
})

describe('a request of the documents is answered', () => {
  it.each(requests)('%s', async line => {
    const [program = '', ...args] = wordsOf(line).map(word =>
      word.replace('http://127.0.0.1:8192', sandbox.url).replace('127.0.0.1:9092', sandbox.brokers ?? ''),
    )
    const reason = await missing({ packages: [program], check: [program, program === 'curl' ? '--version' : '-V'] })
    if (reason !== undefined) return void process.stdout.write(`Not run: ${line} (${reason})\n`)
    const isEndless = program === 'curl' ? args.includes('-N') : !args.includes('-e')
    if (isEndless) expect(await firstWords(program, program === 'kcat' ? ['-u', ...args] : args)).not.toBe('')
    else await run(program, program === 'curl' ? ['-sS', '--fail', ...args] : args)
  })
})

describe('a program of the documents runs', () => {
  it.each(code.map(block => [`${block.file}:${block.line}`, block] as const))('%s', async (_, { line, text }) => {
    const file = join(place.folder, `block-${line}.ts`)
    writeFileSync(file, wholeProgram(text.split('\n').filter(each => !isCommand(each))))
    // tsx knows `await using`, which Node 20 does not.
    const tsx = pathToFileURL(join(home, 'node_modules/tsx/dist/loader.mjs')).href
    await run(process.execPath, ['--import', tsx, file], { cwd: place.folder })
  })
})

describe('a configuration of the documents starts', () => {
  it.each(configured.map(block => [`${block.file}:${block.line}`, block] as const))('%s', async (_, { text }) => {
    const isGates = text.includes('gates:')
    const file = isGates ? 'event-sandbox.config.yaml' : 'streams.yaml'
    writeFileSync(join(place.folder, file), text.replaceAll(/\b(port|kafkaPort): \d+/g, '$1: 0'))
    const args = isGates ? ['--config', file] : ['--streams', file]
    expect(await runInProcess(args, startAndStop)).toMatchObject({ failure: undefined, code: 0 })
  })
})

it('the compose file says what the sandbox understands', async () => {
  const compose = blocks.find(block => firstLine(block) === '# compose.yaml')
  const { services } = parse(compose?.text ?? '')
  const { command, environment } = services['event-sandbox']
  Object.assign(process.env, environment)
  const ran = await runInProcess(command, startAndStop)
  for (const name of Object.keys(environment)) delete process.env[name]
  expect(ran).toMatchObject({ failure: undefined, code: 0 })
  expect(services.app.environment.EVENT_SANDBOX_TOKEN).toBe(environment.EVENT_SANDBOX_TOKEN)
})

function isCommand(line: string): boolean {
  return commandsIn({ file: '', line: 0, text: line }).length > 0
}

/** A block that begins in the middle is about a sandbox that runs; one that does not stop it is stopped. */
function wholeProgram(lines: readonly string[]): string {
  const text = lines.join('\n')
  const hasImport = text.includes("from 'event-sandbox'")
  const isBegun = /\bsandbox = await startSandbox\(/.test(text)
  const isStopped = !isBegun || /await using sandbox|sandbox\.stop\(\)/.test(text)
  return [
    hasImport ? '' : "import { startSandbox } from 'event-sandbox'",
    isBegun ? '' : 'await using sandbox = await startSandbox()',
    text,
    isStopped ? '' : 'await sandbox.stop()',
  ].join('\n')
}

async function firstWords(program: string, args: readonly string[]): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const exited = once(child, 'exit')
  const [words] = await once(child.stdout, 'data')
  child.kill()
  await exited
  return String(words)
}
