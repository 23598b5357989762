// A Kafka door that is killed by its test: on the storage given, says its port, then only its faults, and serves.
import { openKafkaServer } from '../../server/kafka/kafka-server.ts'
import { openSqliteLog } from '../../server/log/sqlite-log.ts'

const [storage = '', port = '0'] = process.argv.slice(2)
const clock = { now: () => Date.now() }
const logger = { info() {}, warn() {}, error: (line: string) => void process.stdout.write(`${line}\n`) }
const log = await openSqliteLog({ storage, durability: 'normal', retention: {}, clock, logger })
const server = await openKafkaServer(
  { log: log.cluster('main'), clock, logger },
  { port: Number(port), host: '127.0.0.1' },
)
process.stdout.write(`${server.port}\n`)
