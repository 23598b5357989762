import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { temporaryFolder } from '../log/temporary-folder.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/testing.md'), 'utf8')

/** A recipe of docs/testing.md, to the letter. Its first line names its file. */
export function recipe(file: string): string {
  const blocks = [...page.matchAll(/^```\w+\n(.*?)^```$/gms)].map(([, text = '']) => text)
  const found = blocks.find(text => text.split('\n', 1)[0]?.endsWith(` ${file}`))
  if (found === undefined) throw new Error(`docs/testing.md has no ${file}.`)
  return found
}

/** A project of its own with recipes in it, from which the package is found as one that is installed. */
export function projectWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(root, join(folder, 'node_modules/event-sandbox'))
  const all = { 'package.json': '{"private": true, "type": "module"}', ...files }
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  return folder
}

/** Runs a command in a folder, and gives what it printed; where it fails, that is in the error. */
export async function runIn(cwd: string, [program = '', ...args]: readonly string[], env = {}): Promise<string> {
  // What the runner of this test says to its children is not for another runner.
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, VITEST: ___, ...own } = process.env
  try {
    const { stdout, stderr } = await run(program, args, { cwd, env: { ...own, ...env }, maxBuffer: 16 * 1024 * 1024 })
    return stdout + stderr
  } catch (failure) {
    const { stdout = '', stderr = '' } = failure as { stdout?: string; stderr?: string }
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: failure })
  }
}
