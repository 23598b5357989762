import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { testEvent } from '../front-door.ts'

const root = join(import.meta.dirname, '../..')

/** The folder that the examples are written for: a git repository of schemas with tests, and the files they name. */
export function openWorkplace(): { readonly folder: string; begin(): void; close(): void } {
  const above = mkdtempSync(join(tmpdir(), 'event-sandbox-examples-'))
  const folder = join(above, 'project')
  const elsewhere = ['../schemas-event-primary', '../schemas-event-secondary', 'schemas-event-primary']
  const devserver = 'extensions/EventLogging/devserver/eventgate.config.yaml'
  const files: Readonly<Record<string, string>> = {
    'event.json': JSON.stringify(testEvent()),
    'events.json': JSON.stringify([testEvent()]),
    'events.ndjson': `${JSON.stringify(testEvent())}\n`,
    'more.ndjson': `${JSON.stringify(testEvent())}\n`,
    'package.json': JSON.stringify({ type: 'module', scripts: { test: 'exit 0' } }),
    'streams.yaml': 'test.event:\n  schema_title: test/event\n',
    'eventgate.config.yaml': serviceConfig,
    [devserver]: serviceConfig,
  }

  return {
    folder,
    begin() {
      rmSync(above, { recursive: true, force: true })
      mkdirSync(folder, { recursive: true })
      cpSync(join(root, 'schemas'), folder, { recursive: true })
      for (const other of elsewhere) cpSync(join(root, 'schemas'), join(folder, other), { recursive: true })
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true })
        writeFileSync(join(folder, name), text)
      }
      mkdirSync(join(folder, 'node_modules'))
      symlinkSync(root, join(folder, 'node_modules/event-sandbox'))
      const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false']
      const git = (...args: string[]) => execFileSync('git', [...who, ...args], { cwd: folder, stdio: 'pipe' })
      git('init', '-q', '-b', 'main')
      git('add', '.jsonschema-tools.yaml', 'jsonschema')
      git('commit', '-q', '-m', 'Schemas')
    },
    close: () => rmSync(above, { recursive: true, force: true }),
  }
}

const serviceConfig = `services:
  - name: eventgate
    conf:
      port: 0
      schema_base_uris: [./jsonschema]
      schema_uri_field: $schema
      stream_field: meta.stream
`
