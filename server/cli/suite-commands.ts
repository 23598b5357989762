import { Argument, type Command, Option } from 'commander'
import { addClientCommand, addCommand, end } from './command.ts'
import { addSettingOptions, typedSettings } from './setting-options.ts'

/** The commands of test suites and CI. Each is loaded when it runs. */
export function addSuiteCommands(program: Command): void {
  addExec(program)
  addClientCommand(program, {
    name: 'send',
    about: 'send events through the gate',
    examples: [
      'event-sandbox send test.event --example',
      'event-sandbox send test.event --example --set test=hi',
      'event-sandbox send test.event --set test=hi --json',
    ],
  })
    .argument('[stream]', 'the stream; events that name one need none')
    .argument('[file]', 'JSON, lines of JSON or YAML; - is stdin')
    .option('--example', "a valid example of the stream's schema")
    .option('--seed <number>', 'another number, another example')
    .option('--set <path=value>', 'a field of the event; repeatable', listed)
    .action(async (stream, file, options) =>
      end(
        (await import('./send.ts')).send(
          [stream, file].filter(name => name !== undefined),
          options,
        ),
      ),
    )

  addClientCommand(program, {
    name: 'wait',
    about: 'wait for events; prints them, or says what came nearest',
    examples: [
      "event-sandbox wait 'stream:test.event .test:hi' --within 10s",
      `event-sandbox wait '{"meta": {"stream": "test.event"}}'`,
      'event-sandbox wait status:invalid --none --within 500ms',
    ],
  })
    .argument('<query>', 'a search, or a part of the event as JSON')
    .option('--count <n>', 'how many', '1')
    .option('--within <duration>', 'how long at most; with --none, how long nothing may come', '5s')
    .option('--exactly', 'no more than so many')
    .option('--none', 'make sure that none is there and none comes')
    .option('--invalid', 'refused events')
    .option('--after <cursor>', 'only what came after it')
    .action(async (query, options) => end((await import('./wait.ts')).wait(query, options)))

  addCommand(program, {
    name: 'validate',
    about: 'check events in files; needs no running sandbox',
    examples: ['event-sandbox validate event.json', 'event-sandbox validate --reporter junit event.json more.ndjson'],
  })
    .argument('<file...>', 'JSON, lines of JSON or YAML; - is stdin')
    .addOption(
      new Option('--reporter <name>', 'how to report').choices(['pretty', 'json', 'junit', 'github']).default('pretty'),
    )
    .option('--schema <uri>', 'the schema, whatever the events name')
    .option('--schemas <[name=]folder>', "a schema repository's base folder; repeatable", listed)
    .option('--streams <file or url>', 'stream configuration, YAML or JSON')
    .option('--config <file>', 'configuration file')
    .action(async (files, { reporter, schema, ...typed }) =>
      end((await import('./validate.ts')).validate(files, { reporter, schema }, typed)),
    )

  addTransfers(program)
  addClientCommand(program, {
    name: 'reset',
    about: 'take every event away',
    examples: ['event-sandbox reset', 'event-sandbox reset --stream test.event'],
  })
    .option('--stream <name>', 'of this stream only; repeatable', listed)
    .action(async options => end((await import('./reset.ts')).reset(options)))
}

/** Events out of a sandbox and into one. */
function addTransfers(program: Command): void {
  addClientCommand(program, {
    name: 'export',
    about: 'print the accepted events as they are, a line of JSON each, the oldest first',
    examples: ['event-sandbox export', "event-sandbox export 'stream:test.event since:1h' --output events.ndjson"],
  })
    .argument('[query]', 'a search, as on the page', '')
    .option('--output <file>', 'into a file')
    .action(async (query, options) => end((await import('./export.ts')).exportEvents(query, options)))

  addClientCommand(program, {
    name: 'import',
    about: 'send events through the gate as they are, with the ids and dates they have',
    examples: ['event-sandbox import more.ndjson', 'event-sandbox import --fresh more.ndjson'],
  })
    .argument('<file>', 'JSON, lines of JSON or YAML; - is stdin')
    .option('--fresh', 'with new ids and the present date')
    .action(async (file, options) => end((await import('./import.ts')).importEvents(file, options)))
}

/** The commands of somebody who begins. */
export function addSetupCommands(program: Command): void {
  addCommand(program, {
    name: 'init',
    about: 'a configuration file for this folder, and a first schema where there is none',
    examples: ['event-sandbox init'],
  }).action(async () => end((await import('./init.ts')).init()))

  addCommand(program, {
    name: 'doctor',
    about: 'whether a start in this folder would work, and what to do where not',
    examples: ['event-sandbox doctor'],
  })
    .option('--json', 'as JSON')
    .action(async options => end((await import('./doctor.ts')).doctor(options)))

  addCommand(program, {
    name: 'completion',
    about: 'a script that completes commands and options in a shell',
    examples: ['event-sandbox completion bash', 'event-sandbox completion fish'],
  })
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']))
    .action(async shell => {
      const { completionScript } = await import('./completion.ts')
      process.stdout.write(completionScript(program, shell))
    })
}

function addExec(program: Command): void {
  const command = addCommand(program, {
    name: 'exec',
    about: 'run a command beside a sandbox of its own, on free ports and in memory',
    examples: [
      'event-sandbox exec -- npm test',
      'event-sandbox exec --fail-on-invalid --report junit=reports/events.xml -- npm test',
      'event-sandbox exec --report github --save-on-failure sandbox-failure -- npm test',
    ],
  })
    .argument(
      '<command...>',
      'the command and its arguments; EVENT_SANDBOX_URL, EVENTGATE_URL, KAFKA_BROKERS ... are set',
    )
    .option('--fail-on-invalid', 'exit code 5 where an event was refused')
    .option('--report <kind>', 'junit=FILE, or github for annotations; repeatable', listed)
    .option('--save-on-failure <folder>', 'where events, schemas and the log go')
    .passThroughOptions()
  addSettingOptions(command, ['demo', 'demoRate', 'demoSeed', 'open', 'json', 'ci', 'verbose'])
  command.action(async (words, options) =>
    end((await import('./exec.ts')).exec(words, options, typedSettings(command))),
  )
}

function listed(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text]
}
