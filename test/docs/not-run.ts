/** What stands in the documents and is not run as it stands, by how it begins, and why. */
export const notRun: readonly (readonly [begins: RegExp, why: string])[] = [
  // Programs and files that other tests run to the letter.
  [
    /^(?:#|\/\/|<\?php \/\/) (?:test_orders\.py|OrdersTest\.\w+|orders_test\.go|orders\.test\.js|outage\.test\.js)$/,
    'test/recipes',
  ],
  [
    /^import .* from 'kafkajs'|^import (?:asyncio|java\.time)|^from confluent_kafka|^echo .*\| kcat/,
    'test/clients/kafka/snippets',
  ],
  [/^# \.github\/workflows\/schemas\.yaml$/, 'test/cli/schema-ci'],
  [/^import \{ expect, sandboxTest \}/, 'test/testing runs the fixtures'],
  [/^wfLoadExtension/, 'needs a MediaWiki; test/clients/eventgate runs its producer'],
  [
    /^(?:# \.github\/workflows\/test\.yml|# \.gitlab-ci\.yml)$/,
    'needs a runner of theirs; its command is run as the examples of exec are',
  ],
  // What does the work itself.
  [/^npm (?:start|test|run )/, 'is what runs the tests, or goes on until it is stopped; test/cli/start runs the same'],
  [/^(?:node --import tsx scripts|[A-Z_]+=\w+ npx vitest|npm run bench)/, 'takes minutes'],
  [/^docker /, 'needs a Docker engine'],
  [/^# compose\.yaml$/, 'needs a Docker engine; test/docs reads it'],
  [/^git clone/, 'needs the network'],
  // What is shown and not typed.
  [/^(?:\{"pointer"|\{"start"|\{"scope"|Refused {3}|WaitTimeoutError: |event-sandbox: |::error )/, 'is an answer'],
  [/^(?:server\/|POST \/v1\/events -> )/, 'is a map of the source'],
  [/^stream:wiki/, 'is a search; test/http/search has those'],
  [/^const stream = new EventSource/, 'needs a browser; test/clients/eventstreams runs such clients'],
]
