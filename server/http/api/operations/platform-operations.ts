import { flag, number, type Operations, object, text } from './operation.ts'

const schema = { oneOf: [{ type: 'string' }, { type: 'object' }], description: 'A document, or the URI of one.' }
const settings = { type: 'object', additionalProperties: { type: ['string', 'null'] } }
const at = 'scope cluster'

/** Topics, groups, streams and schemas. */
export const platformOperations: Operations = {
  'GET /_sandbox/topics': { summary: 'The topics.', query: at, answer: '`{items}`.' },
  'POST /_sandbox/topics': {
    summary: 'Creates a topic.',
    query: at,
    body: object({ topic: text('Its name.'), partitions: number('How many (1).'), settings }, 'topic'),
    status: 201,
    answer: 'The topic.',
  },
  'GET /_sandbox/topics/:name': { summary: 'A topic with its settings.', query: at, answer: 'The topic.' },
  'PATCH /_sandbox/topics/:name': {
    summary: 'Adds partitions, or changes settings; null takes one back.',
    query: at,
    body: object({ partitions: number('How many from now on.'), settings }),
    answer: 'The topic.',
  },
  'DELETE /_sandbox/topics/:name': { summary: 'Deletes a topic.', query: at, status: 204, answer: 'It is gone.' },
  'GET /_sandbox/topics/:name/records': {
    summary: 'Records of one partition.',
    query: `${at} partition offset limit`,
    answer: '`{logStart, next, items}`.',
  },
  'DELETE /_sandbox/topics/:name/records': {
    summary: 'Empties a topic.',
    query: `${at} partition beforeOffset`,
    answer: 'The topic.',
  },
  'GET /_sandbox/topics/:name/rows': {
    summary: 'Records of all partitions by arrival, in one line each.',
    query: `${at} order offset time partition limit next`,
    answer: '`{items, next}`.',
  },
  'GET /_sandbox/groups': { summary: 'The consumer groups with their lag.', query: at, answer: '`{items}`.' },
  'GET /_sandbox/groups/:group': { summary: 'One of them.', query: at, answer: 'Members, offsets and lag.' },
  'DELETE /_sandbox/groups/:group': {
    summary: 'Forgets a group without members.',
    query: at,
    status: 204,
    answer: 'It is gone.',
  },
  'PUT /_sandbox/groups/:group/offsets': {
    summary: 'Moves where a group without members goes on.',
    query: at,
    body: object(
      {
        topic: text('Of this topic.'),
        partition: number('Of this partition.'),
        to: { type: ['string', 'integer'], description: '`earliest`, `latest`, an offset, or a time.' },
        dryRun: flag('Say only where to.'),
      },
      'to',
    ),
    answer: 'The group and its moves.',
  },
  'GET /_sandbox/streams': {
    summary: 'The streams; with `Accept: application/yaml` a file for `--streams`.',
    answer: 'Streams with rate, counts, schema, topics and readers.',
  },
  'GET /_sandbox/streams/:name': { summary: 'A stream.', answer: 'Settings with their lines, offsets and readers.' },
  'GET /_sandbox/schemas': { summary: 'The schemas by repository.', answer: 'Titles with their versions.' },
  'GET /_sandbox/schemas/*': {
    summary: 'A title, a version (`TITLE/1.0.0`), or an example of one (`TITLE/1.0.0/example`).',
    query: 'seed',
    answer: 'Versions and findings; the schema; a valid event.',
  },
  'POST /_sandbox/schemas/lint': {
    summary: 'Holds a schema against the rules.',
    body: object({ schema }, 'schema'),
    answer: '`{findings}`.',
  },
  'POST /_sandbox/schemas/check': {
    summary: 'What a schema breaks.',
    body: object({ schema, against: schema }, 'schema'),
    answer: '`{verdicts, changes, suggestedVersion, blastRadius}`.',
  },
  'POST /_sandbox/schemas/edit': {
    summary: 'Shows an edit of a `current` file; with its `basis` it is written.',
    body: object(
      {
        schema: text('The URI of a current file.'),
        version: text('The version it needs.'),
        undo: object({ class: text('Of the change.'), pointer: text('Of the change.') }),
        basis: text('What was shown.'),
      },
      'schema',
    ),
    answer: '`{file, lines, basis, written}`.',
  },
}
