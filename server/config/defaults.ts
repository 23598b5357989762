import { type Layer, layer } from './layer.ts'

/** What holds where nothing else is said. */
export const defaults: Layer = layer('default', {
  port: 8192,
  kafkaPort: 9092,
  kafkaAdvertised: null,
  validateKafka: 'off',
  host: '127.0.0.1',
  schemas: [],
  streams: null,
  storage: '.event-sandbox',
  durability: 'normal',
  output: null,
  retention: {},
  clock: null,
  seed: null,
  seedFrom: null,
  exportOnExit: null,
  canaryInterval: null,
  eventstreamsPort: null,
  clientIpConnectionLimit: null,
  token: null,
  allowHosts: [],
  profile: null,
  strictEventgate: false,
  demo: false,
  demoRate: 5,
  demoSeed: 1,
  open: false,
  ui: true,
  watch: true,
  json: false,
  ci: false,
  verbose: false,
})

/** What `--ci` changes of that. */
export const ciDefaults: Layer = layer('--ci', { port: 0, kafkaPort: 0, storage: 'memory', watch: false })
