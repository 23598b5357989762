import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'

/** Service configurations of EventGate, from one that asks for nothing to one that asks for everything. */
export interface GateConfigs {
  /** The default factory: the event is judged and stored, and nothing is added to it. */
  readonly bare: string
  /** As the sandbox is without any configuration: missing ids and times are filled in. */
  readonly plain: string
  /** Stream configuration, fields filled in of request and headers, message keys, a topic prefix, an error stream. */
  readonly full: string
}

/** Writes the configurations into a folder and gives their files. `schemas` are base folders. */
export function writeGateConfigs(folder: string, schemas: readonly string[]): GateConfigs {
  const streams = {
    'bench.page': {
      schema_title: 'bench/page',
      message_key_fields: { wiki_id: 'wiki_id', page_id: 'page.page_id' },
      producers: {
        eventgate: {
          // Headers that every load generator sends.
          enrich_fields_from_http_headers: {
            'http.request_headers.host': 'host',
            'http.request_headers.content-type': 'content-type',
          },
        },
      },
    },
    '/^bench\\..+\\.error$/': { schema_title: 'error' },
  }
  const streamFile = join(folder, 'streams.yaml')
  writeFileSync(streamFile, stringify(streams))
  const common = { port: 0, max_body_size: '10mb', schema_base_uris: schemas, stream_field: 'meta.stream' }
  return {
    bare: write('bare', { ...common, eventgate_factory_module: '../lib/factories/default-eventgate' }),
    plain: write('plain', { ...common, eventgate_factory_module: '@wikimedia/eventgate-wikimedia' }),
    full: write('full', {
      ...common,
      eventgate_factory_module: '@wikimedia/eventgate-wikimedia',
      stream_config_uri: streamFile,
      topic_prefix: 'dc1.',
      error_stream: 'bench.gate.error',
    }),
  }

  function write(name: string, conf: object): string {
    const file = join(folder, `${name}.yaml`)
    writeFileSync(file, stringify({ services: [{ name, conf }] }))
    return file
  }
}
