import { systemClock } from '../../server/base/clock.ts'
import { silentLogger } from '../../server/base/logger.ts'
import { openSqliteLog } from '../../server/log/sqlite-log.ts'

// Appends until it is killed, and prints each record that was acknowledged: `TOPIC OFFSET VALUE end`, a line each.
const [storage = '', round = ''] = process.argv.slice(2)
const log = await openSqliteLog({
  storage,
  durability: 'normal',
  retention: {},
  clock: systemClock,
  logger: silentLogger,
})
process.stdout.setMaxListeners(0)
await Promise.all(Array.from({ length: 16 }, (_, caller) => appendForEver(caller)))

async function appendForEver(caller: number): Promise<never> {
  const topic = `topic-${caller % 3}`
  for (let at = 0; ; at += 1) {
    const size = at % 50 === 0 ? 40 : 1 + (at % 3)
    const values = Array.from({ length: size }, (_, index) => `${round}-${caller}-${at}-${index}`)
    const positions = await log
      .cluster('main')
      .append(values.map(value => ({ topic, timestamp: Date.now(), value: value.padEnd(300, ' ') })))
    const lines = positions.map(({ offset }, index) => `${topic} ${offset} ${values[index]} end\n`)
    if (!process.stdout.write(lines.join(''))) await new Promise(resolve => process.stdout.once('drain', resolve))
  }
}
