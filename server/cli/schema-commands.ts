import { Command, type Command as CommandLine, Option } from 'commander'
import { compatModes } from '../schema/check/compat-modes.ts'
import { end } from './command.ts'

/** `event-sandbox schema …`: work on a schema repository in the working directory. Each command is loaded when it runs. */
export function schemaCommands(): CommandLine {
  const schema = new Command('schema')
    .description('materialize, check and compare schemas of the working directory')
    .exitOverride()
  const map = new Option(
    '--map <url=folder>',
    'where the schemas of a remote base URI are on this disk; repeatable',
  ).argParser((text: string, before: string[] = []) => [...before, text])

  schema
    .command('materialize')
    .description('write the version that each current.yaml stands for')
    .argument('[file...]', 'files to materialize (every current.yaml)')
    .option('-n, --dry-run', 'say what would be written, write nothing')
    .option('--check', 'write nothing; exit code 5 where something would be written')
    .option('--staged', 'only current.yaml files staged for a commit; what is written is staged too')
    .addOption(map)
    .action(async (files, options) => end((await import('./schema-materialize.ts')).materializeFiles(files, options)))
  schema
    .command('check')
    .description('check every schema: structure, rules, compatibility')
    .option('--against <git ref>', 'only what changed since then, held to what was published there')
    .option('--staged', 'only what is staged for a commit, held to the last one')
    .addOption(
      new Option('--compat <mode>', 'what a new version is held to').choices(compatModes).default('jsonschema-tools'),
    )
    .addOption(
      new Option('--reporter <name>', 'how to report').choices(['pretty', 'json', 'junit', 'github']).default('pretty'),
    )
    .option('--warnings', 'show warnings one by one')
    .addOption(map)
    .action(async options => end((await import('./schema-check.ts')).checkRepository(options)))
  schema
    .command('diff')
    .description('what changed between two schemas, and what it breaks')
    .argument('<old>', 'a file, or a URI such as /test/event/1.0.0')
    .argument('<new>')
    .option('--json', 'as JSON')
    .addOption(map)
    .action(async (old, next, options) => end((await import('./schema-diff.ts')).diffSchemas(old, next, options)))
  schema
    .command('example')
    .description('a valid example of a schema')
    .argument('<uri>', 'a URI such as /test/event/1.0.0, or a file')
    .option('--seed <number>', 'another number, another example', '0')
    .addOption(map)
    .action(async (uri, options) => end((await import('./schema-example.ts')).printExample(uri, options)))
  schema
    .command('new')
    .description('begin a schema: its folder and its current.yaml')
    .argument('<title>', 'such as wiki/page/edit')
    .action(async title => end((await import('./schema-new.ts')).newSchema(title)))
  schema
    .command('install-hook')
    .description('let git materialize and check what is staged before each commit')
    .option('--remove', 'take the hook away')
    .action(async options => end((await import('./schema-hook.ts')).installHook(options)))
  for (const command of schema.commands) command.exitOverride().helpOption('-h, --help', 'print this help')
  return schema
}
