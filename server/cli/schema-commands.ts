import { type Command, Option } from 'commander'
import { optimizeLess } from '../base/optimize-less.ts'
import { compatModes } from '../schema/check/compat-modes.ts'
import { addCommand, end } from './command.ts'

/** `event-sandbox schema …`: work on a schema repository in the working directory. Each command is loaded when it runs. */
export function addSchemaCommands(program: Command): void {
  const schema = addCommand(program, {
    name: 'schema',
    about: 'materialize, check and compare schemas of the working directory',
    examples: ['event-sandbox schema materialize', 'event-sandbox schema check --against main'],
  })
  const map = new Option(
    '--map <url=folder>',
    'where the schemas of a remote base URI are on this disk; repeatable',
  ).argParser((text: string, before: string[] = []) => [...before, text])

  addCommand(schema, {
    name: 'materialize',
    about: 'write the version that each current.yaml stands for',
    examples: [
      'event-sandbox schema materialize',
      'event-sandbox schema materialize jsonschema/test/event/current.yaml --dry-run',
      'event-sandbox schema materialize --check',
    ],
  })
    .argument('[file...]', 'files to materialize (every current.yaml)')
    .option('-n, --dry-run', 'say what would be written, write nothing')
    .option('--check', 'write nothing; exit code 5 where something would be written')
    .option('--staged', 'only current.yaml files staged for a commit; what is written is staged too')
    .addOption(map)
    .action(async (files, options) => end((await import('./schema-materialize.ts')).materializeFiles(files, options)))
  addCommand(schema, {
    name: 'dereference',
    about: 'print a schema with its references in place, as jsonschema-tools dereference does',
    examples: [
      'event-sandbox schema dereference jsonschema/test/event/current.yaml',
      'event-sandbox schema dereference /test/event/1.0.0 --content-type json',
    ],
  })
    .argument('[file...]', 'files, or URIs such as /test/event/1.0.0; several make a list (stdin)')
    .addOption(new Option('-c, --content-type <type>', 'how to print it').choices(['yaml', 'json']).default('yaml'))
    .addOption(map)
    .action(async (files, options) => end((await import('./schema-dereference.ts')).printDereferenced(files, options)))
  addCommand(schema, {
    name: 'check',
    about: 'check every schema: structure, rules, compatibility',
    examples: [
      'event-sandbox schema check',
      'event-sandbox schema check . ../schemas-event-secondary',
      'event-sandbox schema check --against main --reporter github',
      'event-sandbox schema check --compat BACKWARD --warnings',
    ],
  })
    .argument('[folder...]', 'repositories to check, each with its .jsonschema-tools.yaml (the working directory)')
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
    .action(async (folders: string[], options) => {
      optimizeLess()
      // Before all else is loaded: it takes as long to start as that takes, and the repository to be listed.
      const { startCheckThread } = await import('./check-thread.ts')
      const thread = options.against === undefined && !options.staged ? startCheckThread() : undefined
      const { checkRepositories } = await import('./schema-check.ts')
      return end(checkRepositories(folders.length > 0 ? folders : ['.'], options, thread))
    })
  addCommand(schema, {
    name: 'diff',
    about: 'what changed between two schemas, and what it breaks',
    examples: [
      'event-sandbox schema diff /test/event/1.0.0 /test/event/1.1.0',
      'event-sandbox schema diff /test/event/1.1.0 jsonschema/test/event/current.yaml --json',
    ],
  })
    .argument('<old>', 'a file, or a URI such as /test/event/1.0.0')
    .argument('<new>')
    .option('--json', 'as JSON')
    .addOption(map)
    .action(async (old, next, options) => end((await import('./schema-diff.ts')).diffSchemas(old, next, options)))
  addCommand(schema, {
    name: 'example',
    about: 'a valid example of a schema',
    examples: [
      'event-sandbox schema example /test/event/1.0.0',
      'event-sandbox schema example /test/event/1.0.0 --seed 7',
    ],
  })
    .argument('<uri>', 'a URI such as /test/event/1.0.0, or a file')
    .option('--seed <number>', 'another number, another example', '0')
    .addOption(map)
    .action(async (uri, options) => end((await import('./schema-example.ts')).printExample(uri, options)))
  addCommand(schema, {
    name: 'new',
    about: 'begin a schema: its folder and its current.yaml',
    examples: ['event-sandbox schema new shop/order/placed'],
  })
    .argument('<title>', 'such as wiki/page/edit')
    .action(async title => end((await import('./schema-new.ts')).newSchema(title)))
  addCommand(schema, {
    name: 'install-hook',
    about: 'let git materialize and check what is staged before each commit',
    examples: ['event-sandbox schema install-hook', 'event-sandbox schema install-hook --remove'],
  })
    .option('--remove', 'take the hook away')
    .action(async options => end((await import('./schema-hook.ts')).installHook(options)))
}
