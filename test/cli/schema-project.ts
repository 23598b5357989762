import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { builtCommand } from '../built.ts'

/** What a command ended with. */
export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** A schema repository in a folder of its own, and the commands run in it. Text that begins with `->` is a link. */
export class SchemaProject implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'event-sandbox-project-'))

  constructor(
    files: Readonly<Record<string, unknown>>,
    config = 'schemaBasePath: ./jsonschema\ncontentTypes: [yaml]\n',
  ) {
    this.write('.jsonschema-tools.yaml', config)
    for (const [name, content] of Object.entries(files)) this.write(`jsonschema/${name}`, content)
  }

  write(name: string, content: unknown): void {
    const path = join(this.path, name)
    mkdirSync(dirname(path), { recursive: true })
    if (typeof content === 'string' && content.startsWith('->')) symlinkSync(content.slice(2), path)
    else writeFileSync(path, typeof content === 'string' ? content : stringify(content))
  }

  delete(name: string): void {
    rmSync(join(this.path, name), { recursive: true })
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), 'utf8')
  }

  /** `event-sandbox schema …`. */
  schema(...args: readonly string[]): Promise<Ended> {
    return this.#run(process.execPath, [builtCommand, 'schema', ...args])
  }

  async git(...args: readonly string[]): Promise<void> {
    const { code, stderr } = await this.tryGit(...args)
    if (code !== 0) throw new Error(stderr)
  }

  tryGit(...args: readonly string[]): Promise<Ended> {
    const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false']
    return this.#run('git', [...who, ...args])
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true })
  }

  #run(command: string, args: readonly string[]): Promise<Ended> {
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined }
    return new Promise(resolve => {
      execFile(command, args, { cwd: this.path, env }, (failure, stdout, stderr) => {
        resolve({ code: typeof failure?.code === 'number' ? failure.code : failure ? 1 : 0, stdout, stderr })
      })
    })
  }
}
