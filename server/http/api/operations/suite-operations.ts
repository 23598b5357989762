import { duration, flag, number, type Operations, object, text } from './operation.ts'

const setClock = {
  summary: 'Sets the clock.',
  body: object({ now: text('A time, or `+1h`.'), frozen: flag('It stands still.') }),
  answer: 'What it says now; what is too old by it is gone.',
}
const names = { type: 'array', items: { type: 'string' } }

/** What test suites ask for: a clean sandbox, another time, scopes, faults, snapshots, replays. */
export const suiteOperations: Operations = {
  'POST /_sandbox/reset': {
    summary: 'Takes every event away, and every fault rule.',
    body: object({
      streams: { ...names, description: 'The events of these alone.' },
      scope: text('Of this scope.'),
      cluster: text('Of this cluster.'),
    }),
    answer: 'Everything is gone.',
  },
  'GET /_sandbox/clock': { summary: 'What the clock says.', answer: '`{now, real, isSet, frozen}`.' },
  'PUT /_sandbox/clock': setClock,
  'POST /_sandbox/clock': setClock,
  'DELETE /_sandbox/clock': { summary: "Takes the machine's clock again.", answer: 'What it says now.' },
  'POST /_sandbox/stamps': {
    summary: 'What the gate would fill in next.',
    body: object({ count: number('So many, up to 1000.') }),
    answer: '`{id, dt}`; with a count `{items}`.',
  },
  'GET /_sandbox/scopes': { summary: 'The scopes there are.', answer: '`{items: [{scope, url, kafka}]}`.' },
  'POST /_sandbox/scopes': {
    summary: 'Makes a scope: a name space for one test.',
    body: object({ name: text('Its name; one of our choice without it.') }),
    status: 201,
    answer: '`{scope, url, kafka}`.',
  },
  'GET /_sandbox/scopes/:scope': { summary: 'One scope.', answer: '`{scope, url, kafka}`.' },
  'DELETE /_sandbox/scopes/:scope': { summary: 'Ends a scope, with all in it.', status: 204, answer: 'It is gone.' },
  'GET /_sandbox/faults': { summary: 'What goes wrong on purpose.', query: 'scope cluster', answer: '`{items}`.' },
  'POST /_sandbox/faults': {
    summary: 'A rule for what goes wrong.',
    body: object(
      {
        at: { type: 'string', enum: ['intake', 'eventstreams', 'kafka'] },
        do: { type: 'string', enum: ['refuse', 'delay', 'status', 'drop', 'duplicate'] },
        match: { type: 'object', description: 'For what; names may have `*`.' },
        status: number('400 to 599 (503).'),
        retryAfter: duration('When to come again.'),
        delay: duration('How much later.'),
        error: text("Kafka's name of the error."),
        when: { type: 'string', enum: ['before', 'after'] },
        after: number('So many events of EventStreams.'),
        count: { type: ['integer', 'null'], minimum: 1, description: 'How often at most.' },
        probability: { type: 'number', minimum: 0, maximum: 1 },
        seed: number('What the probability is drawn from.'),
        scope: text('About this scope alone.'),
      },
      'at',
      'do',
    ),
    status: 201,
    answer: 'The rule with its id, words and hits.',
  },
  'GET /_sandbox/faults/:id': { summary: 'One rule.', answer: 'The rule with its hits.' },
  'DELETE /_sandbox/faults': {
    summary: 'Ends all rules.',
    query: 'scope cluster',
    status: 204,
    answer: 'They are gone.',
  },
  'DELETE /_sandbox/faults/:id': { summary: 'Ends a rule.', status: 204, answer: 'It is gone.' },
  'GET /_sandbox/snapshots': {
    summary: 'The snapshots there are.',
    answer: '`{items: [{name, savedAt, topics, records, bytes}]}`.',
  },
  'POST /_sandbox/snapshots': {
    summary: 'Saves everything that is in no scope.',
    body: object({ name: text('Its name.'), replace: flag('In the place of one of this name.') }, 'name'),
    status: 201,
    answer: 'What was saved.',
  },
  'POST /_sandbox/snapshots/:name/restore': { summary: 'Puts it in the place of everything.', answer: 'What it has.' },
  'DELETE /_sandbox/snapshots/:name': { summary: 'Forgets a snapshot.', status: 204, answer: 'It is gone.' },
  'GET /_sandbox/replay': { summary: 'The replays under way.', answer: '`{items: [{id, accepted, ...}]}`.' },
  'POST /_sandbox/replay': {
    summary: 'Sends stored events again through the gate.',
    body: object({
      q: text('A search.'),
      since: text('Arrival: `10m` ago, or a time.'),
      until: text('Arrival before then.'),
      to: text('The stream that all go to.'),
      speed: text('`1x`, `10x` or `max`.'),
      fresh: flag('With new ids and the present date.'),
      scope: text('Of this scope, and through its gates.'),
      cluster: text('Of this cluster.'),
    }),
    answer: '`{id, accepted, refused, unreadable, isStopped}` once all is sent.',
  },
  'GET /_sandbox/demo': { summary: 'Whether the demo runs.', answer: '`{running, rate, seed}`.' },
  'POST /_sandbox/demo': {
    summary: 'Starts the demo, or changes it.',
    body: object({
      rate: { type: 'number', description: 'Events a second.' },
      seed: number('Another number, another story.'),
    }),
    answer: '`{running, rate, seed}`.',
  },
  'DELETE /_sandbox/demo': { summary: 'Ends the demo.', status: 204, answer: 'It has ended.' },
  'DELETE /_sandbox/replay': { summary: 'Ends all replays.', status: 204, answer: 'They end.' },
}
