import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, it } from 'vitest'
import { messageOf } from '../../../server/base/errors.ts'
import { startSandbox } from '../../../server/index.ts'
import { temporaryFolder } from '../../log/temporary-folder.ts'
import { kafkaClientsJars, kafkajsFolder, pythonPackages } from './install.ts'

const run = promisify(execFile)
const page = readFileSync(join(import.meta.dirname, '../../../docs/kafka.md'), 'utf8')
const snippets = [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', code = '']) => ({
  language,
  code,
  says: /hello from [\w-]+/.exec(code)?.[0] ?? '',
}))

/** How a snippet of a language is run: `file` is where its text goes. */
type Runner = (folder: string) => Promise<{ file: string; program: string; args: string[]; env?: object }>

const runners: Readonly<Record<string, Runner>> = {
  async js() {
    const file = join(await kafkajsFolder(), 'snippet.mjs')
    return { file, program: process.execPath, args: [file] }
  },
  async sh(folder) {
    await run('kcat', ['-V'])
    const file = join(folder, 'snippet.sh')
    return { file, program: 'bash', args: ['-e', file] }
  },
  async python(folder) {
    const file = join(folder, 'snippet.py')
    return { file, program: 'python3', args: [file], env: { PYTHONPATH: await pythonPackages() } }
  },
  async java(folder) {
    const file = join(folder, 'Greet.java')
    return { file, program: 'java', args: ['-cp', join(await kafkaClientsJars('4.1.2'), '*'), file] }
  },
}

describe('the snippets of docs/kafka.md', () => {
  it.concurrent.for(snippets)('$says', { timeout: 240_000 }, async ({ language, code, says }, { expect, skip }) => {
    const runner = await runners[language]?.(temporaryFolder()).catch(failure =>
      skip(`It cannot be installed here: ${messageOf(failure).split('\n')[0]}`),
    )
    if (!runner) throw new Error(`Nothing runs ${language}.`)
    await using sandbox = await startSandbox()
    writeFileSync(runner.file, code.replaceAll('127.0.0.1:9092', sandbox.brokers ?? ''))
    const { stdout } = await run(runner.program, runner.args, { env: { ...process.env, ...runner.env } })
    expect(stdout).toContain(says)
  })
})
