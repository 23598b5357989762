// A Kafka door that is killed by its test: on the folder given, says its port, and serves until then.
import { silentLogger } from '../../server/base/logger.ts'
import { openKafkaServer } from '../../server/kafka/kafka-server.ts'
import { openSqliteLog } from '../../server/log/sqlite-log.ts'

const [storage = ''] = process.argv.slice(2)
const clock = { now: () => Date.now() }
const log = await openSqliteLog({ storage, durability: 'normal', retention: {}, clock, logger: silentLogger })
const parts = { log: log.cluster('main'), clock, logger: silentLogger }
const server = await openKafkaServer(parts, { port: 0, host: '127.0.0.1' })
process.stdout.write(`${server.port}\n`)
