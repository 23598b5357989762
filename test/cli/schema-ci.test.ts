import { execFile } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { builtCommand } from '../built.ts'
import { type Ended, SchemaProject } from './schema-project.ts'

const root = join(import.meta.dirname, '../..')

it('the CI example of docs/schemas.md fails on a breaking change, with its annotation and its JUnit report', async () => {
  using project = new SchemaProject({ 'thing/current.yaml': schema('1.0.0', 'integer') })
  await project.schema('materialize')
  await project.git('init', '-q', '-b', 'main')
  await project.git('add', '.')
  await project.git('commit', '-q', '-m', 'published')
  // What a checkout with fetch-depth 0 has of the branch that the change is meant for.
  await project.git('update-ref', 'refs/remotes/origin/main', 'HEAD')
  project.write('jsonschema/thing/current.yaml', schema('1.1.0', 'string'))
  await project.schema('materialize')
  await project.git('add', '.')
  await project.git('commit', '-q', '-m', 'a change')

  const [check, report, ...more] = commandsOfDocs()
  expect(more).toEqual([])
  const checked = await inShell(project, check ?? '')
  expect(checked.code).toBe(6)
  const [annotation] = checked.stdout.split('\n')
  expect(annotation).toMatch(
    /^::error file=jsonschema\/thing\/current\.yaml,line=8,col=5,title=schema-version-compatibility::n /,
  )

  expect((await inShell(project, report ?? '')).code).toBe(6)
  const junit = project.read('schemas.xml')
  expect(junit).toMatch(
    /<testcase classname="schemas" name="thing" file="\S*current\.yaml">\s*<failure type="schema-version-compatibility"/,
  )
  expect(junit).toContain('<testsuites tests="1" failures="1"')
})

/** `  n:` is line 7, its type line 8. */
function schema(version: string, type: string): string {
  return `title: thing
description: A thing.
$id: /thing/${version}
$schema: https://json-schema.org/draft-07/schema#
type: object
properties:
  n:
    type: ${type}
    description: How many.
`
}

/** The steps of the workflow that run something, with GitHub's expressions filled in. */
function commandsOfDocs(): readonly string[] {
  const docs = readFileSync(join(root, 'docs/schemas.md'), 'utf8')
  const workflow = parse(/```yaml\n(# \.github[\s\S]*?)```/.exec(docs)?.[1] ?? '')
  const steps: readonly { run?: string }[] = workflow.jobs.schemas.steps
  return steps.flatMap(({ run }) => (run === undefined ? [] : [run.replace(/\$\{\{ github\.base_ref \}\}/, 'main')]))
}

/** As a runner does, with an `npx` that finds this checkout. */
function inShell(project: SchemaProject, command: string): Promise<Ended> {
  project.write('bin/npx', `#!/bin/sh\nshift\nexec '${process.execPath}' '${builtCommand}' "$@"\n`)
  chmodSync(join(project.path, 'bin/npx'), 0o755)
  const env = { ...process.env, PATH: `${join(project.path, 'bin')}:${process.env.PATH}`, NO_COLOR: '1' }
  return new Promise(resolve => {
    execFile('bash', ['-e', '-c', command], { cwd: project.path, env }, (failure, stdout, stderr) => {
      resolve({ code: typeof failure?.code === 'number' ? failure.code : failure ? 1 : 0, stdout, stderr })
    })
  })
}
